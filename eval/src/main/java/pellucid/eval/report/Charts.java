package pellucid.eval.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.knowm.xchart.BoxChart;
import org.knowm.xchart.BoxChartBuilder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

/** Figures that are charts, drawn by XChart without a display. */
public final class Charts {
    /** A line of more points is drawn without a marker at each. */
    private static final int MOST_MARKED = 40;

    /** A heat map of more columns is drawn without its numbers. */
    private static final int MOST_SHOWN = 12;

    /** Bars stand closer than XChart would have their names, and short names fit all the same. */
    private static final int NAME_WIDTH = 50;

    /** How far the lines of a category are moved apart, so that their error bars are told apart. */
    private static final double CLOSE = 0.2;

    private Charts() {}

    /**
     * What the axes measure, with the unit.
     *
     * @param x from left to right
     * @param y upwards
     * @param logX whether a step to the right multiplies, for {@link Charts#lines} and {@link Charts#scatter}
     * @param logY whether a step upwards multiplies, likewise
     */
    public record Axes(String x, String y, boolean logX, boolean logY) {
        /** Axes on which a step adds. */
        public Axes(String x, String y) {
            this(x, y, false, false);
        }
    }

    /**
     * Points that belong together.
     *
     * @param name for the legend
     * @param x as many as y
     * @param y where NaN, there is no point
     */
    public record Points(String name, double[] x, double[] y) {
        public Points {
            requireSame("points '" + name + "'", x.length, y.length);
        }
    }

    /**
     * Bars of one colour, or the points of one line.
     *
     * @param name for the legend
     * @param heights one for each category
     * @param errors for each how far the error bar reaches to either side; null for none
     */
    public record Bars(String name, double[] heights, double[] errors) {
        public Bars {
            if (errors != null) {
                requireSame("bars '" + name + "'", heights.length, errors.length);
            }
        }
    }

    /** Values whose spread a box shows, with the name that stands below it. */
    public record Sample(String name, double[] values) {}

    /** Points joined by lines, in the order given. */
    public static Figure lines(String caption, Axes axes, List<Points> series) {
        return points(caption, axes, series, XYSeriesRenderStyle.Line);
    }

    /** Points alone. */
    public static Figure scatter(String caption, Axes axes, List<Points> series) {
        return points(caption, axes, series, XYSeriesRenderStyle.Scatter);
    }

    private static Figure points(String caption, Axes axes, List<Points> series, XYSeriesRenderStyle kind) {
        requireSome(caption, series.size());
        XYChart chart = new XYChartBuilder()
                .width(ChartTheme.WIDTH)
                .height(ChartTheme.HEIGHT)
                .xAxisTitle(axes.x())
                .yAxisTitle(axes.y())
                .build();
        ChartTheme.apply(chart.getStyler(), series.size() > 1);
        boolean whole = series.stream()
                .flatMapToDouble(points -> Arrays.stream(points.x()))
                .allMatch(x -> x == Math.rint(x));
        ChartTheme.applyNumbers(chart.getStyler(), whole);
        ChartTheme.applyPowers(chart.getStyler(), axes.logX(), axes.logY());
        chart.getStyler().setDefaultSeriesRenderStyle(kind);
        for (Points points : series) {
            requireSome(caption + ": " + points.name(), points.x().length);
            requirePositive(axes.logX(), points.name(), "x", points.x());
            requirePositive(axes.logY(), points.name(), "y", points.y());
            XYSeries drawn = chart.addSeries(points.name(), points.x(), points.y());
            if (kind == XYSeriesRenderStyle.Line && points.x().length > MOST_MARKED) {
                drawn.setMarker(SeriesMarkers.NONE);
            }
        }
        return new Figure(caption, Svg.of(chart));
    }

    /** Groups of bars, one group for each category, from 0 upwards. */
    public static Figure bars(String caption, Axes axes, List<String> categories, List<Bars> series) {
        return categories(caption, axes, categories, series, CategorySeriesRenderStyle.Bar);
    }

    /** Lines from category to category, with an error bar at each point: for steps whose distance says nothing. */
    public static Figure steps(String caption, Axes axes, List<String> categories, List<Bars> series) {
        return categories(caption, axes, categories, series, CategorySeriesRenderStyle.Line);
    }

