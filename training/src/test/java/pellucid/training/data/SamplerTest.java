package pellucid.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pellucid.training.data.Sets.flat;
import static pellucid.training.data.Sets.lists;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;

class SamplerTest {
    @Provide
    Arbitrary<ExampleSet> sets() {
        return Sets.unlabelled();
    }

    @Property(tries = 200)
    void everyExampleComesOnceAnEpoch(
            @ForAll("sets") ExampleSet set,
            @ForAll @IntRange(min = 1, max = 20) int batchSize,
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 9) int epoch) {
        for (Sampling kind : List.of(Sampling.IN_ORDER, Sampling.SHUFFLED, Sampling.NO_DUPLICATES)) {
            List<int[]> batches = kind.over(set, batchSize, false, seed).batches(epoch);
            assertThat(flat(batches))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, set.size()).boxed().toList());
            assertThat(batches).allMatch(batch -> batch.length > 0 && batch.length <= batchSize);
            List<int[]> full = kind.over(set, batchSize, true, seed).batches(epoch);
            assertThat(lists(full))
                    .isEqualTo(lists(batches.stream()
                            .filter(batch -> batch.length == batchSize)
                            .toList()));
        }
    }

    @Property(tries = 200)
    void onlyTheLastBatchIsSmallerUnlessTextsForbidIt(
            @ForAll("sets") ExampleSet set, @ForAll @IntRange(min = 1, max = 20) int batchSize) {
        for (Sampling kind : List.of(Sampling.IN_ORDER, Sampling.SHUFFLED)) {
            List<int[]> batches = kind.over(set, batchSize, false, 1).batches(0);
            assertThat(batches).hasSize((set.size() + batchSize - 1) / batchSize);
            assertThat(batches.stream().limit(Math.max(0, batches.size() - 1)))
                    .allMatch(batch -> batch.length == batchSize);
        }
    }

    @Property(tries = 200)
    void noTextOccursTwiceInABatchWithoutDuplicates(
            @ForAll("sets") ExampleSet set, @ForAll @IntRange(min = 1, max = 20) int batchSize, @ForAll long seed) {
        assertThat(Sampling.NO_DUPLICATES.over(set, batchSize, false, seed).batches(3))
                .noneMatch(batch -> Sets.sharesAText(set, batch));
    }

    /** What sentence-transformers does, written down as plainly as can be. */
    @Property(tries = 200)
    void anExampleIsTakenAsSoonAsItFits(
            @ForAll("sets") ExampleSet set, @ForAll @IntRange(min = 1, max = 20) int batchSize) {
        List<Integer> waiting = new ArrayList<>(flat(new Shuffled(set.size(), batchSize, false, 5).batches(2)));
        List<List<Integer>> wanted = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Set<String> texts = new HashSet<>();
            List<Integer> batch = new ArrayList<>();
            for (int i : List.copyOf(waiting)) {
                Set<String> own = new HashSet<>(set.get(i).texts());
                if (batch.size() < batchSize && own.stream().noneMatch(texts::contains)) {
                    batch.add(i);
                    texts.addAll(own);
                }
            }
            waiting.removeAll(batch);
            wanted.add(batch);
        }
        assertThat(lists(new NoDuplicates(set, batchSize, false, 5).batches(2))).isEqualTo(wanted);
    }

    @Property(tries = 100)
    void legacyBatchesAreFullAndHaveNoTextTwice(
            @ForAll("sets") ExampleSet set, @ForAll @IntRange(min = 1, max = 10) int batchSize, @ForAll long seed) {
        if (batchSize > set.size()) {
            assertThatThrownBy(() -> new LegacyNoDuplicates(set, batchSize, seed))
                    .isInstanceOf(InputException.class);
            return;
        }
        List<int[]> batches;
        try {
            batches = new LegacyNoDuplicates(set, batchSize, seed).batches(1);
        } catch (InputException e) {
            assertThat(e).hasMessageContaining("without a text in common");
            return;
        }
        assertThat(batches)
                .hasSize(set.size() / batchSize)
                .allMatch(batch -> batch.length == batchSize)
                .noneMatch(batch -> Sets.sharesAText(set, batch));
    }

    @Property(tries = 100)
    void theSameSeedGivesTheSameBatchesFromAnyPlaceOn(
            @ForAll("sets") ExampleSet set,
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 1000) int epoch,
            @ForAll @IntRange(min = 0, max = 20) int done) {
        for (Sampling kind : List.of(Sampling.IN_ORDER, Sampling.SHUFFLED, Sampling.NO_DUPLICATES)) {
            BatchSampler used = kind.over(set, 4, false, seed);
            used.batches(epoch + 1);
            List<List<Integer>> batches = lists(used.batches(epoch));
            int from = Math.min(done, batches.size());
            assertThat(lists(kind.over(set, 4, false, seed).batches(epoch, from)))
                    .isEqualTo(batches.subList(from, batches.size()));
        }
    }

    @Test
    void epochsAndSeedsDiffer() {
        ExampleSet set =
                Sets.ofTexts(IntStream.range(0, 100).mapToObj(i -> "text " + i).toArray(String[]::new));
        for (Sampling kind : List.of(Sampling.SHUFFLED, Sampling.NO_DUPLICATES, Sampling.LEGACY_NO_DUPLICATES)) {
            Set<List<List<Integer>>> different = new HashSet<>();
            for (long seed : new long[] {0, 1, 1L << 32, -1}) {
                for (int epoch = 0; epoch < 3; epoch++) {
                    different.add(lists(kind.over(set, 8, false, seed).batches(epoch)));
                }
            }
            assertThat(different).hasSize(12);
        }
        BatchSampler inOrder = Sampling.IN_ORDER.over(set, 100, false, 1);
        assertThat(flat(inOrder.batches(7)))
                .isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    /** The order is part of what a checkpoint relies on: it must not change from release to release. */
    @Test
    void theOrderOfASeedIsFixed() {
        assertThat(lists(new Shuffled(10, 4, false, 42).batches(0)))
                .isEqualTo(List.of(List.of(0, 4, 3, 5), List.of(7, 2, 6, 8), List.of(9, 1)));
        assertThat(lists(new Shuffled(10, 4, false, 42).batches(1)))
                .isEqualTo(List.of(List.of(5, 4, 1, 9), List.of(7, 6, 8, 0), List.of(2, 3)));
    }

    @Test
    void theLegacyFormComparesWithoutCaseAndSpace() {
        ExampleSet set = Sets.ofTexts("A", " a\u00A0", "b", "B\n", "c");
        for (int epoch = 0; epoch < 20; epoch++) {
            assertThat(new LegacyNoDuplicates(set, 2, 1).batches(epoch))
                    .hasSize(2)
                    .allSatisfy(batch -> {
                        assertThat(Set.of(
                                        TextIds.folded(set.get(batch[0]).texts().get(0))))
                                .doesNotContain(
                                        TextIds.folded(set.get(batch[1]).texts().get(0)));
                    });
        }
        assertThat(lists(new NoDuplicates(set, 5, false, 1).batches(0))).hasSize(1);
        assertThatThrownBy(() -> new LegacyNoDuplicates(set, 4, 1).batches(0))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("set: no more than 3 examples fit into a batch of 4 without a text in common");
    }

    @Test
    void refusesToResumeWhereThereIsNothing() {
        BatchSampler sampler = new InOrder(10, 4, false);
        assertThat(sampler.batches(0, 3)).isEmpty();
        assertThatThrownBy(() -> sampler.batches(0, 4))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("epoch 0 has 3 batches, of which 4 cannot be done");
    }

    @Test
    void leavesOutBatchesThatAreTooSmall() {
        BatchSampler sampler = new InOrder(9, 4, false);
        assertThat(sampler.batches(0)).hasSize(3);
        assertThat(sampler.withAtLeast(1).batches(0)).hasSize(3);
        assertThat(sampler.withAtLeast(2).batches(0)).containsExactly(new int[] {0, 1, 2, 3}, new int[] {4, 5, 6, 7});
    }

    @Test
    void samplingsAreFoundByName() {
        for (Sampling kind : Sampling.values()) {
            assertThat(Sampling.named(kind.toString())).isSameAs(kind);
        }
        assertThat(Sampling.named("no-duplicates")).isSameAs(Sampling.NO_DUPLICATES);
        assertThatThrownBy(() -> Sampling.named("random"))
                .isInstanceOf(InputException.class)
                .hasMessage("there is no sampling called 'random'; choose one of in_order, shuffled, no_duplicates, "
                        + "legacy_no_duplicates, group_by_label");
        assertThatThrownBy(() -> new Shuffled(3, 0, false, 1))
                .isInstanceOf(InputException.class)
                .hasMessage("the batch size is 0; it must be at least 1");
    }

    @Test
    void anOrderIsAsLikelyAsAnyOther() {
        int[] counts = new int[24];
        for (int epoch = 0; epoch < 24_000; epoch++) {
            int[] order = new Draws(9, Draws.Purpose.SAMPLE, epoch).permutation(4);
            int number = 0;
            for (int i = 0; i < 4; i++) {
                int smaller = 0;
                for (int j = i + 1; j < 4; j++) {
                    smaller += order[j] < order[i] ? 1 : 0;
                }
                number = number * (4 - i) + smaller;
            }
            counts[number]++;
        }
        // 24 kinds, expected 1000 each, standard deviation 31: five of them on either side.
        assertThat(IntStream.of(counts)).allMatch(count -> count > 845 && count < 1155);
    }
}
