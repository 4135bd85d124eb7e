package pellucid.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pellucid.autograd.Variable;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** The distances, and the contrastive losses and triplets over each of them, beside plain loops. */
class DistanceTest {
    private static final int ROWS = 6;
    private static final int WIDTH = 9;
    private static final double[] PAIRS = {1, 0, 0, 1, 0, 1};
    private static final double[] CLASSES = {0, 1, 0, 1, 2, 0};

    private final Backend backend = new ReferenceBackend();
    private final Variable u = random(1);
    private final Variable v = random(2);
    private final Variable w = random(3);

    private Variable random(long seed) {
        Tensor tensor = backend.zeros(DType.FLOAT64, Shape.of(ROWS, WIDTH));
        backend.normal(tensor, 0, 1, seed);
        return Variable.parameter(tensor);
    }

    private static double plain(Distance distance, Variable a, int i, Variable b, int j) {
        double[] x = a.value().toDoubles();
        double[] y = b.value().toDoubles();
        double squares = 0;
        double absolutes = 0;
        double product = 0;
        double left = 0;
        double right = 0;
        for (int k = 0; k < WIDTH; k++) {
            double p = x[i * WIDTH + k];
            double q = y[j * WIDTH + k];
            squares += (p - q) * (p - q);
            absolutes += Math.abs(p - q);
            product += p * q;
            left += p * p;
            right += q * q;
        }
        return switch (distance) {
            case EUCLIDEAN -> Math.sqrt(squares);
            case MANHATTAN -> absolutes;
            case COSINE -> 1 - product / Math.sqrt(left * right);
        };
    }

    @ParameterizedTest
    @EnumSource(Distance.class)
    void pairedAndAllToAll(Distance distance) {
        double[] paired = distance.paired(u, v).value().toDoubles();
        double[] matrix = distance.matrix(u).value().toDoubles();
        for (int i = 0; i < ROWS; i++) {
            assertThat(paired[i]).isCloseTo(plain(distance, u, i, v, i), within(1e-12));
            for (int j = 0; j < ROWS; j++) {
                assertThat(matrix[i * ROWS + j]).isCloseTo(plain(distance, u, i, u, j), within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Distance.class)
    void contrastive(Distance distance) {
        double margin = 4;
        double sum = 0;
        for (int i = 0; i < ROWS; i++) {
            double d = plain(distance, u, i, v, i);
            double push = Math.max(0, margin - d);
            sum += 0.5 * (PAIRS[i] == 1 ? d * d : push * push);
        }
        double loss = new Contrastive(distance, margin)
                .of(List.of(u, v), PAIRS)
                .value()
                .item();
        assertThat(loss).isCloseTo(sum / ROWS, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(Distance.class)
    void onlineContrastive(Distance distance) {
        double margin = 8;
        double nearest = Double.POSITIVE_INFINITY;
        double farthest = 0;
        for (int i = 0; i < ROWS; i++) {
            double d = plain(distance, u, i, v, i);
            nearest = PAIRS[i] == 0 ? Math.min(nearest, d) : nearest;
            farthest = PAIRS[i] == 1 ? Math.max(farthest, d) : farthest;
        }
        double sum = 0;
        for (int i = 0; i < ROWS; i++) {
            double d = plain(distance, u, i, v, i);
            if (PAIRS[i] == 1 && d > nearest) {
                sum += d * d;
            } else if (PAIRS[i] == 0 && d < farthest) {
                sum += Math.pow(Math.max(0, margin - d), 2);
            }
        }
        double loss = new OnlineContrastive(distance, margin)
                .of(List.of(u, v), PAIRS)
                .value()
                .item();
        assertThat(loss).isPositive().isCloseTo(sum, within(1e-11));
    }

    @ParameterizedTest
    @EnumSource(Distance.class)
    void triplet(Distance distance) {
        double sum = 0;
        for (int i = 0; i < ROWS; i++) {
            sum += Math.max(0, plain(distance, u, i, v, i) - plain(distance, u, i, w, i) + 0.5);
        }
        double loss =
                new Triplet(distance, 0.5).of(List.of(u, v, w), null).value().item();
        assertThat(loss).isCloseTo(sum / ROWS, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(Distance.class)
    void batchTriplets(Distance distance) {
        double hard = 0;
        double soft = 0;
        double all = 0;
        int active = 0;
        double semiHard = 0;
        int pairs = 0;
        for (int i = 0; i < ROWS; i++) {
            double farthest = 0;
            double nearest = Double.POSITIVE_INFINITY;
            for (int j = 0; j < ROWS; j++) {
                double d = plain(distance, u, i, u, j);
                if (CLASSES[i] != CLASSES[j]) {
                    nearest = Math.min(nearest, d);
                } else if (i != j) {
                    farthest = Math.max(farthest, d);
                    pairs++;
                    double outside = Double.POSITIVE_INFINITY;
                    double inside = 0;
                    for (int k = 0; k < ROWS; k++) {
                        double other = plain(distance, u, i, u, k);
                        if (CLASSES[i] != CLASSES[k]) {
                            outside = other > d ? Math.min(outside, other) : outside;
                            inside = Math.max(inside, other);
                            all += Math.max(0, d - other + 0.5);
                            active += d - other + 0.5 > 0 ? 1 : 0;
                        }
                    }
                    semiHard += Math.max(0, d - (outside < Double.POSITIVE_INFINITY ? outside : inside) + 0.5);
                }
            }
            hard += Math.max(0, farthest - nearest + 0.5);
            soft += Math.log1p(Math.exp(farthest - nearest));
        }
        List<Variable> texts = List.of(u);
        check(BatchHardTriplet.withMargin(distance, 0.5), texts, hard / ROWS);
        check(BatchHardTriplet.withSoftMargin(distance), texts, soft / ROWS);
        check(new BatchAllTriplet(distance, 0.5), texts, all / active);
        check(new BatchSemiHardTriplet(distance, 0.5), texts, semiHard / pairs);
    }

    private static void check(Loss loss, List<Variable> texts, double expected) {
        assertThat(loss.of(texts, CLASSES).value().item()).as(loss.name()).isCloseTo(expected, within(1e-12));
    }

    /** PyTorch has NaN here; a pair of equal texts in the data would end the training. */
    @ParameterizedTest
    @EnumSource(Distance.class)
    void equalTextsHaveAGradientOfNumbers(Distance distance) {
        Variable same = Variable.parameter(u.value());
        new Triplet(distance, 100).of(List.of(u, same, v), null).backward();
        assertThat(u.gradient().toDoubles()).doesNotContain(Double.NaN);
        assertThat(backend.squaredNorm(u.gradient())).isFinite().isPositive();
    }
}
