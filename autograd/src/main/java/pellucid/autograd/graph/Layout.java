package pellucid.autograd.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where each node goes: every node in a layer below all that it uses, a leaf right above its first use. An edge over more
 * than one layer bends once in each layer that it passes, and a bend has a place like a node, so that edges keep clear of
 * nodes.
 */
final class Layout {
    /** Free space between neighbours in a layer, in pixels. */
    static final double GAP = 22;

    private static final int ORDER_SWEEPS = 12;
    private static final int PLACE_SWEEPS = 40;
    private static final double BEND_WIDTH = 8;

    /** A node's place, or that of an edge's bend (without a node). */
    static final class Place {
        final Node node;
        final int layer;
        final double width;
        final List<Place> above = new ArrayList<>();
        final List<Place> below = new ArrayList<>();
        double x; // of its middle
        int rank; // in its layer

        Place(Node node, int layer, double width) {
            this.node = node;
            this.layer = layer;
            this.width = width;
        }

        /** How much it holds its ground when two places collide. */
        private double weight() {
            return node == null ? 1 : node.function() == null ? 0.05 : 50;
        }

        private boolean isFunction() {
            return node != null && node.function() != null;
        }

        /** A function stands right below the function before it; a bend between its neighbours; a leaf above its uses. */
        private double wanted() {
            double below = meanX(this.below.stream(), x);
            if (!isFunction()) {
                return node == null ? (meanX(above.stream(), x) + below) / 2 : below;
            }
            double above = meanX(this.above.stream().filter(p -> p.node == null), below);
            return meanX(this.above.stream().filter(Place::isFunction), above);
        }

        private static double meanX(Stream<Place> places, double otherwise) {
            return places.mapToDouble(p -> p.x).average().orElse(otherwise);
        }
    }

    private final List<List<Place>> layers = new ArrayList<>();
    private final List<List<Place>> edges = new ArrayList<>();

    /**
     * @param nodes inputs before what uses them
     * @param width of each node
     */
    Layout(List<Node> nodes, java.util.function.ToDoubleFunction<Node> width) {
        int[] layerOf = layersOf(nodes);
        Place[] places = new Place[nodes.size()];
        for (Node node : nodes) {
            places[node.number()] = add(new Place(node, layerOf[node.number()], width.applyAsDouble(node)));
        }
        for (Node node : nodes) {
            node.inputs().stream().distinct().forEach(input -> connect(places[input.number()], places[node.number()]));
        }
        order();
        place();
    }

    private static int[] layersOf(List<Node> nodes) {
        int[] layer = new int[nodes.size()];
        int[] firstUse = new int[nodes.size()];
        for (Node node : nodes) {
            if (node.function() != null) {
                int lowest = 0;
                for (Node input : node.inputs()) {
                    lowest = Math.max(lowest, layer[input.number()]);
                }
                layer[node.number()] = lowest + 1;
            }
            for (Node input : node.inputs()) {
                int before = firstUse[input.number()];
                int here = layer[node.number()];
                firstUse[input.number()] = before == 0 ? here : Math.min(before, here);
            }
        }
        for (Node node : nodes) {
            if (node.function() == null && firstUse[node.number()] > 0) {
                layer[node.number()] = firstUse[node.number()] - 1;
            }
        }
        return layer;
    }

    private Place add(Place place) {
        while (layers.size() <= place.layer) {
            layers.add(new ArrayList<>());
        }
        layers.get(place.layer).add(place);
        return place;
    }

    private void connect(Place from, Place to) {
        List<Place> chain = new ArrayList<>(List.of(from));
        for (int layer = from.layer + 1; layer < to.layer; layer++) {
            chain.add(add(new Place(null, layer, BEND_WIDTH)));
        }
        chain.add(to);
        for (int i = 1; i < chain.size(); i++) {
            chain.get(i - 1).below.add(chain.get(i));
            chain.get(i).above.add(chain.get(i - 1));
        }
        edges.add(chain);
    }

