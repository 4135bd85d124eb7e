package pellucid.eval.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What maps are drawn with: points in the colour and shape of their group, words, lines, and the legend below. */
final class MapDrawing {
    private static final int LEGEND_FONT = 15;
    private static final int LEGEND_LINE = 26;
    private static final int LEGEND_GAP = 26;

    private static final FontRenderContext PLAIN = new FontRenderContext(null, true, true);

    /** What the words are measured in; of these, a reader's machine has one that is as wide. */
    private static final String FAMILY = "DejaVu Sans, Verdana, sans-serif";

    private final int width;
    private final StringBuilder svg = new StringBuilder();

    /** @param width of the picture, in pixels */
    MapDrawing(int width) {
        this.width = width;
    }

    /** The picture so far, on white. */
    String svg(int height) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" height=\"" + height + "px\" viewBox=\"0 0 "
                + width + " " + height + "\" width=\"" + width + "px\" font-family=\"" + FAMILY + "\">\n"
                + "<rect width=\"" + width + "\" height=\"" + height + "\" fill=\"#fff\"/>\n" + svg + "</svg>";
    }

    /** The groups with their signs, below the map; returns where it ends. */
    int legend(List<String> names, int top, int margin) {
        if (names.size() < 2) {
            return top;
        }
        List<List<String>> lines = new ArrayList<>(List.of(new ArrayList<>()));
        double used = 0;
        for (String name : names) {
            double needed = LEGEND_GAP + width(name, LEGEND_FONT) + LEGEND_GAP;
            if (used + needed > width && used > 0) {
                lines.add(new ArrayList<>());
                used = 0;
            }
            lines.get(lines.size() - 1).add(name);
            used += needed;
        }
        double y = top + LEGEND_LINE / 2.0;
        for (List<String> line : lines) {
            double whole = line.stream()
                            .mapToDouble(name -> 2 * LEGEND_GAP + width(name, LEGEND_FONT))
                            .sum()
                    - LEGEND_GAP;
            double x = (width - whole) / 2;
            for (String name : line) {
                int group = names.indexOf(name);
                double wide = width(name, LEGEND_FONT);
                point(x + LEGEND_GAP / 2.0, y, 5, group);
                text(name, x + LEGEND_GAP, y + 0.35 * LEGEND_FONT, wide, LEGEND_FONT, ChartTheme.INK);
                x += 2 * LEGEND_GAP + wide;
            }
            y += LEGEND_LINE;
        }
        return top + lines.size() * LEGEND_LINE + margin;
    }

    void line(Line2D line) {
        svg.append(String.format(
                Locale.ROOT,
                "<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"%s\" stroke-width=\"0.8\"/>%n",
                line.getX1(),
                line.getY1(),
                line.getX2(),
                line.getY2(),
                ChartTheme.hex(ChartTheme.FAINT)));
    }

    /** A point that names itself under the pointer. */
    void titled(String title, double x, double y, double radius, int group) {
        svg.append("<g><title>").append(Html.text(title)).append("</title>\n");
        point(x, y, radius, group);
        svg.append("</g>\n");
    }

    /** A disc, square, triangle or diamond; the shape changes when all colours are used up. */
    void point(double x, double y, double radius, int group) {
        String fill = "\" fill=\"" + ChartTheme.hex(ChartTheme.series(group)) + "\"/>\n";
        double r = radius;
        svg.append(
                switch (ChartTheme.round(group) % 4) {
                    case 0 -> String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f", x, y, r);
                    case 1 ->
                        String.format(
                                Locale.ROOT,
                                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%4$.1f",
                                x - r,
                                y - r,
                                2 * r,
                                2 * r);
                    case 2 ->
                        String.format(
                                Locale.ROOT,
                                "<path d=\"M%.1f %.1fl%.1f %.1fh%.1fz",
                                x,
                                y - 1.2 * r,
                                1.2 * r,
                                2.1 * r,
                                -2.4 * r);
                    default ->
                        String.format(
                                Locale.ROOT,
                                "<path d=\"M%.1f %.1fl%.1f %.1fl%.1f %.1fl%.1f %.1fz",
                                x,
                                y - 1.3 * r,
                                1.3 * r,
                                1.3 * r,
                                -1.3 * r,
                                1.3 * r,
                                -1.3 * r,
                                -1.3 * r);
                });
        svg.append(fill);
    }

    void text(String text, double x, double baseline, double width, int size, Color colour) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" fill=\"%s\" textLength=\"%.1f\""
                        + " lengthAdjust=\"spacingAndGlyphs\">%s</text>%n",
                x,
                baseline,
                size,
                ChartTheme.hex(colour),
                width,
                Html.text(text)));
    }

    static double width(String text, int size) {
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, size);
        return Math.max(1, font.getStringBounds(text, PLAIN).getWidth());
    }

    /** From the least to the greatest of some numbers; 1 long where they are all the same. */
    record Range(double low, double high) {
        static Range of(double[] values) {
            return new Range(
                    Arrays.stream(values).min().orElseThrow(),
                    Arrays.stream(values).max().orElseThrow());
        }

        double size() {
            return high > low ? high - low : 1;
        }

        double middle() {
            return (low + high) / 2;
        }
    }
}
