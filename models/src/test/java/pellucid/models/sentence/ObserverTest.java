package pellucid.models.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static pellucid.models.Goldens.assertClose;
import static pellucid.models.Goldens.widen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pellucid.models.Goldens;
import pellucid.models.nn.Observer;
import pellucid.tensor.Backend;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Backends;

/** Observers see every name on every backend, and looking changes nothing beyond rounding. */
class ObserverTest {
    private static final String TEXT = "The cat sat on the mat.";
    private static final int TOKENS = 9;

    static Stream<String> backends() {
        return Backends.ladder().stream()
                .filter(Backends.Rung::runs)
                .map(rung -> rung.provider().name());
    }

    private static final class Recorder implements Observer {
        private final Predicate<String> wanted;
        private final Map<String, double[]> values = new LinkedHashMap<>();
        private final Map<String, Shape> shapes = new LinkedHashMap<>();

        Recorder(Predicate<String> wanted) {
            this.wanted = wanted;
        }

        @Override
        public boolean wants(String name) {
            return wanted.test(name);
        }

        @Override
        public void see(String name, Tensor value) {
            assertThat(wanted.test(name)).as(name).isTrue();
            values.put(name, value.toDoubles());
            shapes.put(name, value.shape());
        }
    }

    private static Map<String, Shape> expectedShapes() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        Shape hidden = Shape.of(TOKENS, 32);
        shapes.put("embeddings", hidden);
        for (int l = 0; l < 2; l++) {
            String layer = "encoder.layer." + l;
            for (String part : List.of("query", "key", "value")) {
                shapes.put(layer + ".attention." + part, hidden);
            }
            shapes.put(layer + ".attention.scores", Shape.of(2, TOKENS, TOKENS));
            shapes.put(layer + ".attention.probs", Shape.of(2, TOKENS, TOKENS));
            shapes.put(layer + ".attention.context", hidden);
            shapes.put(layer + ".attention.output", hidden);
            shapes.put(layer + ".attention", hidden);
            shapes.put(layer + ".intermediate", Shape.of(TOKENS, 64));
            shapes.put(layer + ".intermediate.activation", Shape.of(TOKENS, 64));
            shapes.put(layer + ".output", hidden);
            shapes.put(layer, hidden);
        }
        shapes.put("pooling", Shape.of(1, 32));
        shapes.put("normalized", Shape.of(1, 32));
        return shapes;
    }

    @ParameterizedTest
    @MethodSource("backends")
    void everyNameIsSeenAndEqualsTheFusedValue(String name) {
        try (Backend backend = Backends.byName(name)) {
            SentenceEncoder encoder = SentenceEncoder.load(Goldens.tinyBert(), backend);
            float[] fused = encoder.encode(TEXT);

            Recorder all = new Recorder(any -> true);
            float[] cut = encoder.encodeObserved(TEXT, all);
            assertThat(all.shapes).isEqualTo(expectedShapes());
            assertThat(new ArrayList<>(all.shapes.keySet()))
                    .isEqualTo(new ArrayList<>(expectedShapes().keySet()));
            assertClose("embedding", widen(cut), widen(fused), 1e-5);

            for (String one : all.values.keySet()) {
                Recorder single = new Recorder(one::equals);
                encoder.encodeObserved(TEXT, single);
                assertThat(single.values).containsOnlyKeys(one);
                assertClose(one, single.values.get(one), all.values.get(one), 1e-5);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void theValuesFitTogether(String name) {
        try (Backend backend = Backends.byName(name)) {
            SentenceEncoder encoder = SentenceEncoder.load(Goldens.tinyBert(), backend);
            Recorder seen = new Recorder(any -> true);
            encoder.encodeObserved(TEXT, seen);
            double[] scores = seen.values.get("encoder.layer.1.attention.scores");
            double[] probs = seen.values.get("encoder.layer.1.attention.probs");
            double[] softmax = new double[scores.length];
            for (int row = 0; row < 2 * TOKENS; row++) {
                double sum = 0;
                for (int i = 0; i < TOKENS; i++) {
                    sum += Math.exp(scores[row * TOKENS + i]);
                }
                for (int i = 0; i < TOKENS; i++) {
                    softmax[row * TOKENS + i] = Math.exp(scores[row * TOKENS + i]) / sum;
                }
            }
            assertClose("probs", probs, softmax, 1e-5);
            double[] before = seen.values.get("encoder.layer.0.intermediate");
            double[] after = seen.values.get("encoder.layer.0.intermediate.activation");
            double[] gelu = new double[before.length];
            for (int i = 0; i < gelu.length; i++) {
                gelu[i] = pellucid.tensor.UnaryOp.GELU.apply(before[i]);
            }
            assertClose("gelu", after, gelu, 1e-5);
        }
    }
}
