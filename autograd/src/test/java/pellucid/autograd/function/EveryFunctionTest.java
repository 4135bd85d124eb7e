package pellucid.autograd.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pellucid.autograd.Function;
import pellucid.autograd.GradCheck;
import pellucid.autograd.Inference;
import pellucid.autograd.NoGrad;
import pellucid.autograd.Variable;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Backends;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** What holds of every Function alike. */
class EveryFunctionTest {
    /** Sums of up to 63 float32 products, each a few units in the last place off. */
    private static final double FLOAT32 = 2e-5;

    private final Backend reference = new ReferenceBackend();

    static Stream<Case> cases() {
        return Case.all();
    }

    @Test
    void noneIsMissingHere() throws URISyntaxException {
        Path classes = Path.of(
                Add.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Set<String> functions;
        try (Stream<Path> files = Files.list(classes.resolve("pellucid/autograd/function"))) {
            functions = files.map(f -> f.getFileName().toString().replace(".class", ""))
                    .filter(EveryFunctionTest::isFunction)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(functions).contains("Matmul", "Linear");
        Set<String> tested =
                Case.all().map(use -> use.type().getSimpleName()).collect(Collectors.toCollection(TreeSet::new));
        assertThat(tested).isEqualTo(functions);
    }

    private static boolean isFunction(String name) {
        try {
            return !name.equals("package-info")
                    && Function.class.isAssignableFrom(
                            Class.forName(EveryFunctionTest.class.getPackageName() + "." + name));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithDifferences(Case use) {
        GradCheck.Worst worst = GradCheck.worst(
                p -> use.computation().of(reference, DType.FLOAT64, p), parameters(use, reference, DType.FLOAT64));
        assertThat(worst.difference()).as(worst.toString()).isBetween(0.0, 1e-7);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anErrorOfOnePercentInOneElementIsFound(Case use) {
        for (int i = 0; i < use.shapes().length; i++) {
            Variable[] parameters = parameters(use, reference, DType.FLOAT64);
            int[] element = new int[1];
            parameters[i].onGradient(found -> {
                double[] gradient = found.toDoubles();
                for (int e = 0; e < gradient.length; e++) {
                    element[0] = Math.abs(gradient[e]) > Math.abs(gradient[element[0]]) ? e : element[0];
                }
                gradient[element[0]] *= 1.01;
                Tensor wrong = reference.zeros(DType.FLOAT64, found.shape());
                reference.write(gradient, 0, wrong);
                return wrong;
            });
            GradCheck.Worst worst = GradCheck.worst(p -> use.computation().of(reference, DType.FLOAT64, p), parameters);
            assertThat(worst.difference()).as(worst.toString()).isGreaterThan(1e-6);
            assertThat(worst.parameter()).isEqualTo(i);
            assertThat(worst.element()).isEqualTo(element[0]);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void float32OnTheVectorUnitsAgreesWithFloat64(Case use) {
        agrees(use, Backends.byName("simd"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void float32OnEjmlAgreesWithFloat64(Case use) {
        agrees(use, Backends.byName("ejml"));
    }

    private void agrees(Case use, Backend backend) {
        Variable[] exact = parameters(use, reference, DType.FLOAT64);
        Variable[] rounded = parameters(use, backend, DType.FLOAT32);
        Variable expected = use.computation().of(reference, DType.FLOAT64, exact);
        Variable actual = use.computation().of(backend, DType.FLOAT32, rounded);
        close(actual.value(), expected.value());
        expected.backward(seed(expected, reference, DType.FLOAT64));
        actual.backward(seed(expected, backend, DType.FLOAT32));
        for (int i = 0; i < exact.length; i++) {
            assertThat(rounded[i].gradient().backend()).isSameAs(backend);
            assertThat(rounded[i].gradient().dtype()).isEqualTo(DType.FLOAT32);
            close(rounded[i].gradient(), exact[i].gradient());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    @SuppressWarnings("try")
    void withoutATapeTheValueIsTheSame(Case use) {
        Variable[] parameters = parameters(use, reference, DType.FLOAT64);
        Variable taped = use.computation().of(reference, DType.FLOAT64, parameters);
        assertThat(taped.requiresGradient()).isTrue();
        assertThat(use.type()).isEqualTo(taped.maker().getClass());
        try (NoGrad off = NoGrad.open()) {
            Variable y = use.computation().of(reference, DType.FLOAT64, parameters);
            assertThat(y.maker()).isNull();
            assertThat(y.value().toDoubles()).isEqualTo(taped.value().toDoubles());
        }
        // The stack's memory holds what earlier uses left there: nothing may count on zeros.
        try (Inference scope = Inference.open(reference)) {
            reference.fill(scope.tensor(DType.FLOAT64, Shape.of(5000)), Double.NaN);
        }
        try (Inference scope = Inference.open(reference)) {
            Variable y = use.computation().of(reference, DType.FLOAT64, parameters);
            assertThat(y.maker()).isNull();
            assertThat(y.value().toDoubles()).isEqualTo(taped.value().toDoubles());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachInputAloneGetsTheGradientThatItGetsAmongAll(Case use) {
        Variable[] all = parameters(use, reference, DType.FLOAT64);
        Variable y = use.computation().of(reference, DType.FLOAT64, all);
        Tensor seed = seed(y, reference, DType.FLOAT64);
        y.backward(seed);
        for (int i = 0; i < all.length; i++) {
            Variable[] alone = parameters(use, reference, DType.FLOAT64);
            for (int other = 0; other < alone.length; other++) {
                if (other != i) {
                    alone[other].freeze();
                }
            }
            use.computation().of(reference, DType.FLOAT64, alone).backward(seed);
            for (int j = 0; j < alone.length; j++) {
                assertThat(alone[j].hasGradient()).isEqualTo(j == i);
            }
            assertThat(alone[i].gradient().toDoubles())
                    .isEqualTo(all[i].gradient().toDoubles());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aSeedThatIsAViewGivesTheSame(Case use) {
        Variable[] parameters = parameters(use, reference, DType.FLOAT64);
        Variable y = use.computation().of(reference, DType.FLOAT64, parameters);
        Tensor seed = seed(y, reference, DType.FLOAT64);
        int rank = seed.rank();
        Tensor view = seed;
        if (rank > 1) {
            Tensor turned =
                    reference.zeros(DType.FLOAT64, seed.transpose(0, rank - 1).shape());
            reference.copy(seed.transpose(0, rank - 1), turned);
            view = turned.transpose(0, rank - 1);
        } else if (rank == 1) {
            Tensor wide = reference.zeros(DType.FLOAT64, Shape.of(seed.dim(0), 3));
            view = wide.select(1, 1);
            reference.copy(seed, view);
        }
        y.backward(seed, true);
        double[][] expected = new double[parameters.length][];
        for (int i = 0; i < parameters.length; i++) {
            expected[i] = parameters[i].gradient().toDoubles();
            parameters[i].clearGradient();
        }
        y.backward(view);
        for (int i = 0; i < parameters.length; i++) {
            assertThat(parameters[i].gradient().toDoubles()).isEqualTo(expected[i]);
        }
    }

    private static Variable[] parameters(Case use, Backend backend, DType type) {
        Variable[] parameters = new Variable[use.shapes().length];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = Variable.parameter(random(use.shapes()[i], backend, type, 900 + i));
        }
        return parameters;
    }

    private static Tensor seed(Variable y, Backend backend, DType type) {
        return random(y.value().shape(), backend, type, 800);
    }

    private static Tensor random(Shape shape, Backend backend, DType type, long seed) {
        Tensor tensor = backend.zeros(type, shape);
        backend.normal(tensor, 0.1, 1, seed);
        return tensor;
    }

    private static void close(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double[] a = actual.toDoubles();
        double[] e = expected.toDoubles();
        for (int i = 0; i < e.length; i++) {
            assertThat(Math.abs(a[i] - e[i]) / Math.max(1, Math.abs(e[i])))
                    .as("element %d: %s, wanted %s", i, a[i], e[i])
                    .isLessThan(FLOAT32);
        }
    }
}
