package pellucid.training.data;

import java.util.List;
import pellucid.tensor.InputException;

/**
 * The examples as they come, every epoch the same.
 *
 * @param examples how many there are
 * @param batchSize of all batches but the last, which has what is left
 * @param dropLast whether to leave out the last batch where it is smaller
 */
public record InOrder(int examples, int batchSize, boolean dropLast) implements BatchSampler {
    /** @throws InputException when the batch size is below 1 */
    public InOrder {
        Sampling.checkBatchSize(batchSize, 1);
    }

    @Override
    public List<int[]> batches(int epoch) {
        int[] order = new int[examples];
        for (int i = 0; i < examples; i++) {
            order[i] = i;
        }
        return Shuffled.cut(order, batchSize, dropLast);
    }
}
