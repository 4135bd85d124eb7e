package pellucid.eval.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

/**
 * A map of words: each a point with its label, in the colour and shape of its group. Both axes have the same unit, and
 * say nothing, so they are not drawn. The words are text, which can be searched for and copied, made to fit their places
 * in whatever font the reader has.
 */
public final class WordMap {
    private static final int WIDTH = ChartTheme.WIDTH;
    private static final int LEAST_HEIGHT = 420;
    private static final int MOST_HEIGHT = 860;
    private static final int MARGIN = 12;

    /** Room for labels beside the outermost points. */
    private static final int SIDE = 60;

    private static final int LEGEND_FONT = 15;
    private static final int LEGEND_LINE = 26;
    private static final int LEGEND_GAP = 26;

    private static final FontRenderContext PLAIN = new FontRenderContext(null, true, true);

    /** What the words are measured in; of these, a reader's machine has one that is as wide. */
    private static final String FAMILY = "DejaVu Sans, Verdana, sans-serif";

    private final List<String> words;
    private final List<String> groups;
    private final List<String> names;
    private final StringBuilder svg = new StringBuilder();

    private WordMap(List<String> words, List<String> groups) {
        this.words = words;
        this.groups = groups;
        this.names = groups == null ? List.of() : groups.stream().distinct().toList();
    }

    /**
     * Draws a map. Where there is no room for all labels, those of the words at the end of the list are left out; the
     * caption says how many, and their points stay and name their word under the pointer.
     *
     * @param words the most important first; 30 to 300 can be read
     * @param x from left to right, one for each word
     * @param y upwards, one for each word
     * @param groups the name of the group of each word, for the legend; null for no groups
     */
    public static Figure of(String caption, List<String> words, double[] x, double[] y, List<String> groups) {
        if (words.isEmpty()) {
            throw new InputException("map '" + caption + "' has no word; give at least one");
        }
        int labels = groups == null ? words.size() : groups.size();
        if (x.length != words.size() || y.length != words.size() || labels != words.size()) {
            throw new ShapeException("map '" + caption + "': there are " + words.size() + " words, " + x.length + " x, "
                    + y.length + " y and " + labels + " groups; give one of each for every word");
        }
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i]) || !Double.isFinite(y[i])) {
                throw new InputException("map '" + caption + "': '" + words.get(i) + "' lies at (" + x[i] + ", " + y[i]
                        + "); both numbers must be finite");
            }
        }
        return new WordMap(words, groups).draw(caption, x, y);
    }

    private Figure draw(String caption, double[] x, double[] y) {
        Range across = Range.of(x);
        Range up = Range.of(y);
        int inner = WIDTH - 2 * SIDE;
        double wanted = inner * up.size() / across.size() + 2 * MARGIN;
        int least = words.size() > ChartTheme.FEW_WORDS ? MOST_HEIGHT - 100 : LEAST_HEIGHT;
        int height = (int) Math.max(least, Math.min(MOST_HEIGHT, wanted));
        double scale = Math.min(inner / across.size(), (height - 4 * MARGIN) / up.size());
        double[] left = Arrays.stream(x)
                .map(value -> WIDTH / 2.0 + (value - across.middle()) * scale)
                .toArray();
        double[] top = Arrays.stream(y)
                .map(value -> height / 2.0 - (value - up.middle()) * scale)
                .toArray();
        int hidden = drawWords(left, top, height);
        int bottom = drawLegend(height);
        String head =
                "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" height=\"" + bottom + "px\" viewBox=\"0 0 "
                        + WIDTH + " " + bottom + "\" width=\"" + WIDTH + "px\" font-family=\"" + FAMILY + "\">\n"
                        + "<rect width=\"" + WIDTH + "\" height=\"" + bottom + "\" fill=\"#fff\"/>\n";
        String note = hidden == 0
                ? ""
                : " There was no room for the labels of " + hidden + " of the " + words.size()
                        + " words; their points have them under the pointer.";
        return new Figure(caption + note, head + svg + "</svg>");
    }

    private int drawWords(double[] left, double[] top, int height) {
        int size = words.size() > ChartTheme.FEW_WORDS ? 12 : 14;
        double radius = size / 4.0;
        double[] widths = words.stream().mapToDouble(word -> width(word, size)).toArray();
        Rectangle2D frame = new Rectangle2D.Double(MARGIN, MARGIN, WIDTH - 2.0 * MARGIN, height - 2.0 * MARGIN);
        LabelPlacement.Placed[] placed = new LabelPlacement(frame, radius, size).place(left, top, widths);
        int hidden = 0;
        for (int i = 0; i < words.size(); i++) {
            int group = groups == null ? 0 : names.indexOf(groups.get(i));
            Color colour = ChartTheme.series(group);
            if (placed[i] != null && placed[i].line() != null) {
                drawLine(placed[i].line());
            }
            if (placed[i] == null) {
                hidden++;
                svg.append("<g><title>").append(Html.text(words.get(i))).append("</title>\n");
                drawPoint(left[i], top[i], radius, group, colour);
                svg.append("</g>\n");
            } else {
                drawPoint(left[i], top[i], radius, group, colour);
                Rectangle2D box = placed[i].box();
                drawText(words.get(i), box.getX(), box.getY() + 0.8 * size, widths[i], size, ChartTheme.inked(colour));
            }
        }
        return hidden;
    }

    /** The groups with their signs, below the words; returns where it ends. */
    private int drawLegend(int top) {
        if (names.size() < 2) {
            return top;
        }
        List<List<String>> lines = new ArrayList<>(List.of(new ArrayList<>()));
        double used = 0;
        for (String name : names) {
            double width = LEGEND_GAP + width(name, LEGEND_FONT) + LEGEND_GAP;
            if (used + width > WIDTH && used > 0) {
                lines.add(new ArrayList<>());
                used = 0;
            }
            lines.get(lines.size() - 1).add(name);
            used += width;
        }
        double y = top + LEGEND_LINE / 2.0;
        for (List<String> line : lines) {
            double whole = line.stream()
                            .mapToDouble(name -> 2 * LEGEND_GAP + width(name, LEGEND_FONT))
                            .sum()
                    - LEGEND_GAP;
            double x = (WIDTH - whole) / 2;
            for (String name : line) {
                int group = names.indexOf(name);
                double width = width(name, LEGEND_FONT);
                drawPoint(x + LEGEND_GAP / 2.0, y, 5, group, ChartTheme.series(group));
                drawText(name, x + LEGEND_GAP, y + 0.35 * LEGEND_FONT, width, LEGEND_FONT, ChartTheme.INK);
                x += 2 * LEGEND_GAP + width;
            }
            y += LEGEND_LINE;
        }
        return top + lines.size() * LEGEND_LINE + MARGIN;
    }

    private void drawLine(Line2D line) {
        svg.append(String.format(
                Locale.ROOT,
                "<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"%s\" stroke-width=\"0.8\"/>%n",
                line.getX1(),
                line.getY1(),
                line.getX2(),
                line.getY2(),
                ChartTheme.hex(ChartTheme.FAINT)));
    }

    /** A disc, square, triangle or diamond; the shape changes when all colours are used up. */
    private void drawPoint(double x, double y, double radius, int group, Color colour) {
        String fill = "\" fill=\"" + ChartTheme.hex(colour) + "\"/>\n";
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

    private void drawText(String text, double x, double baseline, double width, int size, Color colour) {
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

    private static double width(String text, int size) {
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, size);
        return Math.max(1, font.getStringBounds(text, PLAIN).getWidth());
    }

    /** From the least to the greatest of some numbers; 1 long where they are all the same. */
    private record Range(double low, double high) {
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
