package pellucid.eval.experiment.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pellucid.eval.classification.StratifiedSplit;
import pellucid.tensor.InputException;

class SplitPlanTest {
    private static final ProductOptions THRICE = ProductOptions.DEFAULTS.withRepeats(3);

    /** Three categories of twenty products each, in turns. */
    private static List<String> labels() {
        return IntStream.range(0, 60).mapToObj(i -> "c" + i % 3).toList();
    }

    @Test
    void testsEveryProductEquallyOftenOnAFifthOfEveryCategory() {
        List<StratifiedSplit> splits = SplitPlan.single(labels(), THRICE);
        assertThat(splits).hasSize(15);
        int[] tested = new int[60];
        for (StratifiedSplit split : splits) {
            assertThat(split.train()).hasSize(48);
            for (String category : List.of("c0", "c1", "c2")) {
                assertThat(Arrays.stream(split.test()).mapToObj(labels()::get).filter(category::equals))
                        .hasSize(4);
            }
            Arrays.stream(split.test()).forEach(product -> tested[product]++);
        }
        assertThat(tested).containsOnly(3);
        assertThat(splits.get(0).test()).isNotEqualTo(splits.get(5).test());
    }

    @Test
    void keepsGroupsOnOneSide() {
        int[] pairs = IntStream.range(0, 60).map(i -> i / 6 * 3 + i % 3).toArray();
        int[] tested = new int[60];
        int parted = 0;
        for (StratifiedSplit split : SplitPlan.together(labels(), pairs, THRICE)) {
            assertThat(split.train().length + split.test().length).isEqualTo(60);
            assertThat(Arrays.stream(split.test())
                                    .map(product -> pairs[product])
                                    .distinct()
                                    .count()
                            * 2)
                    .isEqualTo(split.test().length);
            Arrays.stream(split.test()).forEach(product -> tested[product]++);
        }
        assertThat(tested).containsOnly(3);
        for (StratifiedSplit split : SplitPlan.single(labels(), THRICE)) {
            parted += Arrays.stream(split.test())
                                            .map(product -> pairs[product])
                                            .distinct()
                                            .count()
                                    * 2
                            == split.test().length
                    ? 0
                    : 1;
        }
        assertThat(parted)
                .as("splits that part a pair when nobody keeps them together")
                .isPositive();
    }

    @Test
    void knowsWhereGroupsAreTooFewForFifths() {
        int[] own = IntStream.range(0, 60).toArray();
        assertThat(SplitPlan.tooFewGroups(labels(), own)).isNull();
        int[] few = IntStream.range(0, 60).map(i -> i % 3 == 1 ? 1 : i).toArray();
        assertThat(SplitPlan.tooFewGroups(labels(), few)).isEqualTo("c1");
    }

    @Test
    void learnsFromHalfOfEveryCategory() {
        List<StratifiedSplit> splits = SplitPlan.single(labels(), THRICE);
        List<StratifiedSplit> halved = SplitPlan.halved(labels(), splits, 42);
        for (int i = 0; i < splits.size(); i++) {
            assertThat(halved.get(i).test()).isEqualTo(splits.get(i).test());
            assertThat(splits.get(i).train()).contains(halved.get(i).train());
            for (String category : List.of("c0", "c1", "c2")) {
                assertThat(Arrays.stream(halved.get(i).train())
                                .mapToObj(labels()::get)
                                .filter(category::equals))
                        .hasSize(8);
            }
        }
    }

    /** From numpy 2: {@code np.random.RandomState(seed).permutation(size)}. */
    @Test
    void permutesAsNumPyDoes() {
        assertThat(new NumpyPermutation(42).of(10)).containsExactly(8, 1, 5, 0, 7, 2, 9, 4, 3, 6);
        int[] large = new NumpyPermutation(42).of(1050);
        assertThat(large).startsWith(352, 689, 485, 388, 31, 442, 198, 425).endsWith(466, 121, 1044, 860);
        NumpyPermutation seven = new NumpyPermutation(7);
        assertThat(seven.of(6)).containsExactly(3, 5, 0, 2, 1, 4);
        assertThat(seven.of(1000)).startsWith(113, 794, 779, 643, 242, 420);
    }

    @Test
    void makesTheStudysSplitAndKnowsIt() {
        StratifiedSplit own = SplitPlan.ofTheStudy(1050);
        assertThat(own.test()).hasSize(210).contains(352, 689, 485).doesNotContain(466, 860);
        String[] labels = new String[1050];
        Arrays.fill(labels, Reported.WATCHES);
        int next = 0;
        for (Reported.Row row : Reported.MINILM) {
            for (int i = 0; i < row.support(); i++) {
                labels[own.test()[next++]] = row.category();
            }
        }
        assertThat(Reported.isTestedOn(own, List.of(labels))).isTrue();
        labels[own.test()[0]] = Reported.WATCHES;
        assertThat(Reported.isTestedOn(own, List.of(labels))).isFalse();
        assertThat(Reported.isTestedOn(SplitPlan.ofTheStudy(60), labels())).isFalse();
    }

    @Test
    void refusesSizesWithoutSense() {
        assertThatThrownBy(() -> THRICE.withRepeats(0))
                .isInstanceOf(InputException.class)
                .hasMessage("the number of repeats is 0; it must be at least 1");
        assertThat(ProductOptions.FULL.splits()).isEqualTo(100);
    }
}
