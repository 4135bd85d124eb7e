package pellucid.models.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static pellucid.models.Goldens.assertClose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pellucid.autograd.Variable;
import pellucid.models.Goldens;
import pellucid.models.nn.Dropouts;
import pellucid.models.nn.Parameter;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.OptimizerOps;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** One step of training on tiny-bert, dropout included. */
final class OneStep {
    private static final List<String> TEXTS = List.of(
            "the cat sat on the mat", "a dog ran", "music of the sea and the world", "search", "the cat sat on a dog");
    private static final OptimizerOps.Sgd STEP = new OptimizerOps.Sgd(0.01, 0, false, 0.01);
    private static final double FLOAT32 = 2e-5;

    /** The gradients of all parameters, the embeddings before the step, and all parameters after it. */
    private static Map<String, double[]> step(Backend backend, DType dtype) {
        SentenceEncoder encoder = SentenceEncoder.load(Goldens.tinyBert(), backend, dtype);
        Map<String, double[]> seen = new LinkedHashMap<>();
        Variable vectors = encoder.model().forward(encoder.pack(TEXTS), Dropouts.training(3, 0));
        seen.put("embeddings", vectors.value().toDoubles());
        Tensor seed = backend.zeros(dtype, vectors.value().shape());
        double[] direction = new double[seed.size()];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = Math.sin(i + 1);
        }
        backend.write(direction, 0, seed);
        vectors.backward(seed);
        for (Parameter parameter : encoder.model().parameters().all()) {
            if (!parameter.name().endsWith("key.bias")) { // zero in exact arithmetic, so only rounding
                seen.put("gradient of " + parameter.name(), parameter.gradient().toDoubles());
            }
        }
        for (Variable variable : encoder.model().parameters().variables()) {
            backend.sgd(variable.value(), variable.gradient(), null, STEP);
        }
        for (Parameter parameter : encoder.model().parameters().all()) {
            seen.put(parameter.name(), parameter.value().toDoubles());
        }
        return seen;
    }

    private OneStep() {}

    /** Takes the step on a backend in float32, and compares with the reference in float64. */
    static void isTheReferences(Backend backend) {
        Map<String, double[]> expected = step(new ReferenceBackend(), DType.FLOAT64);
        Map<String, double[]> actual = step(backend, DType.FLOAT32);
        assertThat(actual).hasSize(1 + 37 + 37 - 2);
        actual.forEach((name, values) -> assertClose(name, values, expected.get(name), FLOAT32));
    }
}
