package pellucid.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;

class GroupByLabelTest {
    @Property(tries = 300)
    void everyBatchHasTwoLabelsAndTwoOfEach(
            @ForAll @Size(max = 60) List<@IntRange(max = 6) Integer> labels,
            @ForAll @IntRange(min = 2, max = 8) int half,
            @ForAll long seed,
            @ForAll boolean dropLast) {
        List<Integer> pairs = pairsOfLabels(labels);
        Assume.that(pairs.size() >= 2);
        List<int[]> batches = new GroupByLabel(Sets.labelled(labels), 2 * half, dropLast, seed).batches(4);

        assertThat(Sets.flat(batches)).doesNotHaveDuplicates();
        assertThat(batches).allSatisfy(batch -> {
            Map<Integer, Long> counts = Arrays.stream(batch)
                    .mapToObj(labels::get)
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            assertThat(counts).hasSizeGreaterThanOrEqualTo(2);
            assertThat(counts.values()).allMatch(count -> count >= 2);
        });
        // As many batches as sentence-transformers makes: the rounds end when the second-largest label has run out.
        int rounds = pairs.get(1);
        int stream =
                2 * pairs.stream().mapToInt(count -> Math.min(count, rounds)).sum();
        int left = stream % (2 * half);
        assertThat(batches).hasSize(stream / (2 * half) + (!dropLast && left >= 4 ? 1 : 0));
        assertThat(batches.stream().limit(stream / (2 * half))).allMatch(batch -> batch.length == 2 * half);
    }

    private static List<Integer> pairsOfLabels(List<Integer> labels) {
        return labels.stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .values()
                .stream()
                .map(count -> (int) (count / 2))
                .filter(count -> count > 0)
                .sorted(Collections.reverseOrder())
                .toList();
    }

    @Test
    void everyExampleOfALabelComesSoonerOrLater() {
        ExampleSet set = Sets.labelled(List.of(0, 0, 0, 1, 1, 1));
        Set<Integer> seen = new HashSet<>();
        for (int epoch = 0; epoch < 20; epoch++) {
            List<int[]> batches = new GroupByLabel(set, 4, false, 3).batches(epoch);
            assertThat(batches).hasSize(1);
            seen.addAll(Sets.flat(batches));
        }
        assertThat(seen).hasSize(6);
    }

    @Test
    void theSameSeedGivesTheSameBatches() {
        ExampleSet set = Sets.labelled(List.of(0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2));
        List<List<Integer>> batches = Sets.lists(new GroupByLabel(set, 4, false, 3).batches(5));
        assertThat(Sets.lists(new GroupByLabel(set, 4, false, 3).batches(5))).isEqualTo(batches);
        assertThat(Sets.lists(new GroupByLabel(set, 4, false, 3).batches(6))).isNotEqualTo(batches);
        assertThat(Sets.lists(new GroupByLabel(set, 4, false, 4).batches(5))).isNotEqualTo(batches);
    }

    @Test
    void refusesWhatCannotBeGrouped() {
        ExampleSet set = Sets.labelled(List.of(0, 0, 1, 2));
        assertThatThrownBy(() -> new GroupByLabel(set, 4, false, 1))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "set has 3 label(s), of which 1 with two examples or more; grouping by label needs at least "
                                + "two such");
        assertThatThrownBy(() -> new GroupByLabel(set, 5, false, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("it must be even");
        assertThatThrownBy(() -> new GroupByLabel(set, 2, false, 1))
                .isInstanceOf(InputException.class)
                .hasMessage("the batch size is 2; it must be at least 4");
        assertThatThrownBy(() -> new GroupByLabel(Sets.ofTexts("a", "b"), 4, false, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has no labels");
    }
}
