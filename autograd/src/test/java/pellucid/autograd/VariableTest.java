package pellucid.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pellucid.autograd.function.Activate.activate;
import static pellucid.autograd.function.Add.add;
import static pellucid.autograd.function.Concat.concat;
import static pellucid.autograd.function.Linear.linear;

import java.util.List;
import org.junit.jupiter.api.Test;
import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;
import pellucid.tensor.backend.reference.ReferenceBackend;

class VariableTest {
    private final Backend backend = new ReferenceBackend();

    private Variable parameter(double... values) {
        return Variable.parameter(backend.doubles(values));
    }

    @Test
    void aParameterUsedTwiceGetsBothGradients() {
        Variable x = parameter(3);
        Variable square = activate(UnaryOp.SQUARE, x);
        add(square, add(square, x)).backward();
        assertThat(x.gradient().toDoubles()).containsExactly(13);
    }

    @Test
    void gradientsAccumulateUntilTheyAreCleared() {
        Variable x = parameter(3);
        Variable y = activate(UnaryOp.SQUARE, x);
        Tensor one = backend.doubles(new double[] {1});
        y.backward(one, true);
        y.backward(one, true);
        assertThat(x.gradient().item()).isEqualTo(12);
        x.clearGradient();
        y.backward();
        assertThat(x.gradient().item()).isEqualTo(6);
    }

    @Test
    void theSeedWeighsTheElements() {
        Variable x = parameter(1, 2);
        activate(UnaryOp.SQUARE, x).backward(backend.doubles(new double[] {10, 100}));
        assertThat(x.gradient().toDoubles()).containsExactly(20, 400);
    }

    @Test
    void theSeedIsNotChangedAndNotShared() {
        Variable x = parameter(1, 2);
        Variable y = parameter(3, 4);
        Tensor seed = backend.doubles(new double[] {1, 1});
        add(x, y).backward(seed);
        assertThat(x.gradient().storage()).isNotSameAs(y.gradient().storage()).isNotSameAs(seed.storage());
        add(add(x, y), x).backward(seed);
        assertThat(seed.toDoubles()).containsExactly(1, 1);
        assertThat(x.gradient().toDoubles()).containsExactly(3, 3);
        assertThat(y.gradient().toDoubles()).containsExactly(2, 2);
    }

    @Test
    void partsOfOneGradientDoNotDisturbEachOther() {
        Variable x = parameter(1, 2);
        Variable left = activate(UnaryOp.SQUARE, x);
        Variable right = activate(UnaryOp.NEGATE, x);
        Variable all = concat(List.of(left, right));
        Variable total = add(all, concat(List.of(right, left)));
        total.backward(backend.doubles(new double[] {1, 10, 100, 1000}));
        // d/dx of 101·(x₀² - x₀) and of 1010·(x₁² - x₁)
        assertThat(x.gradient().toDoubles()).containsExactly(101, 3030);
    }

    @Test
    void detachedValuesStopTheGradient() {
        Variable x = parameter(3);
        Variable y = add(activate(UnaryOp.SQUARE, x).detach(), x);
        y.backward();
        assertThat(x.gradient().item()).isEqualTo(1);
    }

    @Test
    void constantsGetNoGradientAndTheirFunctionsNoTape() {
        Variable constant = Variable.constant(backend.doubles(new double[] {2}));
        Variable x = parameter(3);
        add(constant, x).backward();
        assertThat(constant.gradient()).isNull();
        assertThat(activate(UnaryOp.EXP, constant).maker()).isNull();
        assertThatThrownBy(() -> activate(UnaryOp.EXP, constant).backward())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("requires a gradient");
    }

    @Test
    void onlyASingleNumberNeedsNoSeed() {
        Variable y = activate(UnaryOp.EXP, parameter(1, 2));
        assertThatThrownBy(y::backward).isInstanceOf(ShapeException.class).hasMessageContaining("[2]");
        assertThatThrownBy(() -> y.backward(backend.doubles(new double[] {1})))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("the seed is [1], the value [2]");
    }

    @Test
    void anEditBetweenForwardAndBackwardIsAnError() {
        Variable x = parameter(3);
        Variable y = activate(UnaryOp.SQUARE, x);
        backend.fill(x.value(), 4);
        assertThatThrownBy(y::backward)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Unary(SQUARE)")
                .hasMessageContaining("changed in place after the forward pass");
    }

    @Test
    void anEditOfAWeightThroughAViewIsSeenToo() {
        Variable weight = Variable.parameter(backend.doubles(new double[] {1, 2, 3, 4}, 2, 2));
        Variable x = Variable.parameter(backend.doubles(new double[] {1, 1}, 1, 2));
        Variable y = linear(x, weight, null, Activation.NONE);
        backend.fill(weight.value().select(0, 1), 0);
        assertThatThrownBy(() -> y.backward(backend.doubles(new double[] {1, 1}, 1, 2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Linear");
    }

    @Test
    void anEditAfterBackwardIsFine() {
        Variable x = parameter(3);
        activate(UnaryOp.SQUARE, x).backward();
        backend.fill(x.value(), 4);
        x.clearGradient();
        activate(UnaryOp.SQUARE, x).backward();
        assertThat(x.gradient().item()).isEqualTo(8);
    }

    @Test
    void aLongChainDoesNotOverflowTheStack() {
        Variable x = parameter(1);
        Variable y = x;
        for (int i = 0; i < 200_000; i++) {
            y = activate(UnaryOp.NEGATE, y);
        }
        y.backward();
        assertThat(x.gradient().item()).isEqualTo(1);
    }

    @Test
    void functionsComeAfterThoseWhoseResultsTheyUse() {
        Variable x = parameter(1);
        Variable a = activate(UnaryOp.EXP, x);
        Variable b = activate(UnaryOp.SQUARE, a);
        Variable c = add(a, b);
        assertThat(Graph.functions(c)).containsExactly(a.maker(), b.maker(), c.maker());
    }
}
