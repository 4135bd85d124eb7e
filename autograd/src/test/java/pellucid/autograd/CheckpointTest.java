package pellucid.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pellucid.autograd.Checkpoint.checkpoint;
import static pellucid.autograd.function.Add.add;
import static pellucid.autograd.function.Dropout.dropout;
import static pellucid.autograd.function.GatherRows.gatherRows;
import static pellucid.autograd.function.Linear.linear;
import static pellucid.autograd.function.Multiply.multiply;
import static pellucid.autograd.function.ResidualLayerNorm.residualLayerNorm;
import static pellucid.autograd.function.Sum.sum;
import static pellucid.autograd.function.Unary.unary;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Dropout;
import pellucid.tensor.Shape;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;
import pellucid.tensor.backend.Backends;
import pellucid.tensor.backend.reference.ReferenceBackend;

class CheckpointTest {
    private static final int LAYERS = 3;
    private static final int WIDTH = 13;

    private Backend backend = new ReferenceBackend();
    private int drawn;

    private Tensor random(int... dims) {
        Tensor tensor = backend.zeros(DType.FLOAT32, Shape.of(dims));
        backend.normal(tensor, 0, 1, 40 + drawn++);
        return tensor;
    }

    private List<Variable> parameters() {
        List<Variable> parameters = new ArrayList<>();
        drawn = 0;
        parameters.add(Variable.table(random(20, WIDTH)));
        for (int layer = 0; layer < LAYERS; layer++) {
            parameters.add(Variable.parameter(random(WIDTH, WIDTH)));
            parameters.add(Variable.parameter(random(WIDTH)));
            parameters.add(Variable.parameter(random(WIDTH)));
        }
        return parameters;
    }

    /** A layer with dropout, whose position depends on the layer alone. */
    private static Variable layer(List<Variable> parameters, int layer, Variable hidden) {
        Variable gamma = parameters.get(3 * layer + 3);
        Variable inner = linear(hidden, parameters.get(3 * layer + 1), parameters.get(3 * layer + 2), Activation.GELU);
        return residualLayerNorm(dropout(inner, new Dropout(0.3, 5, 10_000L * layer)), hidden, gamma, gamma, 1e-12);
    }

