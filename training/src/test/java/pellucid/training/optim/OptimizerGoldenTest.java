package pellucid.training.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static pellucid.autograd.function.GatherRows.gatherRows;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pellucid.autograd.Variable;
import pellucid.models.ConfigFile;
import pellucid.models.nn.Parameters;
import pellucid.tensor.Backend;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Backends;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** Optimisers, clipping and schedules against PyTorch and transformers. */
class OptimizerGoldenTest {
    private static final JsonNode GOLDEN = golden();

    private static final String TABLE = "table.weight";

    private final Parameters parameters = new Parameters();
    private final Map<String, Variable> byName = new LinkedHashMap<>();

    private static JsonNode golden() {
        try {
            return ConfigFile.readTree(Path.of(OptimizerGoldenTest.class
                    .getResource("/pellucid/training/optim/optimizers.json")
                    .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<String> cases() {
        List<String> names = new ArrayList<>();
        GOLDEN.get("cases").fieldNames().forEachRemaining(names::add);
        return names.stream();
    }

    private static OptimizerSettings settings(String name) {
        return switch (name) {
            case "sgd", "sgd_clipped" -> OptimizerSettings.sgd(0, false);
            case "sgd_momentum" -> OptimizerSettings.sgd(0.9, false);
            case "sgd_nesterov" -> OptimizerSettings.sgd(0.8, true);
            case "adam", "adam_decay" -> OptimizerSettings.adam();
            case "adamw", "adamw_clipped" -> OptimizerSettings.adamW();
            case "adamw_betas" -> new OptimizerSettings(OptimizerSettings.Kind.ADAMW, 0.8, 0.95, 1e-6, 0, false);
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyStepEqualsPyTorch(String name) {
        compare(name, Backends.get());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyStepEqualsPyTorchOnTheReferenceBackend(String name) {
        compare(name, new ReferenceBackend());
    }

    private void compare(String name, Backend backend) {
        JsonNode golden = GOLDEN.get("cases").get(name);
        GOLDEN.get("start").fieldNames().forEachRemaining(key -> {
            Tensor start = backend.floats(
                    floats(GOLDEN.get("start").get(key)),
                    ints(GOLDEN.get("shapes").get(key)));
            Variable variable = key.equals(TABLE) ? Variable.table(start) : Variable.parameter(start);
            byName.put(key, variable);
            parameters.add(key, variable);
        });
        Optimizer optimizer = settings(name)
                .over(ParameterGroup.split(
                        parameters, golden.get("weight_decay").doubleValue()));
        for (int step = 0; step < golden.get("after").size(); step++) {
            backward(GOLDEN.get("gradients").get(step), backend);
            if (golden.has("clip")) {
                double norm = GradientClipping.clip(
                        optimizer.variables(), golden.get("clip").doubleValue());
                assertThat(norm).isCloseTo(golden.get("norms").get(step).doubleValue(), within(2e-6));
            }
            optimizer.step(GOLDEN.get("learning_rates").get(step).doubleValue());
            optimizer.clearGradients();
            for (Map.Entry<String, Variable> entry : byName.entrySet()) {
                float[] expected = floats(golden.get("after").get(step).get(entry.getKey()));
                assertThat(entry.getValue().value().toFloats())
                        .as(name + ", step " + step + ", " + entry.getKey())
                        .containsExactly(expected, within(2e-6f));
            }
        }
    }

    /** Gives every parameter its gradient, the table by the rows that a gather uses. */
    private void backward(JsonNode gradients, Backend backend) {
        byName.forEach((key, variable) -> {
            Shape shape = variable.value().shape();
            Tensor gradient = backend.floats(floats(gradients.get(key)), shape.dims());
            if (!key.equals(TABLE)) {
                variable.backward(gradient);
                return;
            }
            int[] used = IntStream.range(0, shape.dim(0))
                    .filter(row -> backend.squaredNorm(gradient.select(0, row)) > 0)
                    .toArray();
            assertThat(used).isNotEmpty().hasSizeLessThan(shape.dim(0));
            Tensor rows = backend.zeros(used.length, shape.dim(1));
            backend.gatherRows(gradient, backend.ints(used), rows);
            gatherRows(variable, backend.ints(used)).backward(rows);
            assertThat(variable.rowGradient()).isNotNull();
        });
    }

    @Test
    void schedulesEqualThoseOfTransformers() {
        schedule("linear", Schedule.linear());
        schedule("cosine", Schedule.cosine());
        schedule("constant", Schedule.constant());
    }

    private static void schedule(String name, Schedule schedule) {
        assertThat(GOLDEN.get("schedules").get(name)).isNotEmpty();
        for (JsonNode golden : GOLDEN.get("schedules").get(name)) {
            int total = golden.get("total").intValue();
            Schedule warming = schedule.withWarmupSteps(golden.get("warmup").intValue());
            for (int step = 0; step <= total; step++) {
                assertThat(warming.factor(step, total))
                        .as(name + " " + golden + " " + step)
                        .isCloseTo(golden.get("factors").get(step).doubleValue(), within(1e-12));
            }
        }
    }

    private static float[] floats(JsonNode array) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).floatValue();
        }
        return values;
    }

    private static int[] ints(JsonNode array) {
        int[] values = new int[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).intValue();
        }
        return values;
    }
}
