package pellucid.training.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import pellucid.autograd.Variable;
import pellucid.autograd.function.GatherRows;
import pellucid.models.nn.Parameters;
import pellucid.tensor.Backend;
import pellucid.tensor.InputException;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Backends;

/** What optimisers remember and refuse, and which parameters decay. */
class OptimizerTest {
    private final Backend backend = Backends.get();
    private final Variable fused = Variable.parameter(backend.floats(new float[] {1, 2, 3, 4, 5, 6}, 3, 2));
    private final Variable bias = Variable.parameter(backend.floats(new float[] {1, 2}));
    private final Parameters parameters = new Parameters();

    OptimizerTest() {
        parameters.addRows("query.weight", fused, 0, 1);
        parameters.addRows("key.weight", fused, 1, 3);
        parameters.add("key.bias", bias);
    }

    private Optimizer adamW() {
        return OptimizerSettings.adamW().over(ParameterGroup.split(parameters, 0.1));
    }

    private void backward() {
        fused.backward(backend.floats(new float[] {1, 2, 3, 4, 5, 6}, 3, 2));
        bias.backward(backend.floats(new float[] {-1, 1}));
    }

    @Test
    void biasesAndLayerNormsDoNotDecay() {
        assertThat(ParameterGroup.decays("encoder.layer.0.output.dense.weight")).isTrue();
        assertThat(ParameterGroup.decays("encoder.layer.0.output.dense.bias")).isFalse();
        assertThat(ParameterGroup.decays("embeddings.LayerNorm.weight")).isFalse();
        assertThat(ParameterGroup.decays("embeddings.word_embeddings.weight")).isTrue();
        assertThat(ParameterGroup.decays("bias")).isFalse();
    }

    @Test
    void aParameterWithoutGradientStaysAndItsStepsDoNotCount() {
        Optimizer optimizer = adamW();
        bias.backward(backend.floats(new float[] {-1, 1}));
        optimizer.step(0.1);
        assertThat(fused.value().toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(optimizer.steps()).containsExactly(0, 1);
    }

    @Test
    void aRestoredOptimizerGoesOnWithTheSameBits() {
        Optimizer first = adamW();
        backward();
        first.step(0.1);
        Optimizer second = adamW();
        second.restoreSteps(first.steps());
        List<float[]> moments =
                first.state().values().stream().map(Tensor::toFloats).toList();
        int next = 0;
        for (Tensor view : second.state().values()) {
            backend.write(moments.get(next++), 0, view);
        }
        float[] before = fused.value().toFloats();
        first.step(0.05);
        float[] expected = fused.value().toFloats();
        backend.write(before, 0, fused.value());
        second.step(0.05);
        assertThat(fused.value().toFloats()).containsExactly(expected).isNotEqualTo(before);
    }

    /** The table after some steps on the rows 4, 1 and 4, its gradient kept by rows or made dense. */
    private float[] table(OptimizerSettings settings, double weightDecay, boolean dense) {
        Tensor values = backend.zeros(6, 5);
        backend.normal(values, 0, 1, 3);
        Variable table = Variable.table(values);
        Parameters one = new Parameters();
        one.add("table", table);
        Optimizer optimizer = settings.over(List.of(new ParameterGroup(List.copyOf(one.all()), weightDecay)));
        for (int step = 0; step < 4; step++) {
            Tensor seed = backend.zeros(3, 5);
            backend.normal(seed, 0, 1, 10 + step);
            optimizer.clearGradients();
            GatherRows.gatherRows(table, backend.ints(new int[] {4, step % 2, 4}))
                    .backward(seed);
            if (dense) {
                assertThat(table.gradient()).isNotNull();
            }
            assertThat(table.rowGradient() == null).isEqualTo(dense);
            optimizer.step(0.1);
        }
        return values.toFloats();
    }

    @Test
    void aGradientKeptByRowsGivesWhatTheDenseOneGives() {
        List<OptimizerSettings> all = List.of(
                OptimizerSettings.sgd(0, false),
                OptimizerSettings.sgd(0.9, true),
                OptimizerSettings.adam(),
                OptimizerSettings.adamW());
        for (OptimizerSettings settings : all) {
            for (double weightDecay : new double[] {0, 0.1}) {
                assertThat(table(settings, weightDecay, false))
                        .as("%s, decay %s", settings, weightDecay)
                        .containsExactly(table(settings, weightDecay, true), within(1e-6f));
            }
        }
    }

    @Test
    void descentAlongAGradientKeptByRowsLeavesItSo() {
        Variable table = Variable.table(backend.zeros(6, 5));
        Parameters one = new Parameters();
        one.add("table", table);
        Tensor seed = backend.zeros(1, 5);
        backend.fill(seed, 1);
        GatherRows.gatherRows(table, backend.ints(new int[] {2})).backward(seed);
        OptimizerSettings.sgd(0, false).over(ParameterGroup.split(one, 0)).step(0.5);
        assertThat(table.rowGradient().count()).isEqualTo(1);
        assertThat(table.value().select(0, 2).toFloats()).containsOnly(-0.5f);
        assertThat(table.value().select(0, 3).toFloats()).containsOnly(0);
    }

    @Test
    void stateIsNamedAfterTheParameters() {
        Optimizer optimizer = adamW();
        backward();
        optimizer.step(0.1);
        assertThat(optimizer.state().keySet())
                .containsExactly(
                        "query.weight.first_moment",
                        "query.weight.second_moment",
                        "key.weight.first_moment",
                        "key.weight.second_moment",
                        "key.bias.first_moment",
                        "key.bias.second_moment");
        assertThat(optimizer.state().get("key.weight.first_moment").toFloats())
                .containsExactly(0.1f * 3, 0.1f * 4, 0.1f * 5, 0.1f * 6);
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> OptimizerSettings.adamW()
                        .over(List.of(
                                new ParameterGroup(List.of(parameters.get("query.weight")), 0.1),
                                new ParameterGroup(List.of(parameters.get("key.weight")), 0))))
                .isInstanceOf(InputException.class)
                .hasMessage("'key.weight' has a weight decay of 0.0, 'query.weight', which lies in the same variable,"
                        + " one of 0.1; put them into one group");
        assertThatThrownBy(() -> OptimizerSettings.adam().over(List.of()))
                .hasMessageContaining("there is nothing to learn");
        assertThatThrownBy(() -> adamW().restoreSteps(new int[5])).hasMessageContaining("different models");
        assertThatThrownBy(() -> OptimizerSettings.sgd(1, false)).hasMessageContaining("momentum is 1.0");
        assertThatThrownBy(() -> OptimizerSettings.sgd(0, true)).hasMessageContaining("Nesterov's step needs momentum");
        assertThatThrownBy(() -> ParameterGroup.split(parameters, -1)).hasMessageContaining("weight decay is -1.0");
        assertThatThrownBy(() -> Schedule.linear().withWarmupSteps(-1)).hasMessageContaining("warm-up is -1 steps");
        assertThatThrownBy(() -> Schedule.linear().withWarmupRatio(1)).hasMessageContaining("warm-up ratio is 1.0");
    }

    @Test
    void aRatioOfWarmupIsRoundedUp() {
        assertThat(Schedule.linear().withWarmupRatio(0.1).warmup(15)).isEqualTo(2);
        assertThat(Schedule.linear().withWarmupRatio(0.1).warmup(20)).isEqualTo(2);
        assertThat(Schedule.linear().withWarmupSteps(3).warmup(20)).isEqualTo(3);
    }
}
