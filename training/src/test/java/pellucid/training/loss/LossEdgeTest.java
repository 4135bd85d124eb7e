package pellucid.training.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pellucid.autograd.Variable;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Backends;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** Ties, missing negatives, missing positives, false negatives: beside sentence-transformers in float64. */
class LossEdgeTest {
    private record Case(String name, Loss loss, GuidedLoss guided) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>(List.of(
                of("triplet_cosine", new Triplet(Distance.COSINE, 0.5)),
                of("triplet_manhattan", new Triplet(Distance.MANHATTAN, 2)),
                of("mnrl_symmetric_hard", new Mnrl(20, true)),
                of("cosent_ties", new CoSent()),
                of("cosent_no_order", new CoSent()),
                of("angle_odd", new Angle(10)),
                of("online_contrastive_mixed", new OnlineContrastive(Distance.COSINE, 1.5)),
                of("online_contrastive_no_hard", new OnlineContrastive()),
                of("online_contrastive_one_positive", new OnlineContrastive(Distance.COSINE, 1.5)),
                of("online_contrastive_one_negative", new OnlineContrastive(Distance.COSINE, 1.5)),
                of("online_contrastive_only_negatives", new OnlineContrastive(Distance.COSINE, 1.5)),
                of("online_contrastive_only_positives", new OnlineContrastive(Distance.COSINE, 1.5)),
                of("batch_hard_triplet_cosine", BatchHardTriplet.withMargin(Distance.COSINE, 0.3)),
                of("batch_semi_hard_triplet_cosine", new BatchSemiHardTriplet(Distance.COSINE, 0.3)),
                of("batch_all_triplet_cosine", new BatchAllTriplet(Distance.COSINE, 0.3)),
                of("margin_mse_margins", new MarginMse()),
                of("margin_mse_scores", new MarginMse()),
                of("kl_temperature", new DistillKl(2)),
                of("kl_extreme", new DistillKl()),
                guided("mse_two_columns", new Mse()),
                guided("gist_masks", new Gist(0.1, 0)),
                guided("gist_negatives", new Gist(0.1, 0)),
                guided("gist_margin", new Gist(0.2, 0.2)),
                guided("gist_sharp", new Gist()),
                guided("gist_identical_pair", new Gist(0.1, 0))));
        for (String batch : List.of("mixed", "one_class", "all_distinct", "one_other", "mixed_duplicates")) {
            cases.add(of("batch_hard_triplet_" + batch, BatchHardTriplet.withMargin(Distance.EUCLIDEAN, 5)));
            cases.add(
                    of("batch_hard_soft_margin_triplet_" + batch, BatchHardTriplet.withSoftMargin(Distance.EUCLIDEAN)));
            cases.add(of("batch_semi_hard_triplet_" + batch, new BatchSemiHardTriplet()));
            cases.add(of("batch_all_triplet_" + batch, new BatchAllTriplet(Distance.EUCLIDEAN, 0.5)));
        }
        return cases.stream();
    }

    private static Case of(String name, Loss loss) {
        return new Case(name, loss, null);
    }

    private static Case guided(String name, GuidedLoss loss) {
        return new Case(name, null, loss);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void float64OnTheReference(Case one) {
        check(one, new ReferenceBackend(), DType.FLOAT64, 1e-11, 1e-11);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void float32OnTheDefaultBackend(Case one) {
        check(one, Backends.get(), DType.FLOAT32, 1e-5, 1e-5);
    }

    private static void check(Case one, Backend backend, DType dtype, double relative, double absolute) {
        try (Goldens goldens = Goldens.open("losses_edge.safetensors")) {
            List<Variable> columns = new ArrayList<>();
            while (goldens.has(one.name() + ".in" + columns.size())) {
                columns.add(goldens.parameter(one.name() + ".in" + columns.size(), backend, dtype));
            }
            Variable loss = one.loss() != null
                    ? one.loss().of(columns, labels(goldens, one.name()))
                    : one.guided().of(columns, guide(goldens, one.name(), backend, dtype));
            loss.backward();
            double[] value = loss.value().toDoubles();
            Goldens.assertClose(one.name(), value, goldens.values(one.name() + ".loss"), relative, absolute);
            for (int c = 0; c < columns.size(); c++) {
                String gradient = one.name() + ".grad" + c;
                double[] own = columns.get(c).gradient() == null
                        ? new double[columns.get(c).value().size()]
                        : columns.get(c).gradient().toDoubles();
                Goldens.assertClose(gradient, own, goldens.values(gradient), relative, absolute * 0.1);
            }
        }
    }

    private static double[] labels(Goldens goldens, String name) {
        return goldens.has(name + ".labels") ? goldens.values(name + ".labels") : null;
    }

    private static List<Tensor> guide(Goldens goldens, String name, Backend backend, DType dtype) {
        List<Tensor> guide = new ArrayList<>();
        while (goldens.has(name + ".guide" + guide.size())) {
            guide.add(goldens.tensor(name + ".guide" + guide.size(), backend, dtype));
        }
        return guide;
    }
}
