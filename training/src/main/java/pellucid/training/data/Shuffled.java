package pellucid.training.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pellucid.tensor.InputException;

/**
 * All examples once an epoch, each time in another order.
 *
 * @param examples how many there are
 * @param batchSize of all batches but the last, which has what is left
 * @param dropLast whether to leave out the last batch where it is smaller
 */
public record Shuffled(int examples, int batchSize, boolean dropLast, long seed) implements BatchSampler {
    /** @throws InputException when the batch size is below 1 */
    public Shuffled {
        Sampling.checkBatchSize(batchSize, 1);
    }

    @Override
    public List<int[]> batches(int epoch) {
        return cut(new Draws(seed, Draws.Purpose.BATCHES, epoch).permutation(examples), batchSize, dropLast);
    }

    static List<int[]> cut(int[] order, int batchSize, boolean dropLast) {
        List<int[]> batches = new ArrayList<>();
        for (int from = 0; from < order.length; from += batchSize) {
            int to = Math.min(from + batchSize, order.length);
            if (to - from == batchSize || !dropLast) {
                batches.add(Arrays.copyOfRange(order, from, to));
            }
        }
        return batches;
    }
}
