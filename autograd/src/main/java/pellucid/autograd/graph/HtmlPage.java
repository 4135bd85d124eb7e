package pellucid.autograd.graph;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import pellucid.tensor.Tensor;

/** The drawing as a page: an SVG picture, and for each node a card that shows when one points at it. */
final class HtmlPage {
    private static final String TEMPLATE = "graph.html";
    private static final int LONGEST_LABEL = 30;
    private static final int SLOWEST = 8;

    private final List<Node> nodes;
    private final long slowest;

    HtmlPage(List<Node> nodes) {
        this.nodes = nodes;
        this.slowest = nodes.stream().mapToLong(Node::nanos).max().orElse(0);
    }

    String write(String title) {
        StringBuilder cards = new StringBuilder();
        nodes.forEach(node -> card(node, cards));
        // The picture comes last, so that nothing in a name is taken for a place to fill in.
        return template()
                .replace("${title}", escaped(title))
                .replace("${summary}", summary())
                .replace("${cards}", cards)
                .replace("${picture}", new SvgPicture(nodes, slowest).write());
    }

    private static String template() {
        try (InputStream stream = HtmlPage.class.getResourceAsStream(TEMPLATE)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String summary() {
        long functions = count(Node.Kind.FUNCTION);
        long forward = 0;
        long backward = 0;
        for (Node node : nodes) {
            forward += node.function() == null ? 0 : node.function().forwardNanos();
            backward += node.function() == null ? 0 : node.function().backwardNanos();
        }
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "<p>%d functions, %d parameters, %d constants.<br>Forward %s, backward %s.</p>",
                functions,
                count(Node.Kind.PARAMETER),
                count(Node.Kind.CONSTANT),
                Sample.time(forward),
                Sample.time(backward)));
        text.append("<h3>Where the time goes</h3><table>");
        nodes.stream()
                .filter(node -> node.nanos() > 0)
                .sorted(Comparator.comparingLong(Node::nanos).reversed())
                .limit(SLOWEST)
                .forEach(node -> row(text, node.label(), node.times()));
        return text.append("</table>").toString();
    }

    private long count(Node.Kind kind) {
        return nodes.stream().filter(node -> node.kind() == kind).count();
    }

    private static void card(Node node, StringBuilder cards) {
        Tensor value = node.variable().value();
        cards.append("<div class=\"card\" id=\"card")
                .append(node.number())
                .append("\"><h2>")
                .append(escaped(node.label()))
                .append("</h2><table>");
        row(cards, "kind", node.kind().word());
        row(cards, "shape", value.shape() + " " + value.dtype().name().toLowerCase(Locale.ROOT));
        if (node.function() != null) {
            row(cards, "forward", Sample.time(node.function().forwardNanos()));
            row(cards, "backward", Sample.time(node.function().backwardNanos()));
            if (node.function().caller() != null) {
                row(cards, "applied at", node.function().caller());
            }
        }
        row(cards, "values", Sample.values(value));
        row(cards, "", Sample.range(value));
        row(cards, "gradient", Sample.gradient(node.variable()));
        cards.append("</table></div>\n");
    }

    private static void row(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append("<tr><th>")
                    .append(escaped(name))
                    .append("</th><td>")
                    .append(escaped(value))
                    .append("</td></tr>");
        }
    }

    /** A label that fits into a box: of a long one, the last words. */
    static String shortened(String label) {
        if (label.length() <= LONGEST_LABEL) {
            return label;
        }
        int cut = label.length() - LONGEST_LABEL;
        int dot = label.indexOf('.', cut);
        return "…" + label.substring(dot < 0 ? cut + 1 : dot + 1);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
