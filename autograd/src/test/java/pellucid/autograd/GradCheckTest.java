package pellucid.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import pellucid.tensor.Backend;
import pellucid.tensor.InputException;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** Wrong gradients, planted on purpose, must be found. */
class GradCheckTest {
    private final Backend backend = new ReferenceBackend();

    /** y = x², whose backward pass is wrong by a factor in one element. */
    private static final class Square extends Function {
        private final int wrongElement;
        private final double factor;

        Square(int wrongElement, double factor) {
            this.wrongElement = wrongElement;
            this.factor = factor;
        }

        @Override
        protected Tensor forward(Tensor[] inputs) {
            Tensor y = outputLike(inputs[0]);
            y.backend().unary(UnaryOp.SQUARE, inputs[0], y);
            save(inputs[0], y);
            return y;
        }

        @Override
        protected void backward(Tensor dy) {
            Tensor dx = gradientLike(dy);
            dy.backend().unaryBackward(UnaryOp.SQUARE, saved(0), saved(1), dy, dx);
            Tensor wrong = dx.slice(0, wrongElement, wrongElement + 1);
            dy.backend().affine(wrong, factor, 0, wrong);
            give(0, dx);
        }
    }

    private GradCheck.Worst check(int wrongElement, double factor) {
        Variable x = Variable.parameter(backend.doubles(new double[] {0.5, -2, 3, 1.5}));
        return GradCheck.worst(p -> new Square(wrongElement, factor).apply(p[0]), x);
    }

    @Test
    void aRightGradientPasses() {
        assertThat(check(2, 1).difference()).isLessThan(1e-9);
    }

    @Test
    void oneWrongElementIsFoundWhereverItIs() {
        for (int element = 0; element < 4; element++) {
            GradCheck.Worst worst = check(element, 1.01);
            assertThat(worst.difference()).isGreaterThan(1e-3);
            assertThat(worst.element()).isEqualTo(element);
        }
    }

    @Test
    void aGradientThatIsNoNumberIsTheWorst() {
        assertThat(check(1, Double.NaN).difference()).isNaN();
    }

    @Test
    void aMissingGradientIsFound() {
        Variable x = Variable.parameter(backend.doubles(new double[] {0.5, -2}));
        Variable other = Variable.parameter(backend.doubles(new double[] {1, 1}));
        GradCheck.Worst worst = GradCheck.worst(
                p -> {
                    Variable forgotten = new Square(0, 1).apply(p[0].detach());
                    return pellucid.autograd.function.Add.add(forgotten, p[1]);
                },
                x,
                other);
        assertThat(worst.parameter()).isZero();
        assertThat(worst.difference()).isGreaterThan(0.1);
    }

    @Test
    void valuesAreRestored() {
        Variable x = Variable.parameter(backend.doubles(new double[] {0.5, -2}));
        GradCheck.worst(p -> new Square(0, 1).apply(p[0]), x);
        assertThat(x.value().toDoubles()).containsExactly(0.5, -2);
        assertThat(x.gradient()).isNull();
    }

    @Test
    void float32IsRefused() {
        Variable x = Variable.parameter(backend.floats(new float[] {1}));
        assertThatThrownBy(() -> GradCheck.worst(p -> p[0], x))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("float64");
    }
}
