package pellucid.training.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import pellucid.tensor.InputException;

/** The ways of putting examples into batches, by name. */
public enum Sampling {
    /** Every epoch as the examples come. */
    IN_ORDER {
        @Override
        public BatchSampler over(ExampleSet set, int batchSize, boolean dropLast, long seed) {
            return new InOrder(set.size(), batchSize, dropLast);
        }
    },
    /** A new order every epoch. */
    SHUFFLED {
        @Override
        public BatchSampler over(ExampleSet set, int batchSize, boolean dropLast, long seed) {
            return new Shuffled(set.size(), batchSize, dropLast, seed);
        }
    },
    /** No text twice in a batch: for losses that take the other examples of a batch for negatives. */
    NO_DUPLICATES {
        @Override
        public BatchSampler over(ExampleSet set, int batchSize, boolean dropLast, long seed) {
            return new NoDuplicates(set, batchSize, dropLast, seed);
        }
    },
    /** The same as sentence-transformers had it before version 3; see {@link LegacyNoDuplicates}. */
    LEGACY_NO_DUPLICATES {
        @Override
        public BatchSampler over(ExampleSet set, int batchSize, boolean dropLast, long seed) {
            return new LegacyNoDuplicates(set, batchSize, seed);
        }
    },
    /** Several of each label in a batch: for losses that look for triplets in it. */
    GROUP_BY_LABEL {
        @Override
        public BatchSampler over(ExampleSet set, int batchSize, boolean dropLast, long seed) {
            return new GroupByLabel(set, batchSize, dropLast, seed);
        }
    };

    /**
     * A sampler of this kind.
     *
     * @param dropLast whether to leave out a batch that is smaller than the others
     * @throws InputException when the set or the batch size does not suit it
     */
    public abstract BatchSampler over(ExampleSet set, int batchSize, boolean dropLast, long seed);

    /** The kind of a name such as {@code no_duplicates}; hyphens do as well. */
    public static Sampling named(String name) {
        String plain = name.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(values())
                .filter(kind -> kind.name().equals(plain))
                .findFirst()
                .orElseThrow(() -> new InputException("there is no sampling called '" + name + "'; choose one of "
                        + Arrays.stream(values()).map(Sampling::toString).collect(Collectors.joining(", "))));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    static void checkBatchSize(int batchSize, int least) {
        if (batchSize < least) {
            throw new InputException("the batch size is " + batchSize + "; it must be at least " + least);
        }
    }
}
