package pellucid.eval.report;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
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

    private final List<String> words;
    private final List<String> groups;
    private final List<String> names;
    private final MapDrawing drawing = new MapDrawing(WIDTH);

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
        MapDrawing.Range across = MapDrawing.Range.of(x);
        MapDrawing.Range up = MapDrawing.Range.of(y);
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
        int bottom = drawing.legend(names, height, MARGIN);
        String note = hidden == 0
                ? ""
                : " There was no room for the labels of " + hidden + " of the " + words.size()
                        + " words; their points have them under the pointer.";
        return new Figure(caption + note, drawing.svg(bottom));
    }

    private int drawWords(double[] left, double[] top, int height) {
        int size = words.size() > ChartTheme.FEW_WORDS ? 12 : 14;
        double radius = size / 4.0;
        double[] widths =
                words.stream().mapToDouble(word -> MapDrawing.width(word, size)).toArray();
        Rectangle2D frame = new Rectangle2D.Double(MARGIN, MARGIN, WIDTH - 2.0 * MARGIN, height - 2.0 * MARGIN);
        LabelPlacement.Placed[] placed = new LabelPlacement(frame, radius, size).place(left, top, widths);
        int hidden = 0;
        for (int i = 0; i < words.size(); i++) {
            int group = groups == null ? 0 : names.indexOf(groups.get(i));
            Color colour = ChartTheme.series(group);
            if (placed[i] != null && placed[i].line() != null) {
                drawing.line(placed[i].line());
            }
            if (placed[i] == null) {
                hidden++;
                drawing.titled(words.get(i), left[i], top[i], radius, group);
            } else {
                drawing.point(left[i], top[i], radius, group);
                Rectangle2D box = placed[i].box();
                drawing.text(
                        words.get(i), box.getX(), box.getY() + 0.8 * size, widths[i], size, ChartTheme.inked(colour));
            }
        }
        return hidden;
    }
}
