package pellucid.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pellucid.autograd.function.Add.add;
import static pellucid.autograd.function.Affine.affine;
import static pellucid.autograd.function.GatherRows.gatherRows;
import static pellucid.autograd.function.Multiply.multiply;
import static pellucid.autograd.function.Sum.sum;
import static pellucid.autograd.function.Unary.unary;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pellucid.tensor.Backend;
import pellucid.tensor.Operations;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** What the tape keeps and for how long; hooks, gradients that are retained, leaves that are frozen. */
class TapeTest {
    private final Backend backend = new ReferenceBackend();

    private Variable parameter(double... values) {
        return Variable.parameter(backend.doubles(values));
    }

    private Tensor values(double... values) {
        return backend.doubles(values);
    }

    @Test
    void theTapeIsFreedAsBackwardProceeds() {
        Variable x = parameter(3);
        Variable early = unary(UnaryOp.SQUARE, x);
        Variable late = unary(UnaryOp.SQUARE, early);
        List<Integer> inputsLeft = new ArrayList<>();
        early.onGradient(g -> {
            inputsLeft.add(late.maker().inputs().size());
            inputsLeft.add(early.maker().inputs().size());
            return g;
        });
        late.backward();
        assertThat(inputsLeft).containsExactly(0, 1);
        assertThat(early.maker().inputs()).isEmpty();
        assertThat(x.gradient().item()).isEqualTo(108);
    }

    @Test
    void aSecondPassNeedsAKeptTape() {
        Variable x = parameter(3);
        Variable shared = unary(UnaryOp.SQUARE, x);
        Variable y = affine(shared, 2, 0);
        Variable z = affine(shared, 5, 0);
        y.backward(values(1), true);
        z.backward();
        assertThat(x.gradient().item()).isEqualTo(42);
        assertThatThrownBy(y::backward)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Unary(SQUARE)")
                .hasMessageContaining("freed the tape");
        assertThatThrownBy(z::backward).hasMessageContaining("Affine").hasMessageContaining("freed the tape");
    }

    @Test
    void anErrorHalfWayLeavesNoHalfGradients() {
        Variable x = parameter(3);
        Variable y = unary(UnaryOp.SQUARE, x);
        Variable doubled = affine(y, 2, 0);
        Variable z = add(y, doubled);
        Runnable gone = doubled.onGradient(g -> {
            throw new IllegalStateException("stop");
        });
        assertThatThrownBy(() -> z.backward(values(1), true)).hasMessage("stop");
        gone.run();
        z.backward();
        assertThat(x.gradient().item()).isEqualTo(18);
    }

    @Test
    void hooksSeeEachCompleteGradientAndMayReplaceIt() {
        Variable x = parameter(1, 2);
        Variable y = unary(UnaryOp.SQUARE, x);
        List<double[]> seen = new ArrayList<>();
        y.onGradient(g -> {
            seen.add(g.toDoubles());
            return Operations.affine(g, 10, 0);
        });
        Runnable second = y.onGradient(g -> {
            seen.add(g.toDoubles());
            return g;
        });
        Variable z = add(y, multiply(y, Variable.constant(values(2, 3))));
        z.backward(values(1, 1), true);
        assertThat(seen).containsExactly(new double[] {3, 4}, new double[] {30, 40});
        assertThat(x.gradient().toDoubles()).containsExactly(60, 160);
        second.run();
        z.backward(values(1, 1));
        assertThat(seen).hasSize(3);
    }

    @Test
    void theHookOfALeafSeesOnePassNotTheSum() {
        Variable x = parameter(3);
        List<Double> seen = new ArrayList<>();
        x.onGradient(g -> {
            seen.add(g.item());
            return Operations.affine(g, 0.5, 0);
        });
        multiply(x, x).backward();
        multiply(x, affine(x, 2, 0)).backward();
        assertThat(seen).containsExactly(6.0, 12.0);
        assertThat(x.gradient().item()).isEqualTo(9);
        Variable other = parameter(4);
        assertThatThrownBy(() -> {
                    Variable y = unary(UnaryOp.SQUARE, multiply(x, other));
                    y.onGradient(g -> values(1, 2));
                    add(y, x).backward();
                })
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("hook");
        assertThat(x.gradient().item()).isEqualTo(9);
    }

    @Test
    void theHookOfATableSeesItDense() {
        Variable table = Variable.table(backend.doubles(new double[] {1, 2, 3}, 3, 1));
        List<double[]> seen = new ArrayList<>();
        table.onGradient(g -> {
            seen.add(g.toDoubles());
            return g;
        });
        sum(gatherRows(table, backend.ints(new int[] {2, 0, 2}))).backward();
        assertThat(seen).containsExactly(new double[] {1, 0, 2});
        assertThat(table.gradient().toDoubles()).containsExactly(1, 0, 2);
    }

    @Test
    void gradientsInBetweenAreKeptOnRequest() {
        Variable x = parameter(3);
        Variable y = unary(UnaryOp.SQUARE, x);
        Variable z = affine(y, 5, 0);
        y.retainGradient();
        z.backward(values(1), true);
        assertThat(z.gradient()).isNull();
        assertThat(y.gradient().item()).isEqualTo(5);
        assertThat(x.gradient().item()).isEqualTo(30);
        z.backward();
        assertThat(y.gradient().item()).isEqualTo(10);
        assertThat(x.gradient().item()).isEqualTo(60);
        y.clearGradient();
        assertThat(y.hasGradient()).isFalse();
    }

    @Test
    void aRetainedGradientIsNobodyElses() {
        Variable x = parameter(3);
        Variable y = affine(x, 1, 0);
        y.retainGradient();
        add(y, x).backward();
        Tensor kept = y.gradient();
        backend.fill(x.gradient(), 100);
        assertThat(kept.item()).isEqualTo(1);
    }

    @Test
    void frozenLeavesLeaveNoTape() {
        Variable weight = parameter(3);
        Variable x = Variable.constant(values(2));
        multiply(weight, x).backward();
        weight.freeze();
        assertThat(weight.hasGradient()).isFalse();
        Variable hidden = multiply(weight, x);
        assertThat(hidden.maker()).isNull();
        Variable head = parameter(5);
        multiply(hidden, head).backward();
        assertThat(head.gradient().item()).isEqualTo(6);
        assertThat(weight.gradient()).isNull();
        weight.unfreeze();
        multiply(weight, x).backward();
        assertThat(weight.gradient().item()).isEqualTo(2);
    }

    @Test
    void onlyLeavesAreFrozen() {
        assertThatThrownBy(() -> affine(parameter(1), 2, 0).freeze())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Affine");
    }
}
