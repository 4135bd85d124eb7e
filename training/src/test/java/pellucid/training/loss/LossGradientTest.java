package pellucid.training.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pellucid.autograd.GradCheck;
import pellucid.autograd.GradCheck.Worst;
import pellucid.autograd.Variable;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** Every element of the gradient of every loss against central differences in float64. */
class LossGradientTest {
    private static final int ROWS = 5;
    private static final int WIDTH = 7;
    private static final double[] SCORES = {0.1, 0.9, 0.4, 0.4, 0.7};
    private static final double[] PAIRS = {1, 0, 0, 1, 0};
    private static final double[] CLASSES = {0, 1, 0, 1, 2};

    private static final Backend BACKEND = new ReferenceBackend();

    private record Case(String name, Loss loss, int columns, double[] labels) {
        @Override
        public String toString() {
            return name;
        }
    }

    private record Guided(GuidedLoss loss, int columns) {
        @Override
        public String toString() {
            return loss.name() + " of " + columns;
        }
    }

    static Stream<Case> losses() {
        List<Case> cases = new ArrayList<>(List.of(
                new Case("mnrl", new Mnrl(3, false), 2, null),
                new Case("mnrl, hard negatives", new Mnrl(3, false), 4, null),
                new Case("mnrl-symmetric", new Mnrl(3, true), 3, null),
                new Case("cosine", new CosineSimilarity(), 2, SCORES),
                new Case("cosent", new CoSent(3), 2, SCORES),
                new Case("angle", new Angle(3), 2, SCORES),
                new Case("margin-mse", new MarginMse(), 4, matrix(2)),
                new Case("margin-mse of scores", new MarginMse(), 4, matrix(3)),
                new Case("kl", new DistillKl(2), 4, matrix(3)),
                new Case("kl of margins", new DistillKl(), 3, SCORES),
                new Case("batch-hard-soft-margin", BatchHardTriplet.withSoftMargin(Distance.EUCLIDEAN), 1, CLASSES),
                new Case("matryoshka of triplet", new Matryoshka(new Triplet(), 7, 4, 2), 3, null),
                new Case(
                        "matryoshka, weighted",
                        new Matryoshka(new Mnrl(), new int[] {2, 5}, new double[] {2, 0.5}, 0, 0),
                        2,
                        null)));
        for (Distance distance : Distance.values()) {
            cases.add(new Case("triplet " + distance, new Triplet(distance, 1), 3, null));
            cases.add(new Case("contrastive " + distance, new Contrastive(distance, 3), 2, PAIRS));
            cases.add(new Case("online-contrastive " + distance, new OnlineContrastive(distance, 3), 2, PAIRS));
            cases.add(new Case("batch-hard-triplet " + distance, BatchHardTriplet.withMargin(distance, 1), 1, CLASSES));
            cases.add(
                    new Case("batch-semi-hard-triplet " + distance, new BatchSemiHardTriplet(distance, 5), 1, CLASSES));
            cases.add(new Case("batch-all-triplet " + distance, new BatchAllTriplet(distance, 1), 1, CLASSES));
        }
        return cases.stream();
    }

    static Stream<Guided> guidedLosses() {
        return Stream.of(
                new Guided(new Mse(), 2),
                new Guided(new MarginMse(), 4),
                new Guided(new DistillKl(), 3),
                new Guided(new Gist(0.5, 0.1), 2),
                new Guided(new Gist(0.5, 0), 4));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void loss(Case one) {
        agrees(p -> one.loss().of(List.of(p), one.labels()), columns(one.columns(), 11));
    }

    @ParameterizedTest
    @MethodSource("guidedLosses")
    void guidedLoss(Guided one) {
        List<Tensor> guide = new ArrayList<>();
        for (Variable column : columns(one.columns(), 91)) {
            guide.add(column.value());
        }
        agrees(p -> one.loss().of(List.of(p), guide), columns(one.columns(), 11));
    }

    @Test
    void softmaxAndItsClassifier() {
        SoftmaxLoss loss = new SoftmaxLoss(BACKEND, DType.FLOAT64, WIDTH, 3, 5);
        List<Variable> all = new ArrayList<>(List.of(columns(2, 11)));
        all.addAll(loss.parameters().variables());
        assertThat(all).hasSize(4);
        agrees(p -> loss.of(List.of(p[0], p[1]), CLASSES), all.toArray(Variable[]::new));
    }

    /** The losses of objectives that need the model are checked in ObjectiveGoldenTest, in float64, too. */
    @Test
    void noneIsMissingHere() throws IOException, URISyntaxException {
        Set<Class<?>> tested = new HashSet<>(Set.of(SoftmaxLoss.class));
        losses().forEach(one -> tested.add(one.loss().getClass()));
        guidedLosses().forEach(one -> tested.add(one.loss().getClass()));
        Path classes = Path.of(
                Mnrl.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.list(classes.resolve("pellucid/training/loss"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".class", ""))
                            .filter(name -> !name.equals("package-info"))
                            .map(LossGradientTest::named)
                            .filter(type -> !type.isInterface()
                                    && (Loss.class.isAssignableFrom(type) || GuidedLoss.class.isAssignableFrom(type))))
                    .hasSizeGreaterThan(15)
                    .allMatch(tested::contains);
        }
    }

    private static Class<?> named(String type) {
        try {
            return Class.forName(Mnrl.class.getPackageName() + "." + type);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static void agrees(GradCheck.Computation computation, Variable... parameters) {
        Worst worst = GradCheck.worst(computation, parameters);
        assertThat(worst.difference()).as(worst.toString()).isBetween(0.0, 1e-7);
        // A gradient of nothing but zeros would agree with a loss that never moves.
        computation.of(parameters).backward();
        double size = 0;
        for (Variable parameter : parameters) {
            size += BACKEND.squaredNorm(parameter.gradient());
        }
        assertThat(size).isPositive();
    }

    private static Variable[] columns(int count, long seed) {
        Variable[] columns = new Variable[count];
        for (int c = 0; c < count; c++) {
            Tensor tensor = BACKEND.zeros(DType.FLOAT64, Shape.of(ROWS, WIDTH));
            BACKEND.normal(tensor, 0, 1, seed + c);
            columns[c] = Variable.parameter(tensor);
        }
        return columns;
    }

    private static double[] matrix(int perRow) {
        Tensor tensor = BACKEND.zeros(DType.FLOAT64, Shape.of(ROWS, perRow));
        BACKEND.normal(tensor, 0, 1, 1234);
        return tensor.toDoubles();
    }
}
