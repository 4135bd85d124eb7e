package pellucid.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import pellucid.autograd.Variable;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.reference.ReferenceBackend;

class MatryoshkaTest {
    private static final int[] DIMS = {8, 4, 2};

    private final Backend backend = new ReferenceBackend();
    private final List<Variable> columns = List.of(random(1), random(2));

    private Variable random(long seed) {
        Tensor tensor = backend.zeros(DType.FLOAT64, Shape.of(5, 8));
        backend.normal(tensor, 0, 1, seed);
        return Variable.parameter(tensor);
    }

    private double plain(int dim) {
        List<Variable> prefixes = new ArrayList<>();
        for (Variable column : columns) {
            double[] all = column.value().toDoubles();
            double[] cut = new double[5 * dim];
            for (int i = 0; i < 5; i++) {
                System.arraycopy(all, i * 8, cut, i * dim, dim);
            }
            prefixes.add(Variable.constant(backend.doubles(cut, 5, dim)));
        }
        // Cosines do not see the length of a prefix.
        return new Mnrl().of(prefixes, null).value().item();
    }

    @Test
    void isTheWeightedSumOverThePrefixes() {
        Loss loss = new Matryoshka(new Mnrl(), DIMS, new double[] {1, 0.5, 3}, 0, 0);
        double expected = plain(8) + 0.5 * plain(4) + 3 * plain(2);
        assertThat(loss.of(columns, null).value().item()).isCloseTo(expected, within(1e-12));
    }

    @Test
    void drawsSomeDimensionsAStepAndTheSameAgainInTheSameStep() {
        Matryoshka loss = new Matryoshka(new Mnrl(), DIMS, new double[] {1, 0.5, 3}, 1, 17);
        double[] parts = {plain(8), 0.5 * plain(4), 3 * plain(2)};
        Set<Integer> seen = new HashSet<>();
        for (int step = 0; step < 20; step++) {
            loss.atStep(step);
            int drawn = loss.drawn(0)[0];
            seen.add(drawn);
            double first = loss.of(columns, null).value().item();
            assertThat(first).isCloseTo(parts[drawn], within(1e-12));
            assertThat(loss.of(columns, null).value().item()).isEqualTo(first);
            Matryoshka resumed = new Matryoshka(new Mnrl(), DIMS, new double[] {1, 0.5, 3}, 1, 17);
            resumed.atStep(step);
            assertThat(resumed.of(columns, null).value().item()).isEqualTo(first);
        }
        assertThat(seen).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void drawsEvenlyAndWithoutReplacement() {
        int[] counts = new int[7];
        for (int step = 0; step < 7000; step++) {
            int[] drawn = Draw.some(3, 7, 5, step, 0);
            assertThat(drawn).hasSize(3).isSorted().doesNotHaveDuplicates();
            for (int number : drawn) {
                counts[number]++;
            }
        }
        // 3000 each, with a standard deviation of 41
        assertThat(Arrays.stream(counts).boxed().toList())
                .allSatisfy(count -> assertThat(count).isBetween(2800, 3200));
        assertThat(Draw.some(9, 7, 5, 0, 0)).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void anotherSeedStepOrDrawDrawsAnother() {
        Set<List<Integer>> drawn = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            drawn.add(boxed(Draw.some(10, 1000, i, 0, 0)));
            drawn.add(boxed(Draw.some(10, 1000, 0, 1 + i, 0)));
            drawn.add(boxed(Draw.some(10, 1000, 0, 0, 1 + i)));
        }
        assertThat(drawn).hasSize(12);
    }

    private static List<Integer> boxed(int[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    @Test
    void refusesWhatCannotBe() {
        refused("there are no dimensions", () -> new Matryoshka(new Mnrl()));
        refused("a dimension is 0", () -> new Matryoshka(new Mnrl(), 8, 0));
        refused("8 is given twice", () -> new Matryoshka(new Mnrl(), 8, 4, 8));
        refused("3 dimensions have 2 weights", () -> new Matryoshka(new Mnrl(), DIMS, new double[] {1, 1}, 0, 0));
        refused(
                "weight of dimension 4 is NaN",
                () -> new Matryoshka(new Mnrl(), DIMS, new double[] {1, Double.NaN, 1}, 0, 0));
        refused("dimensions a step are -1", () -> new Matryoshka(new Mnrl(), DIMS, null, -1, 0));
        refused(
                "a dimension is 9, the model's vectors have 8",
                () -> new Matryoshka(new Mnrl(), 9, 4).of(columns, null));
    }

    private static void refused(String words, ThrowingCallable attempt) {
        assertThatThrownBy(attempt).isInstanceOf(InputException.class).hasMessageContaining(words);
    }
}
