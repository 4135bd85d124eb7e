package pellucid.autograd.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static pellucid.autograd.function.Add.add;
import static pellucid.autograd.function.Affine.affine;
import static pellucid.autograd.function.Attention.attention;
import static pellucid.autograd.function.CrossEntropy.crossEntropy;
import static pellucid.autograd.function.GatherRows.gatherRows;
import static pellucid.autograd.function.L2Normalize.l2Normalize;
import static pellucid.autograd.function.Linear.linear;
import static pellucid.autograd.function.Matmul.matmul;
import static pellucid.autograd.function.Mean.mean;
import static pellucid.autograd.function.Pool.pool;
import static pellucid.autograd.function.ResidualLayerNorm.residualLayerNorm;
import static pellucid.autograd.function.Slice.slice;
import static pellucid.autograd.function.Transpose.transpose;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import pellucid.autograd.Variable;
import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Dropout;
import pellucid.tensor.Pooling;
import pellucid.tensor.Segments;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.reference.ReferenceBackend;

class GraphDrawingTest {
    private final Backend backend = new ReferenceBackend();
    private final Map<Variable, String> names = new HashMap<>();
    private int drawn;

    private Variable parameter(String name, int... dims) {
        Tensor tensor = backend.zeros(DType.FLOAT32, Shape.of(dims));
        backend.normal(tensor, 0, 0.5, drawn++);
        Variable variable =
                dims.length == 2 && name.contains("words") ? Variable.table(tensor) : Variable.parameter(tensor);
        names.put(variable, name);
        return variable;
    }

