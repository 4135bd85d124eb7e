package pellucid.eval.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.HeatMapStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How charts look: on white, with few lines, and with colours that are told apart with any colour vision (Okabe and Ito,
 * "Color Universal Design", 2008); lines differ in their markers, too.
 */
final class ChartTheme {
    static final int WIDTH = 860;
    static final int HEIGHT = 440;

    /** A map of more words has smaller letters. */
    static final int FEW_WORDS = 120;

    static final Color INK = new Color(0x22, 0x2B, 0x36);
    private static final Color QUIET = new Color(0x5A, 0x65, 0x72);
    static final Color FAINT = new Color(0x9A, 0xA4, 0xAF);
    private static final Color GRID = new Color(0xE3, 0xE7, 0xEC);

    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final int LONG_POWER = 4;

    private static final Color[] SERIES = {
        new Color(0x00, 0x72, 0xB2),
        new Color(0xD5, 0x5E, 0x00),
        new Color(0x00, 0x9E, 0x73),
        new Color(0xCC, 0x79, 0xA7),
        new Color(0xE6, 0x9F, 0x00),
        new Color(0x56, 0xB4, 0xE9),
        new Color(0x33, 0x33, 0x33)
    };

    /** From little to much, light enough for dark digits on it. */
    private static final Color[] RANGE = {
        new Color(0xF7, 0xFB, 0xFF), new Color(0xC6, 0xDB, 0xEF), new Color(0x6B, 0xAE, 0xD6)
    };

    private static final BasicStroke[] LINES = {new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)};

    /** What XChart draws boxes, medians and whiskers in, and what they are to be drawn in. */
    private static final Map<String, String> BOX_STROKES = Map.of(
            "fill:none;stroke:rgb(0,0,255);", "fill:rgb(222,235,247);stroke:rgb(0,114,178);stroke-width:2;",
            "stroke:rgb(255,0,0);", "stroke:rgb(213,94,0);stroke-width:2.5;",
            "stroke:rgb(0,0,0);", "stroke:rgb(34,43,54);");

    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE,
        SeriesMarkers.SQUARE,
        SeriesMarkers.TRIANGLE_UP,
        SeriesMarkers.DIAMOND,
        SeriesMarkers.TRIANGLE_DOWN,
        SeriesMarkers.CROSS,
        SeriesMarkers.PLUS
    };

    private ChartTheme() {}

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    /** The colour of the i-th thing; the colours begin anew when all are used up. */
    static Color series(int i) {
        return SERIES[i % SERIES.length];
    }

    /** How often the colours have begun anew at the i-th thing. */
    static int round(int i) {
        return i / SERIES.length;
    }

    /** A colour so dark that letters in it can be read on white. */
    static Color inked(Color colour) {
        return new Color(
                (colour.getRed() + INK.getRed()) / 2,
                (colour.getGreen() + INK.getGreen()) / 2,
                (colour.getBlue() + INK.getBlue()) / 2);
    }

    static String hex(Color colour) {
        return String.format(Locale.ROOT, "#%06x", colour.getRGB() & 0xFFFFFF);
    }

    /** @param legend whether there is more than one thing to name */
    static void apply(AxesChartStyler style, boolean legend) {
        style.setChartTitleVisible(false);
        style.setChartBackgroundColor(Color.WHITE);
        style.setPlotBackgroundColor(Color.WHITE);
        style.setPlotBorderVisible(false);
        style.setChartFontColor(INK);
        style.setChartPadding(12);
        style.setSeriesColors(SERIES);
        style.setSeriesLines(LINES);
        style.setSeriesMarkers(MARKERS);
        style.setMarkerSize(8);
        style.setLegendVisible(legend);
        style.setLegendPosition(LegendPosition.OutsideS);
        style.setLegendLayout(LegendLayout.Horizontal);
        style.setLegendBorderColor(Color.WHITE);
        style.setLegendBackgroundColor(Color.WHITE);
        style.setLegendPadding(14);
        style.setLegendFont(font(Font.PLAIN, 15));
        style.setAxisTitleFont(font(Font.PLAIN, 15));
        style.setAxisTickLabelsFont(font(Font.PLAIN, 14));
        style.setAxisTickLabelsColor(QUIET);
        style.setAxisTickMarksColor(GRID);
        style.setAxisTicksMarksVisible(false);
        style.setPlotGridLinesColor(GRID);
        style.setPlotGridLinesStroke(new BasicStroke(1));
        style.setPlotGridVerticalLinesVisible(false);
        style.setPlotContentSize(0.94);
        style.setErrorBarsColor(INK);
        style.setLocale(Locale.ROOT);
        style.setYAxisTickLabelsFormattingFunction(ChartTheme::number);
    }

    /**
     * The horizontal axis of numbers; one of names has no such function.
     *
     * @param whole whether there is nothing between whole numbers
     */
    static void applyNumbers(AxesChartStyler style, boolean whole) {
        style.setXAxisTickLabelsFormattingFunction(value -> whole && value != Math.rint(value) ? " " : number(value));
    }

    /** Axes on which a step multiplies. XChart would draw a line for each of 1, 2, … 9 times a power of ten. */
    static void applyPowers(AxesChartStyler style, boolean x, boolean y) {
        style.setXAxisLogarithmic(x);
        style.setYAxisLogarithmic(y);
        if (x) {
            style.setXAxisTickLabelsFormattingFunction(ChartTheme::power);
        }
        if (y) {
            style.setYAxisTickLabelsFormattingFunction(ChartTheme::power);
            style.setPlotGridHorizontalLinesVisible(false);
        }
    }

    /** Shades instead of lines. XChart's legend for them has no colour of its own for its text, and is left out. */
    static void applyShades(HeatMapStyler style, boolean values) {
        apply(style, false);
        style.setYAxisTickLabelsFormattingFunction(null); // it names rows
        style.setAxisTicksLineVisible(false);
        style.setPlotGridLinesVisible(false);
        style.setPlotContentSize(1);
        style.setRangeColors(RANGE);
        style.setShowValue(values);
        style.setValueFont(font(Font.PLAIN, 14));
        style.setValueFontColor(INK);
        style.setHeatMapValueDecimalPattern("0.###");
    }

    /** XChart has fixed colours for boxes. */
    static String withBoxColours(String svg) {
        String coloured = svg;
        for (Map.Entry<String, String> stroke : BOX_STROKES.entrySet()) {
            coloured = coloured.replace(stroke.getKey(), stroke.getValue());
        }
        return coloured;
    }

    /** Powers of ten that would be long as numbers with a raised exponent: {@code 10⁻⁵}. */
    static String power(double value) {
        long exponent = Math.round(Math.log10(value));
        boolean isPower = Math.abs(value / Math.pow(10, exponent) - 1) < 1e-9;
        if (!isPower || Math.abs(exponent) < LONG_POWER) {
            return number(value);
        }
        StringBuilder text = new StringBuilder("10");
        for (char digit : Long.toString(exponent).toCharArray()) {
            text.append(digit == '-' ? '⁻' : RAISED.charAt(digit - '0'));
        }
        return text.toString();
    }

    /** Six digits at most, without needless zeros: {@code 0.05}, {@code 1400}, {@code 2E-5}. */
    static String number(double value) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return value == 0 ? "0" : Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros();
        double size = Math.abs(value);
        return size < 1e-4 || size >= 1e7 ? rounded.toString() : rounded.toPlainString();
    }
}