    /** Sorts each layer by the mean rank of the neighbours, down and up again, and keeps the best order that was seen. */
    private void order() {
        layers.forEach(Layout::number);
        List<List<Place>> best = copy();
        long fewest = crossings();
        for (int sweep = 0; sweep < ORDER_SWEEPS; sweep++) {
            boolean down = sweep % 2 == 0;
            for (int i = 0; i < layers.size(); i++) {
                List<Place> layer = layers.get(down ? i : layers.size() - 1 - i);
                layer.sort(Comparator.comparingDouble(p -> meanRank(down ? p.above : p.below, p.rank)));
                number(layer);
            }
            long crossings = crossings();
            if (crossings < fewest) {
                fewest = crossings;
                best = copy();
            }
        }
        layers.clear();
        layers.addAll(best);
        layers.forEach(Layout::number);
    }

    private List<List<Place>> copy() {
        List<List<Place>> copy = new ArrayList<>();
        layers.forEach(layer -> copy.add(new ArrayList<>(layer)));
        return copy;
    }

    private static void number(List<Place> layer) {
        for (int i = 0; i < layer.size(); i++) {
            layer.get(i).rank = i;
        }
    }

    private static double meanRank(List<Place> neighbours, double otherwise) {
        return neighbours.stream().mapToInt(p -> p.rank).average().orElse(otherwise);
    }

    private long crossings() {
        long count = 0;
        for (List<Place> layer : layers) {
            for (int i = 0; i < layer.size(); i++) {
                for (int j = i + 1; j < layer.size(); j++) {
                    for (Place left : layer.get(i).below) {
                        for (Place right : layer.get(j).below) {
                            count += left.rank > right.rank ? 1 : 0;
                        }
                    }
                }
            }
        }
        return count;
    }

    /** Moves each layer towards the places that it wants, down and up again, without a change of order or an overlap. */
    private void place() {
        for (int sweep = 0; sweep < PLACE_SWEEPS; sweep++) {
            for (int i = 0; i < layers.size(); i++) {
                List<Place> layer = layers.get(sweep % 2 == 0 ? i : layers.size() - 1 - i);
                align(layer, layer.stream().mapToDouble(Place::wanted).toArray());
            }
        }
        double left = Double.MAX_VALUE;
        for (List<Place> layer : layers) {
            left = Math.min(left, layer.get(0).x - layer.get(0).width / 2);
        }
        for (List<Place> layer : layers) {
            for (Place place : layer) {
                place.x -= left;
            }
        }
    }

    /**
     * The places nearest to those wanted (least squares) at which neighbours do not overlap: wanted places that collide are
     * pooled into a block around their weighted mean.
     */
    private static void align(List<Place> layer, double[] wanted) {
        int n = layer.size();
        double[] offset = new double[n];
        double[] mean = new double[n];
        double[] weight = new double[n];
        int[] length = new int[n];
        int blocks = 0;
        for (int i = 0; i < n; i++) {
            if (i > 0) {
                offset[i] = offset[i - 1] + (layer.get(i - 1).width + layer.get(i).width) / 2 + GAP;
            }
            mean[blocks] = wanted[i] - offset[i];
            weight[blocks] = layer.get(i).weight();
            length[blocks++] = 1;
            while (blocks > 1 && mean[blocks - 2] > mean[blocks - 1]) {
                double sum = weight[blocks - 2] + weight[blocks - 1];
                mean[blocks - 2] =
                        (mean[blocks - 2] * weight[blocks - 2] + mean[blocks - 1] * weight[blocks - 1]) / sum;
                weight[blocks - 2] = sum;
                length[blocks - 2] += length[blocks - 1];
                blocks--;
            }
        }
        for (int block = 0, i = 0; block < blocks; block++) {
            for (int end = i + length[block]; i < end; i++) {
                layer.get(i).x = mean[block] + offset[i];
            }
        }
    }

    /** From the top; each from left to right. */
    List<List<Place>> layers() {
        return layers;
    }

    /** Each from the place of the input over its bends to the place of the function. */
    List<List<Place>> edges() {
        return edges;
    }

    double width() {
        double right = 0;
        for (List<Place> layer : layers) {
            Place last = layer.get(layer.size() - 1);
            right = Math.max(right, last.x + last.width / 2);
        }
        return right;
    }
}
