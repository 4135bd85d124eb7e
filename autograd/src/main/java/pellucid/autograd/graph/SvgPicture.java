package pellucid.autograd.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pellucid.autograd.graph.Layout.Place;

/** The graph as SVG: boxes in layers, edges that enter a box side by side, a bar for each function's share of the time. */
final class SvgPicture {
    private static final double CHARACTER = 7.4; // a wide one, in the 12 px type of the boxes
    private static final double PADDING = 12;
    private static final double LINE = 16;
    private static final double LAYER_GAP = 46;
    private static final double MARGIN = 24;

    private final Layout layout;
    private final long slowest;
    private final double[] top; // of each layer
    private final double[] height;
    private final StringBuilder svg = new StringBuilder();

    SvgPicture(List<Node> nodes, long slowest) {
        this.layout = new Layout(nodes, SvgPicture::widthOf);
        this.slowest = slowest;
        int count = layout.layers().size();
        top = new double[count];
        height = new double[count];
        double y = MARGIN;
        for (int i = 0; i < count; i++) {
            top[i] = y;
            height[i] = layout.layers().get(i).stream()
                    .mapToDouble(SvgPicture::heightOf)
                    .max()
                    .orElse(0);
            y += height[i] + LAYER_GAP;
        }
    }

    private static List<String> lines(Node node) {
        List<String> lines = new ArrayList<>();
        lines.add(HtmlPage.shortened(node.label()));
        lines.add(node.variable().value().shape().toString());
        if (node.function() != null) {
            lines.add(node.times());
        }
        return lines;
    }

    private static double widthOf(Node node) {
        int longest = lines(node).stream().mapToInt(String::length).max().orElse(0);
        return longest * CHARACTER + 2 * PADDING;
    }

    private static double heightOf(Place place) {
        return place.node == null ? 0 : lines(place.node).size() * LINE + PADDING;
    }

    String write() {
        int last = top.length - 1;
        append(
                "<svg width=\"%.0f\" height=\"%.0f\" role=\"img\">%n",
                layout.width() + 2 * MARGIN, top[last] + height[last] + MARGIN);
        svg.append(
                "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\""
                        + " orient=\"auto\"><path d=\"M0 0 L8 4 L0 8 z\"/></marker></defs>\n");
        edges();
        layout.layers().forEach(layer -> layer.forEach(this::box));
        return svg.append("</svg>").toString();
    }

    private void edges() {
        Map<Place, List<List<Place>>> entering = new HashMap<>();
        for (List<Place> edge : layout.edges()) {
            entering.computeIfAbsent(edge.get(edge.size() - 1), target -> new ArrayList<>())
                    .add(edge);
        }
        for (List<Place> edge : layout.edges()) {
            Place target = edge.get(edge.size() - 1);
            List<List<Place>> side = entering.get(target);
            side.sort(Comparator.comparingDouble(other -> other.get(other.size() - 2).x));
            double step = target.width / (side.size() + 1);
            edge(edge, target.x - target.width / 2 + step * (side.indexOf(edge) + 1));
        }
    }

    /** From the foot of the first box, straight down past each layer between, to the head of the last one. */
    private void edge(List<Place> edge, double entryX) {
        Place from = edge.get(0);
        double x = from.x;
        double y = top(from) + heightOf(from);
        append(
                "<path class=\"edge from%d to%d\" marker-end=\"url(#tip)\" d=\"M%.1f %.1f",
                from.node.number(), edge.get(edge.size() - 1).node.number(), x + MARGIN, y);
        for (Place to : edge.subList(1, edge.size())) {
            double nextX = to.node == null ? to.x : entryX;
            double nextY = to.node == null ? top[to.layer] : top(to);
            double middle = (y + nextY) / 2;
            append(
                    " C%.1f %.1f %.1f %.1f %.1f %.1f",
                    x + MARGIN, middle, nextX + MARGIN, middle, nextX + MARGIN, nextY);
            x = nextX;
            y = nextY;
            if (to.node == null) {
                y += height[to.layer];
                append(" V%.1f", y);
            }
        }
        svg.append("\"/>\n");
    }

    /** Boxes stand in the middle of their layer. */
    private double top(Place place) {
        return top[place.layer] + (height[place.layer] - heightOf(place)) / 2;
    }

    private void box(Place place) {
        Node node = place.node;
        if (node == null) {
            return;
        }
        double left = place.x - place.width / 2 + MARGIN;
        append(
                "<g class=\"node %s\" id=\"node%d\" tabindex=\"0\"><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\""
                        + " rx=\"7\"/>",
                node.kind().word(), node.number(), left, top(place), place.width, heightOf(place));
        if (slowest > 0 && node.nanos() > 0) {
            append(
                    "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"3\"/>",
                    left + 6, top(place) + heightOf(place) - 5, (place.width - 12) * node.nanos() / slowest);
        }
        List<String> lines = lines(node);
        for (int i = 0; i < lines.size(); i++) {
            append(
                    "<text class=\"line%d\" x=\"%.1f\" y=\"%.1f\">%s</text>",
                    i, place.x + MARGIN, top(place) + (i + 1) * LINE, HtmlPage.escaped(lines.get(i)));
        }
        svg.append("</g>\n");
    }

    private void append(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
