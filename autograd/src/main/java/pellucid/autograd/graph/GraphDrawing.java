package pellucid.autograd.graph;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import pellucid.autograd.Function;
import pellucid.autograd.Graph;
import pellucid.autograd.Variable;

/**
 * A picture of the tape behind a result.
 *
 * <pre>
 *   GraphDrawing drawing = GraphDrawing.of(loss, names);
 *   loss.backward();
 *   Files.writeString(page, drawing.html("One training step"));
 * </pre>
 *
 * <p>Made before {@code backward()}, which frees the tape, and written after it, a drawing shows gradients and the times of
 * both passes. It holds on to all values and gradients of the tape for as long as it lives.
 */
public final class GraphDrawing {
    private final List<Node> nodes;

    private GraphDrawing(List<Node> nodes) {
        this.nodes = nodes;
    }

    /** The tape behind a result, its leaves without names. */
    public static GraphDrawing of(Variable result) {
        return of(result, leaf -> null);
    }

    /**
     * The tape behind a result. The gradients in between are retained from now on.
     *
     * @param names the name of a leaf, such as a parameter's in its model; null for one without
     */
    public static GraphDrawing of(Variable result, java.util.function.Function<Variable, String> names) {
        Map<Variable, Node> known = new IdentityHashMap<>();
        List<Node> nodes = new ArrayList<>();
        Map<Function, Variable> results = results(result);
        for (Function function : Graph.functions(result)) {
            List<Node> inputs = new ArrayList<>();
            for (Variable input : function.inputs()) {
                if (input != null) {
                    inputs.add(known.computeIfAbsent(input, leaf -> leaf(leaf, names.apply(leaf), nodes)));
                }
            }
            Variable made = results.get(function);
            made.retainGradient();
            Node node = new Node(nodes.size(), Node.Kind.FUNCTION, function.name(), made, List.copyOf(inputs));
            nodes.add(node);
            known.put(made, node);
        }
        if (nodes.isEmpty()) {
            leaf(result, names.apply(result), nodes);
        }
        return new GraphDrawing(nodes);
    }

    private static Node leaf(Variable leaf, String name, List<Node> nodes) {
        Node.Kind kind = leaf.requiresGradient() ? Node.Kind.PARAMETER : Node.Kind.CONSTANT;
        Node node = new Node(nodes.size(), kind, Objects.requireNonNullElse(name, kind.word()), leaf, List.of());
        nodes.add(node);
        return node;
    }

    /** Each function's result: the variable through which others use it. */
    private static Map<Function, Variable> results(Variable result) {
        Map<Function, Variable> results = new IdentityHashMap<>();
        results.put(result.maker(), result);
        for (Function function : Graph.functions(result)) {
            for (Variable input : function.inputs()) {
                if (input != null && input.maker() != null) {
                    results.put(input.maker(), input);
                }
            }
        }
        return results;
    }

    /** The graph in the language of Graphviz, an edge from each input to the function that uses it. */
    public String dot() {
        StringBuilder dot = new StringBuilder("digraph tape {\n  node [shape=box, fontname=\"sans-serif\"];\n");
        for (Node node : nodes) {
            String shape = node.variable().value().shape().toString();
            String label = node.label() + "\n" + shape + (node.function() == null ? "" : "\n" + node.times());
            dot.append("  n").append(node.number()).append(" [label=").append(quoted(label));
            if (node.kind() != Node.Kind.FUNCTION) {
                dot.append(", style=filled, fillcolor=")
                        .append(node.kind() == Node.Kind.PARAMETER ? "\"#dff1e3\"" : "\"#eeeeee\"");
            }
            dot.append("];\n");
        }
        for (Node node : nodes) {
            for (Node input : node.inputs()) {
                dot.append("  n")
                        .append(input.number())
                        .append(" -> n")
                        .append(node.number())
                        .append(";\n");
            }
        }
        return dot.append("}\n").toString();
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    /** A page of its own that any browser shows, without a network: the graph, and what is in the node that one points at. */
    public String html(String title) {
        return new HtmlPage(nodes).write(title);
    }
}