    /** Two layers of a small BERT and in-batch ranking: what a training step looks like. */
    private Variable loss() {
        Segments segments = Segments.ofLengths(3, 5, 4, 2);
        int[] ids = new int[14];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i * 7 % 29;
        }
        Variable hidden = gatherRows(parameter("embeddings.words.weight", 50, 12), backend.ints(ids));
        for (int layer = 0; layer < 2; layer++) {
            String at = "encoder.layer." + layer + ".";
            Variable qkv = linear(
                    hidden, parameter(at + "qkv.weight", 36, 12), parameter(at + "qkv.bias", 36), Activation.NONE);
            Variable context = attention(qkv, segments, 3, Dropout.NONE);
            Variable mixed = linear(
                    context,
                    parameter(at + "attention.output.dense.weight", 12, 12),
                    parameter(at + "attention.output.dense.bias", 12),
                    Activation.NONE);
            Variable after = residualLayerNorm(
                    mixed,
                    hidden,
                    parameter(at + "attention.output.LayerNorm.weight", 12),
                    parameter(at + "attention.output.LayerNorm.bias", 12),
                    1e-12);
            Variable inner = linear(
                    after,
                    parameter(at + "intermediate.weight", 48, 12),
                    parameter(at + "intermediate.bias", 48),
                    Activation.GELU);
            Variable outer = linear(
                    inner, parameter(at + "output.weight", 12, 48), parameter(at + "output.bias", 12), Activation.NONE);
            hidden = residualLayerNorm(
                    outer,
                    after,
                    parameter(at + "output.LayerNorm.weight", 12),
                    parameter(at + "output.LayerNorm.bias", 12),
                    1e-12);
        }
        Variable embeddings = l2Normalize(pool(Pooling.MEAN, hidden, segments, 0));
        Variable scores = matmul(slice(embeddings, 0, 0, 2), transpose(slice(embeddings, 0, 2, 4), 0, 1), 20);
        return mean(crossEntropy(scores, backend.ints(new int[] {0, 1})));
    }

    @Test
    void everyFunctionAndLeafOnceWithItsEdges() {
        Variable x = parameter("x", 2, 3);
        Variable constant = Variable.constant(parameter("c", 3).value());
        Variable y = affine(x, 2, 0);
        Variable z = add(add(y, constant), y);
        String dot = GraphDrawing.of(z, names::get).dot();
        assertThat(dot).startsWith("digraph tape {").endsWith("}\n");
        assertThat(dot.lines().filter(l -> l.contains("[label="))).hasSize(5);
        assertThat(dot).contains("\"x\\n[2, 3]\"", "\"constant\\n[3]\"", "\"Affine\\n[2, 3]\\n");
        assertThat(dot.lines().filter(l -> l.contains("->")).map(String::strip))
                .containsExactly("n0 -> n1;", "n1 -> n3;", "n2 -> n3;", "n3 -> n4;", "n1 -> n4;");
    }

    @Test
    void aLeafAlone() {
        GraphDrawing drawing = GraphDrawing.of(parameter("a \"quoted\" <name> & ${cards}", 3), names::get);
        assertThat(drawing.dot()).contains("a \\\"quoted\\\" <name>");
        assertThat(drawing.html("<title>"))
                .contains("a &quot;quoted&quot; &lt;name&gt; &amp;", "<h1>&lt;title&gt;</h1>");
    }

    @Test
    void thePageShowsValuesGradientsAndTimes() {
        Variable loss = loss();
        GraphDrawing drawing = GraphDrawing.of(loss, names::get);
        assertThat(drawing.html("before")).contains("<th>gradient</th><td>none</td>");
        loss.backward();
        String page = drawing.html("A training step");
        assertThat(page)
                .contains("<h1>A training step</h1>", "embeddings.words.weight", " of 50 rows; ")
                .contains("23 functions, 25 parameters, 0 constants")
                .doesNotContain("<td>none</td>")
                .doesNotContain("http://", "https://", "src=", "${")
                .doesNotContain("NaN");
        String sample = page.substring(page.indexOf("id=\"card" + 47));
        assertThat(sample).contains("<h2>Mean</h2>", "<th>shape</th><td>[] float32</td>", "<th>gradient</th><td>1 (");
    }

    @Test
    void noTwoBoxesOverlapAndEveryEdgeGoesDown() throws Exception {
        Variable loss = loss();
        GraphDrawing drawing = GraphDrawing.of(loss, names::get);
        loss.backward();
        Document svg = svg(drawing.html("A training step"));
        NodeList groups = svg.getElementsByTagName("g");
        List<double[]> boxes = new ArrayList<>();
        for (int i = 0; i < groups.getLength(); i++) {
            boxes.add(box((Element) groups.item(i)));
        }
        assertThat(boxes).hasSize(48);
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = 0; j < i; j++) {
                double[] a = boxes.get(i);
                double[] b = boxes.get(j);
                boolean apart = a[0] + a[2] < b[0] || b[0] + b[2] < a[0] || a[1] + a[3] < b[1] || b[1] + b[3] < a[1];
                assertThat(apart).as("boxes %d and %d", i, j).isTrue();
            }
        }
        NodeList paths = svg.getElementsByTagName("path");
        assertThat(paths.getLength()).isEqualTo(1 + 52);
        for (int i = 1; i < paths.getLength(); i++) {
            Element path = (Element) paths.item(i);
            String[] ends =
                    path.getAttribute("class").replaceAll("[^0-9 ]", "").strip().split(" ");
            String[] points =
                    path.getAttribute("d").replaceAll("[MCV]", "").strip().split(" +");
            double[] from = box(svg, ends[0]);
            double[] to = box(svg, ends[1]);
            assertThat(Double.parseDouble(points[1])).isEqualTo(from[1] + from[3]);
            assertThat(Double.parseDouble(points[points.length - 1])).isEqualTo(to[1]);
            assertThat(from[1] + from[3]).isLessThan(to[1]);
        }
    }

    private static double[] box(Document svg, String node) {
        NodeList groups = svg.getElementsByTagName("g");
        for (int i = 0; i < groups.getLength(); i++) {
            Element group = (Element) groups.item(i);
            if (group.getAttribute("id").equals("node" + node)) {
                return box(group);
            }
        }
        throw new AssertionError("no node " + node);
    }

    private static double[] box(Element group) {
        Element rect = (Element) group.getElementsByTagName("rect").item(0);
        return new double[] {number(rect, "x"), number(rect, "y"), number(rect, "width"), number(rect, "height")};
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static Document svg(String page) throws Exception {
        String text = page.substring(page.indexOf("<svg"), page.indexOf("</svg>") + 6);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
