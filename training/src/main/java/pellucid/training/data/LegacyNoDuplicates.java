package pellucid.training.data;

import java.util.ArrayList;
import java.util.List;
import pellucid.tensor.InputException;

/**
 * Batches as {@code NoDuplicatesDataLoader} of sentence-transformers made them for its {@code fit}, to repeat old
 * recipes with. It differs from {@link NoDuplicates}: texts are compared without case and surrounding space; an epoch
 * has examples / batch size batches, rounded down, and all are full; an example that shares a text with the batch is
 * passed over for the rest of the round, and when the round is over, all examples are shuffled for another one. So some
 * examples may come twice in an epoch and others not at all.
 *
 * <p>The original goes on within its round from one epoch to the next. Here each epoch begins a round of its own, so
 * that it does not depend on those before.
 */
public final class LegacyNoDuplicates implements BatchSampler {
    private final String source;
    private final TextIds texts;
    private final int examples;
    private final int batchSize;
    private final long seed;

    /** @throws InputException when the batch size is below 1 or above the number of examples */
    public LegacyNoDuplicates(ExampleSet set, int batchSize, long seed) {
        Sampling.checkBatchSize(batchSize, 1);
        if (batchSize > set.size()) {
            throw new InputException(set.source() + " has " + set.size() + " examples, too few for one batch of "
                    + batchSize + "; make the batch smaller");
        }
        this.source = set.source();
        this.texts = new TextIds(set, TextIds::folded);
        this.examples = set.size();
        this.batchSize = batchSize;
        this.seed = seed;
    }

    /** @throws InputException when a batch cannot be filled because too many examples share their texts */
    @Override
    public List<int[]> batches(int epoch) {
        Draws draws = new Draws(seed, Draws.Purpose.BATCHES, epoch);
        int[] order = draws.permutation(examples);
        int[] lastBatch = new int[texts.count()]; // of each text, counted from 1
        List<int[]> batches = new ArrayList<>();
        int place = 0;
        for (int number = 1; number <= examples / batchSize; number++) {
            int[] batch = new int[batchSize];
            int size = 0;
            int passedOver = 0;
            while (size < batchSize) {
                if (place == examples) {
                    draws.shuffle(order);
                    place = 0;
                }
                int example = order[place++];
                if (has(lastBatch, example, number)) {
                    if (++passedOver > 2 * examples) {
                        throw new InputException(source + ": no more than " + size + " examples fit into a batch of "
                                + batchSize + " without a text in common; make the batch smaller, or remove examples "
                                + "that repeat a text");
                    }
                } else {
                    batch[size++] = example;
                    passedOver = 0;
                    for (int text : texts.of(example)) {
                        lastBatch[text] = number;
                    }
                }
            }
            batches.add(batch);
        }
        return batches;
    }

    private boolean has(int[] lastBatch, int example, int batch) {
        for (int text : texts.of(example)) {
            if (lastBatch[text] == batch) {
                return true;
            }
        }
        return false;
    }
}
