package pellucid.eval.report;

import java.util.List;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

/**
 * A map of many points in the colours of their groups, each of which names itself under the pointer. Both axes have the
 * same unit, and say nothing, so they are not drawn.
 */
public final class PointMap {
    private static final int WIDTH = ChartTheme.WIDTH;
    private static final int LEAST_HEIGHT = 360;
    private static final int MOST_HEIGHT = 720;
    private static final int MARGIN = 16;
    private static final int FEW = 300;

    private PointMap() {}

    /**
     * Draws a map.
     *
     * @param titles what each point says of itself
     * @param x from left to right, one for each point
     * @param y upwards, one for each point
     * @param groups the name of the group of each point
     * @param legend all groups in the order of their colours; those of two maps with the same order can be compared
     */
    public static Figure of(
            String caption, List<String> titles, double[] x, double[] y, List<String> groups, List<String> legend) {
        if (titles.isEmpty()) {
            throw new InputException("map '" + caption + "' has no point; give at least one");
        }
        if (x.length != titles.size() || y.length != titles.size() || groups.size() != titles.size()) {
            throw new ShapeException("map '" + caption + "': there are " + titles.size() + " titles, " + x.length
                    + " x, " + y.length + " y and " + groups.size() + " groups; give one of each for every point");
        }
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i]) || !Double.isFinite(y[i])) {
                throw new InputException("map '" + caption + "': '" + titles.get(i) + "' lies at (" + x[i] + ", " + y[i]
                        + "); both numbers must be finite");
            }
            if (!legend.contains(groups.get(i))) {
                throw new InputException("map '" + caption + "': '" + titles.get(i) + "' is of the group '"
                        + groups.get(i) + "', the legend has " + legend + "; name every group");
            }
        }
        MapDrawing.Range across = MapDrawing.Range.of(x);
        MapDrawing.Range up = MapDrawing.Range.of(y);
        int inner = WIDTH - 2 * MARGIN;
        int height =
                (int) Math.max(LEAST_HEIGHT, Math.min(MOST_HEIGHT, inner * up.size() / across.size() + 2 * MARGIN));
        double scale = Math.min(inner / across.size(), (height - 2 * MARGIN) / up.size());
        double radius = titles.size() > FEW ? 3.2 : 4.5;
        MapDrawing drawing = new MapDrawing(WIDTH);
        for (int i = 0; i < x.length; i++) {
            drawing.titled(
                    titles.get(i),
                    WIDTH / 2.0 + (x[i] - across.middle()) * scale,
                    height / 2.0 - (y[i] - up.middle()) * scale,
                    radius,
                    legend.indexOf(groups.get(i)));
        }
        return new Figure(caption, drawing.svg(drawing.legend(legend, height + MARGIN, MARGIN)));
    }
}