    private Variable model(List<Variable> parameters, boolean checkpoints) {
        Variable hidden = gatherRows(parameters.get(0), backend.ints(new int[] {3, 17, 3, 0, 19, 3, 8}));
        for (int l = 0; l < LAYERS; l++) {
            int layer = l;
            hidden = checkpoints
                    ? checkpoint(in -> layer(parameters, layer, in[0]), hidden)
                    : layer(parameters, layer, hidden);
        }
        return unary(UnaryOp.TANH, hidden);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "simd"})
    void everyGradientHasTheSameBitsWithAndWithout(String name) {
        backend = Backends.byName(name);
        List<Variable> plain = parameters();
        List<Variable> saving = parameters();
        Variable expected = model(plain, false);
        Variable actual = model(saving, true);
        assertThat(actual.value().toFloats()).isEqualTo(expected.value().toFloats());
        assertThat(Graph.functions(actual)).hasSize(LAYERS + 2);
        Tensor seed = random(7, WIDTH);
        expected.backward(seed);
        actual.backward(seed);
        assertThat(saving.get(0).rowGradient().ids().toInts())
                .isEqualTo(plain.get(0).rowGradient().ids().toInts());
        for (int i = 0; i < plain.size(); i++) {
            assertThat(saving.get(i).gradient().toFloats())
                    .isEqualTo(plain.get(i).gradient().toFloats());
            assertThat(backend.squaredNorm(plain.get(i).gradient())).isPositive();
        }
    }

    @Test
    void checkpointsNestAndMayBeWalkedTwice() {
        List<Variable> plain = parameters();
        List<Variable> saving = parameters();
        Variable expected = layer(plain, 1, layer(plain, 0, plain.get(0)));
        Variable actual = checkpoint(
                in -> layer(saving, 1, checkpoint(inner -> layer(saving, 0, inner[0]), in[0])), saving.get(0));
        Tensor seed = random(20, WIDTH);
        for (boolean keepTape : new boolean[] {true, false}) {
            expected.backward(seed, keepTape);
            actual.backward(seed, keepTape);
        }
        for (int i = 0; i < 7; i++) {
            assertThat(saving.get(i).gradient().toFloats())
                    .isEqualTo(plain.get(i).gradient().toFloats());
        }
    }

    @Test
    void parametersInsideAreLearnedEvenIfNoInputIs() {
        Variable weight = Variable.parameter(backend.floats(new float[] {3}));
        Variable input = Variable.constant(backend.floats(new float[] {2}));
        Variable y = checkpoint(in -> multiply(in[0], weight), input);
        y.backward();
        assertThat(weight.gradient().item()).isEqualTo(2);
        assertThat(input.gradient()).isNull();
    }

    @Test
    void frozenStretchesLeaveNoTape() {
        Variable weight = Variable.parameter(backend.floats(new float[] {3}));
        weight.freeze();
        Variable y = checkpoint(in -> multiply(in[0], weight), Variable.constant(backend.floats(new float[] {2})));
        assertThat(y.requiresGradient()).isFalse();
        assertThat(y.maker()).isNull();
    }

    @Test
    @SuppressWarnings("try")
    void withoutATapeTheBodyRunsOnce() {
        AtomicInteger runs = new AtomicInteger();
        Variable x = Variable.parameter(backend.floats(new float[] {3}));
        Checkpoint.Body square = in -> {
            runs.incrementAndGet();
            return unary(UnaryOp.SQUARE, in[0]);
        };
        try (NoGrad off = NoGrad.open()) {
            assertThat(checkpoint(square, x).maker()).isNull();
        }
        assertThat(runs).hasValue(1);
        Variable y = checkpoint(square, x);
        assertThat(runs).hasValue(2);
        try (NoGrad off = NoGrad.open()) {
            y.backward();
        }
        assertThat(runs).hasValue(3);
        assertThat(x.gradient().item()).isEqualTo(6);
    }

    @Test
    void absentAndRepeatedInputsAndConstants() {
        Variable x = Variable.parameter(backend.floats(new float[] {3}));
        Variable y = add(x, x);
        Variable constant = Variable.constant(backend.floats(new float[] {5}));
        Variable z = checkpoint(
                in -> {
                    assertThat(in[2]).isNull();
                    return multiply(multiply(in[0], in[1]), in[3]);
                },
                y,
                y,
                null,
                constant);
        z.backward();
        assertThat(x.gradient().item()).isEqualTo(120);
    }

    @Test
    void theHookOfALeafSeesInsideAndOutsideTogether() {
        Variable x = Variable.parameter(backend.floats(new float[] {3}));
        List<Double> seen = new ArrayList<>();
        x.onGradient(g -> {
            seen.add(g.item());
            return g;
        });
        add(x, checkpoint(in -> multiply(in[0], x), x)).backward();
        assertThat(seen).containsExactly(7.0);
        assertThat(x.gradient().item()).isEqualTo(7);
    }

    @Test
    void anInputThatWasChangedIsAnError() {
        Variable x = Variable.parameter(backend.floats(new float[] {3}));
        Variable hidden = unary(UnaryOp.SQUARE, x);
        Variable y = checkpoint(in -> unary(UnaryOp.SQUARE, in[0]), hidden);
        backend.fill(hidden.value(), 1);
        assertThatThrownBy(y::backward)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Checkpoint")
                .hasMessageContaining("changed in place");
    }

    @Test
    void aBodyThatChangesItsMindIsAnError() {
        AtomicInteger runs = new AtomicInteger();
        Variable x = Variable.parameter(backend.floats(new float[] {3, 4}));
        Variable y = checkpoint(in -> runs.getAndIncrement() == 0 ? sum(in[0]) : unary(UnaryOp.EXP, in[0]), x);
        assertThatThrownBy(y::backward).isInstanceOf(ShapeException.class).hasMessageContaining("both times");
    }
}