    private static Figure categories(
            String caption, Axes axes, List<String> categories, List<Bars> series, CategorySeriesRenderStyle kind) {
        requireSome(caption, series.size());
        requireSome(caption, categories.size());
        CategoryChart chart = new CategoryChartBuilder()
                .width(ChartTheme.WIDTH)
                .height(ChartTheme.HEIGHT)
                .xAxisTitle(axes.x())
                .yAxisTitle(axes.y())
                .build();
        CategoryStyler style = chart.getStyler();
        ChartTheme.apply(style, series.size() > 1);
        style.setXAxisTickMarkSpacingHint(NAME_WIDTH);
        style.setDefaultSeriesRenderStyle(kind);
        double fill = kind == CategorySeriesRenderStyle.Line ? CLOSE : series.size() > 1 ? 0.8 : 0.5;
        style.setAvailableSpaceFill(fill);
        for (Bars bars : series) {
            requireSame(
                    "chart '" + caption + "', bars '" + bars.name() + "'", categories.size(), bars.heights().length);
            chart.addSeries(
                    bars.name(),
                    categories,
                    boxed(bars.heights()),
                    bars.errors() == null ? null : boxed(bars.errors()));
        }
        return new Figure(caption, Svg.of(chart));
    }

    /** Box plots: the box from the lower to the upper quartile, the median in it, whiskers up to 1.5 boxes further. */
    public static Figure boxes(String caption, Axes axes, List<Sample> samples) {
        requireSome(caption, samples.size());
        BoxChart chart = new BoxChartBuilder()
                .width(ChartTheme.WIDTH)
                .height(ChartTheme.HEIGHT)
                .xAxisTitle(axes.x())
                .yAxisTitle(axes.y())
                .build();
        ChartTheme.apply(chart.getStyler(), false);
        for (Sample sample : samples) {
            requireSome(caption + ": " + sample.name(), sample.values().length);
            chart.addSeries(sample.name(), boxed(sample.values()));
        }
        return new Figure(caption, ChartTheme.withBoxColours(Svg.of(chart)));
    }

    /**
     * Numbers as shades, the first row on top. The caption is followed by what the lightest and the darkest shade stand
     * for; a map of few columns shows its numbers.
     *
     * @param columns names of the columns
     * @param rows names of the rows
     * @param values [rows, columns]
     */
    public static Figure heatMap(
            String caption, Axes axes, List<String> columns, List<String> rows, double[][] values) {
        requireSame("heat map '" + caption + "'", rows.size(), values.length);
        requireSome(caption, rows.size());
        requireSome(caption, columns.size());
        List<Number[]> cells = new ArrayList<>();
        List<String> upwards = new ArrayList<>();
        for (int i = rows.size() - 1; i >= 0; i--) {
            requireSame("heat map '" + caption + "', row '" + rows.get(i) + "'", columns.size(), values[i].length);
            for (int j = 0; j < columns.size(); j++) {
                cells.add(new Number[] {j, upwards.size(), values[i][j]});
            }
            upwards.add(rows.get(i));
        }
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(ChartTheme.WIDTH)
                .height(ChartTheme.HEIGHT)
                .xAxisTitle(axes.x())
                .yAxisTitle(axes.y())
                .build();
        ChartTheme.applyShades(chart.getStyler(), columns.size() <= MOST_SHOWN);
        chart.addSeries(caption, columns, upwards, cells);
        DoubleSummaryStatistics range =
                Arrays.stream(values).flatMapToDouble(Arrays::stream).summaryStatistics();
        String shades = " Lightest: " + ChartTheme.number(range.getMin()) + "; darkest: "
                + ChartTheme.number(range.getMax()) + ".";
        return new Figure(caption + shades, Svg.of(chart));
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static void requireSame(String what, int wanted, int found) {
        if (wanted != found) {
            throw new ShapeException(
                    what + ": there are " + wanted + " places and " + found + " values; give one value for each place");
        }
    }

    private static void requirePositive(boolean logarithmic, String name, String axis, double[] values) {
        for (double value : values) {
            if (logarithmic && value <= 0) {
                throw new InputException("points '" + name + "': " + axis + " is " + value
                        + ", but the axis is logarithmic; every value must be above 0");
            }
        }
    }

    private static void requireSome(String what, int count) {
        if (count == 0) {
            throw new InputException("chart '" + what + "' has nothing to show; give at least one value");
        }
    }
}
