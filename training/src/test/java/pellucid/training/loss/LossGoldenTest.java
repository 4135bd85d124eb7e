package pellucid.training.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pellucid.autograd.Variable;
import pellucid.models.nn.Parameter;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Backends;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** Every loss beside sentence-transformers: the value within 1e-3 + 2e-6, the gradients within 1e-5 of their largest. */
class LossGoldenTest {
    private static final int[] DIMS = {48, 24, 12, 6};
    private static final double[] WEIGHTS = {1, 0.5, 0.25, 0.125};

    private record Case(String file, String name, Loss loss, List<String> columns, String labels) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                first("mnrl", new Mnrl(), null, "u", "v"),
                first("mnrl_scale10", new Mnrl(10, false), null, "u", "v"),
                first("mnrl_hard1", new Mnrl(), null, "u", "v", "n1"),
                first("mnrl_hard2", new Mnrl(), null, "u", "v", "n1", "n2"),
                first("mnrl_symmetric", new Mnrl(20, true), null, "u", "v"),
                first("cosine_similarity", new CosineSimilarity(), "yr", "u", "v"),
                first("cosent", new CoSent(), "yr", "u", "v"),
                first("angle", new Angle(), "yr", "u", "v"),
                first("triplet", new Triplet(), null, "u", "v", "n1"),
                first("contrastive", new Contrastive(), "y01", "u", "v"),
                first("online_contrastive", new OnlineContrastive(), "y01", "u", "v"),
                first("matryoshka_mnrl", new Matryoshka(new Mnrl(), DIMS), null, "u", "v"),
                first("matryoshka_cosine_similarity", new Matryoshka(new CosineSimilarity(), DIMS), "yr", "u", "v"),
                first("matryoshka_cosent", new Matryoshka(new CoSent(), DIMS), "yr", "u", "v"),
                first("matryoshka_mnrl_weighted", weighted(new Mnrl()), null, "u", "v"),
                first("matryoshka_cosine_similarity_weighted", weighted(new CosineSimilarity()), "yr", "u", "v"),
                first("matryoshka_cosent_weighted", weighted(new CoSent()), "yr", "u", "v"),
                more("matryoshka_triplet", new Matryoshka(new Triplet(), DIMS), null, "u", "v", "n"),
                more(
                        "batch_hard_triplet",
                        BatchHardTriplet.withMargin(Distance.EUCLIDEAN, Triplet.DEFAULT_MARGIN),
                        "class",
                        "u"),
                more("batch_hard_soft_margin", BatchHardTriplet.withSoftMargin(Distance.EUCLIDEAN), "class", "u"),
                more("batch_semi_hard_triplet", new BatchSemiHardTriplet(), "class", "u"),
                more("batch_all_triplet", new BatchAllTriplet(), "class", "u"),
                more("margin_mse", new MarginMse(), "margin_scores", "u", "v", "n"),
                more("distill_kl", new DistillKl(), "teacher_scores", "u", "v", "n"));
    }

    private static Loss weighted(Loss loss) {
        return new Matryoshka(loss, DIMS, WEIGHTS, 0, 0);
    }

    private static Case first(String name, Loss loss, String labels, String... columns) {
        return new Case("losses.safetensors", name, loss, List.of(columns), labels);
    }

    private static Case more(String name, Loss loss, String labels, String... columns) {
        return new Case("losses_more.safetensors", name, loss, List.of(columns), labels);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void float64OnTheReference(Case one) {
        check(one, new ReferenceBackend(), DType.FLOAT64);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void float32OnTheReference(Case one) {
        check(one, new ReferenceBackend(), DType.FLOAT32);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void float32OnTheDefaultBackend(Case one) {
        check(one, Backends.get(), DType.FLOAT32);
    }

    private static void check(Case one, Backend backend, DType dtype) {
        try (Goldens goldens = Goldens.open(one.file())) {
            List<Variable> columns = new ArrayList<>();
            for (String column : one.columns()) {
                columns.add(goldens.parameter(column, backend, dtype));
            }
            double[] labels = one.labels() == null ? null : goldens.values(one.labels());
            compare(goldens, one.name(), one.loss().of(columns, labels), columns);
        }
    }

    private static void compare(Goldens goldens, String name, Variable loss, List<Variable> variables) {
        assertThat(loss.value().rank()).isZero();
        loss.backward();
        Goldens.assertClose(name, loss.value().toDoubles(), goldens.values(name + ".loss"), 1e-3, 2e-6);
        for (int c = 0; c < variables.size(); c++) {
            String gradient = name + ".grad" + c;
            double[] own = variables.get(c).gradient().toDoubles();
            Goldens.assertClose(gradient, own, goldens.values(gradient), 1e-5, 0);
        }
        assertThat(goldens.has(name + ".grad" + variables.size())).isFalse();
    }

    @Test
    void softmaxWithItsOwnParameters() {
        Backend backend = Backends.get();
        try (Goldens goldens = Goldens.open("losses_more.safetensors")) {
            SoftmaxLoss loss = new SoftmaxLoss(
                    goldens.tensor("softmax_weight", backend, DType.FLOAT32),
                    goldens.tensor("softmax_bias", backend, DType.FLOAT32));
            List<Variable> all = new ArrayList<>();
            all.add(goldens.parameter("u", backend, DType.FLOAT32));
            all.add(goldens.parameter("v", backend, DType.FLOAT32));
            Variable result = loss.of(List.copyOf(all), goldens.values("class"));
            assertThat(loss.parameters().all())
                    .extracting(Parameter::name)
                    .containsExactly("classifier.weight", "classifier.bias");
            all.addAll(loss.parameters().variables());
            compare(goldens, "softmax", result, all);
        }
    }

    @Test
    void mse() {
        Backend backend = Backends.get();
        try (Goldens goldens = Goldens.open("losses_more.safetensors")) {
            List<Variable> columns = List.of(goldens.parameter("u", backend, DType.FLOAT32));
            List<Tensor> target = List.of(goldens.tensor("target", backend, DType.FLOAT32));
            compare(goldens, "mse", new Mse().of(columns, target), columns);
        }
    }

    /** The reference's loss is exactly 0 here: the guide strikes nearly everything out. See LossEdgeTest for more. */
    @Test
    void gist() {
        Backend backend = Backends.get();
        try (Goldens goldens = Goldens.open("losses_more.safetensors")) {
            List<Variable> columns = List.of(
                    goldens.parameter("u", backend, DType.FLOAT32), goldens.parameter("v", backend, DType.FLOAT32));
            List<Tensor> guide = List.of(
                    goldens.tensor("guide_u", backend, DType.FLOAT32),
                    goldens.tensor("guide_v", backend, DType.FLOAT32));
            Variable loss = new Gist().of(columns, guide);
            loss.backward();
            Goldens.assertClose("gist", loss.value().toDoubles(), goldens.values("gist.loss"), 1e-3, 2e-6);
            for (int c = 0; c < 2; c++) {
                double[] gradient = columns.get(c).gradient().toDoubles();
                Goldens.assertClose("gist.grad" + c, gradient, goldens.values("gist.grad" + c), 1e-5, 1e-7);
            }
        }
    }

    @Test
    void theScoresOfMnrlAreTheScaledCosines() {
        Backend backend = Backends.get();
        try (Goldens goldens = Goldens.open("losses.safetensors")) {
            List<Variable> columns = new ArrayList<>();
            for (String name : List.of("u", "v", "n1")) {
                columns.add(goldens.parameter(name, backend, DType.FLOAT32));
            }
            Tensor scores = new Mnrl().scores(columns);
            assertThat(scores.shape().dims()).containsExactly(8, 16);
            double[] row = new double[8];
            for (int j = 0; j < 8; j++) {
                row[j] = 20 * cosine(goldens.values("u"), 2, goldens.values("n1"), j);
            }
            double[] own = Arrays.copyOfRange(scores.toDoubles(), 2 * 16 + 8, 3 * 16);
            Goldens.assertClose("row 2 beside the hard negatives", own, row, 1e-5, 0);
        }
    }

    private static double cosine(double[] u, int i, double[] v, int j) {
        double product = 0;
        double left = 0;
        double right = 0;
        for (int k = 0; k < 48; k++) {
            product += u[i * 48 + k] * v[j * 48 + k];
            left += u[i * 48 + k] * u[i * 48 + k];
            right += v[j * 48 + k] * v[j * 48 + k];
        }
        return product / Math.sqrt(left * right);
    }
}
