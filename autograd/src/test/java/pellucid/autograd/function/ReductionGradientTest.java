package pellucid.autograd.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pellucid.autograd.function.CrossEntropy.crossEntropy;
import static pellucid.autograd.function.LogSoftmax.logSoftmax;
import static pellucid.autograd.function.LogSumExp.logSumExp;
import static pellucid.autograd.function.Max.max;
import static pellucid.autograd.function.Mean.mean;
import static pellucid.autograd.function.Softmax.softmax;
import static pellucid.autograd.function.Sum.sum;
import static pellucid.autograd.function.Transpose.transpose;

import org.junit.jupiter.api.Test;
import pellucid.autograd.Variable;
import pellucid.tensor.Shape;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;

/** Sums, means, maxima, and what normalises rows. */
class ReductionGradientTest extends GradientChecks {
    @Test
    void ofAllElements() {
        agrees(p -> sum(p[0]), random(5, 7));
        agrees(p -> mean(p[0]), random(2, 3, 7));
        agrees(p -> sum(p[0]), random());
        agrees(p -> mean(p[0]), random());
        agrees(p -> sum(transpose(p[0], 0, 1)), random(5, 7));
        assertThat(sum(random(5, 7)).value().shape()).isEqualTo(Shape.scalar());
        assertThat(mean(Variable.constant(backend.doubles(new double[] {1, 2, 6})))
                        .value()
                        .item())
                .isEqualTo(3);
    }

    @Test
    void alongEachAxis() {
        for (int axis = -3; axis < 3; axis++) {
            int a = axis;
            agrees(p -> sum(p[0], a), random(2, 3, 5));
            agrees(p -> mean(p[0], a), random(2, 3, 5));
            agrees(p -> max(p[0], a), random(2, 3, 5));
        }
        agrees(p -> max(p[0], 0), random(7));
        agrees(p -> sum(p[0], -1), random(3, 1));
    }

    @Test
    void theFirstOfEqualMaximaGetsTheGradient() {
        Variable x = Variable.parameter(backend.doubles(new double[] {1, 3, 3, 2, 2, 2}, 2, 3));
        max(x, 1).backward(backend.doubles(new double[] {10, 20}));
        assertThat(x.gradient().toDoubles()).containsExactly(0, 10, 0, 20, 0, 0);
    }

    @Test
    void theGradientOfAReductionMayBeAView() {
        agrees(p -> transpose(sum(p[0], 1), 0, 1), random(2, 3, 5));
        agrees(p -> transpose(mean(p[0], 0), 0, 1), random(2, 3, 5));
        agrees(p -> transpose(max(p[0], 2), 0, 1), random(2, 3, 5));
        agrees(p -> transpose(logSumExp(p[0]), 0, 1), random(2, 3, 5));
        agrees(p -> transpose(softmax(p[0]), 0, 1), random(3, 5));
    }

    @Test
    void distributionsOverTheLastAxis() {
        agrees(p -> softmax(p[0]), random(5, 7));
        agrees(p -> softmax(p[0]), random(2, 3, 4));
        agrees(p -> logSoftmax(p[0]), random(5, 7));
        agrees(p -> logSoftmax(p[0]), random(13));
        agrees(p -> logSumExp(p[0]), random(5, 7));
        agrees(p -> logSumExp(p[0]), random(2, 3, 4));
        agrees(p -> logSumExp(p[0]), random(13));
        agrees(p -> logSumExp(p[0]), random(3, 1));
    }

    @Test
    void logSumExpOfWhatIsHugeOrMaskedOut() {
        double none = Double.NEGATIVE_INFINITY;
        Variable x = Variable.parameter(backend.doubles(new double[] {1000, 1000, none, none, none, -2000}, 3, 2));
        Variable y = logSumExp(x);
        assertThat(y.value().toDoubles()).containsExactly(1000 + Math.log(2), none, -2000);
        y.backward(backend.doubles(new double[] {2, 2, 2}));
        assertThat(x.gradient().toDoubles()).containsExactly(1, 1, 0, 0, 0, 2);
    }

    @Test
    void crossEntropyOfRows() {
        Tensor labels = backend.ints(new int[] {2, 0, 6, 2, 1});
        agrees(p -> crossEntropy(p[0], labels), random(5, 7));
        agrees(p -> mean(crossEntropy(p[0], labels)), random(5, 7));
        assertThatThrownBy(() -> crossEntropy(random(5), labels))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[rows, classes]");
    }
}
