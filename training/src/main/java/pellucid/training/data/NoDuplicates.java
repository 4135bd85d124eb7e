package pellucid.training.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pellucid.tensor.InputException;

/**
 * All examples once an epoch in a random order, and no text twice in a batch, in whichever column: the sampler
 * {@code no_duplicates} of sentence-transformers 6. Where a loss takes the other examples of the batch for negatives, a
 * second copy of a text would be a right answer that counts as wrong.
 *
 * <p>An example that shares a text with the batch is passed over and is the first candidate for the next batch. An
 * example may repeat a text within itself. Where too few examples fit together, a batch stays smaller; there may be
 * several such batches at the end of an epoch.
 */
public final class NoDuplicates implements BatchSampler {
    private final TextIds texts;
    private final int examples;
    private final int batchSize;
    private final boolean dropLast;
    private final long seed;

    /**
     * @param dropLast whether to leave out every batch that is smaller than the batch size
     * @throws InputException when the batch size is below 1
     */
    public NoDuplicates(ExampleSet set, int batchSize, boolean dropLast, long seed) {
        Sampling.checkBatchSize(batchSize, 1);
        this.texts = new TextIds(set, text -> text);
        this.examples = set.size();
        this.batchSize = batchSize;
        this.dropLast = dropLast;
        this.seed = seed;
    }

    @Override
    public List<int[]> batches(int epoch) {
        int[] waiting = new Draws(seed, Draws.Purpose.BATCHES, epoch).permutation(examples);
        int[] next = new int[examples + 1]; // next[p + 1]: the place behind p that is still waiting; next[0]: the first
        for (int p = 0; p <= examples; p++) {
            next[p] = p;
        }
        int[] lastBatch = new int[texts.count()]; // of each text, counted from 1
        List<int[]> batches = new ArrayList<>();
        for (int number = 1; next[0] < examples; number++) {
            int[] batch = new int[Math.min(batchSize, examples)];
            int size = 0;
            int before = 0;
            while (next[before] < examples && size < batchSize) {
                int place = next[before];
                if (takes(waiting[place], lastBatch, number)) {
                    batch[size++] = waiting[place];
                    next[before] = next[place + 1];
                } else {
                    before = place + 1;
                }
            }
            if (size == batchSize || !dropLast) {
                batches.add(Arrays.copyOf(batch, size));
            }
        }
        return batches;
    }

    /** Whether the batch has none of the example's texts yet; if so, it has them now. */
    private boolean takes(int example, int[] lastBatch, int batch) {
        for (int text : texts.of(example)) {
            if (lastBatch[text] == batch) {
                return false;
            }
        }
        for (int text : texts.of(example)) {
            lastBatch[text] = batch;
        }
        return true;
    }
}
