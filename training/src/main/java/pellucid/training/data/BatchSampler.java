package pellucid.training.data;

import java.util.List;
import pellucid.tensor.InputException;

/**
 * Puts the examples of a set into batches. The batches of an epoch are a function of the sampler's settings, its seed
 * and the number of the epoch: training can resume at any batch of any epoch without going through those before.
 */
public interface BatchSampler {
    /**
     * The batches of an epoch, each the numbers of its examples, from 0.
     *
     * @param epoch from 0
     */
    List<int[]> batches(int epoch);

    /** The same without the batches of fewer examples, for losses that compare the examples of a batch. */
    default BatchSampler withAtLeast(int examples) {
        return epoch -> batches(epoch).stream()
                .filter(batch -> batch.length >= examples)
                .toList();
    }

    /**
     * The batches of an epoch that are left after the first ones.
     *
     * @param done how many batches of this epoch have been used
     * @throws InputException when the epoch has fewer batches than that
     */
    default List<int[]> batches(int epoch, int done) {
        List<int[]> all = batches(epoch);
        if (done < 0 || done > all.size()) {
            throw new InputException("epoch " + epoch + " has " + all.size() + " batches, of which " + done
                    + " cannot be done; resume with the data, batch size and seed that training began with");
        }
        return all.subList(done, all.size());
    }
}
