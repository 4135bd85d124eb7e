package pellucid.training.data;

import java.util.List;

/** Says which examples make up which batch. */
@FunctionalInterface
public interface BatchSampler {
    /** The batches of an epoch, the numbers of the examples in each; always the same for the same epoch. */
    List<int[]> batches(int epoch);
}
