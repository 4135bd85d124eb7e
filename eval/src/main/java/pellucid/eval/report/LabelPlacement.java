package pellucid.eval.report;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds places for the labels of points so that none covers another label, a point, or the line between another label
 * and its point. Greedy: the labels are placed in the order given, each at the first free place of those near its point,
 * beside it if there is one, else a little off with a line to it; a label for which there is none is not drawn. Finding
 * the most labels that fit is NP-hard (Marks and Shieber, 1991).
 */
final class LabelPlacement {
    /** Between a point and its label, and between the labels of one line. */
    private static final double GAP = 3;

    /** How far off a label may stand from the rim of its point. */
    private static final double[] DISTANCES = {10, 18, 28, 40};

    private static final int DIRECTIONS = 16;

    private final Rectangle2D frame;
    private final double radius;
    private final double height;
    private final List<Rectangle2D> points = new ArrayList<>();
    private final List<Rectangle2D> labels = new ArrayList<>();
    private final List<Line2D> lines = new ArrayList<>();

    /**
     * A label that found its place.
     *
     * @param box what it covers
     * @param line from its point to it; null where it stands beside the point
     */
    record Placed(Rectangle2D box, Line2D line) {}

    /**
     * @param frame where labels may stand
     * @param radius of a point
     * @param height of a label
     */
    LabelPlacement(Rectangle2D frame, double radius, double height) {
        this.frame = frame;
        this.radius = radius;
        this.height = height;
    }

    /**
     * Places the labels.
     *
     * @param x of the points
     * @param y of the points, downwards
     * @param widths of the labels
     * @return one for each point, null for those that are not drawn
     */
    Placed[] place(double[] x, double[] y, double[] widths) {
        for (int i = 0; i < x.length; i++) {
            points.add(new Rectangle2D.Double(x[i] - radius, y[i] - radius, 2 * radius, 2 * radius));
        }
        Placed[] placed = new Placed[x.length];
        for (int i = 0; i < x.length; i++) {
            placed[i] = beside(i, x[i], y[i], widths[i]);
        }
        for (int i = 0; i < x.length; i++) {
            if (placed[i] == null) {
                placed[i] = offset(i, x[i], y[i], widths[i]);
            }
        }
        return placed;
    }

    private Placed beside(int i, double x, double y, double width) {
        double out = radius + GAP;
        double slant = 0.7 * radius;
        double[][] corners = {
            {x + out, y - height / 2},
            {x - out - width, y - height / 2},
            {x - width / 2, y - out - height},
            {x - width / 2, y + out},
            {x + slant, y - slant - height},
            {x + slant, y + slant},
            {x - slant - width, y - slant - height},
            {x - slant - width, y + slant}
        };
        for (double[] corner : corners) {
            Rectangle2D box = new Rectangle2D.Double(corner[0], corner[1], width, height);
            if (isFree(box, i)) {
                labels.add(box);
                return new Placed(box, null);
            }
        }
        return null;
    }

    private Placed offset(int i, double x, double y, double width) {
        for (double distance : DISTANCES) {
            for (int direction = 0; direction < DIRECTIONS; direction++) {
                double angle = 2 * Math.PI * direction / DIRECTIONS;
                double right = Math.cos(angle);
                double down = Math.sin(angle);
                double endX = x + right * (radius + distance);
                double endY = y + down * (radius + distance);
                // The nearer side of the box, or its middle where the line comes from above or below.
                double left = endX - width * (1 - right) / 2;
                double top = endY - height * (1 - down) / 2;
                Rectangle2D box = new Rectangle2D.Double(left, top, width, height);
                double length = Math.max(
                        radius,
                        Math.max(
                                reach(x, right, box.getMinX(), box.getMaxX()),
                                reach(y, down, box.getMinY(), box.getMaxY())));
                Line2D line =
                        new Line2D.Double(x + right * radius, y + down * radius, x + right * length, y + down * length);
                if (isFree(box, i) && isFree(line, i)) {
                    labels.add(box);
                    lines.add(line);
                    return new Placed(box, line);
                }
            }
        }
        return null;
    }

    /** How far one goes from a point before one is between two bounds along an axis. */
    private static double reach(double from, double slope, double low, double high) {
        if (from >= low && from <= high) {
            return 0;
        }
        return (from < low ? low - from : high - from) / slope;
    }

    private boolean isFree(Rectangle2D box, int own) {
        Rectangle2D around =
                new Rectangle2D.Double(box.getX() - GAP, box.getY(), box.getWidth() + 2 * GAP, box.getHeight());
        if (!frame.contains(box) || labels.stream().anyMatch(around::intersects)) {
            return false;
        }
        for (int i = 0; i < points.size(); i++) {
            if (i != own && box.intersects(points.get(i))) {
                return false;
            }
        }
        return lines.stream().noneMatch(box::intersectsLine);
    }

    private boolean isFree(Line2D line, int own) {
        for (int i = 0; i < points.size(); i++) {
            if (i != own && points.get(i).intersectsLine(line)) {
                return false;
            }
        }
        return labels.stream().noneMatch(label -> label.intersectsLine(line))
                && lines.stream().noneMatch(line::intersectsLine);
    }
}
