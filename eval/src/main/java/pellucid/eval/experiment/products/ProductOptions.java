package pellucid.eval.experiment.products;

import pellucid.tensor.InputException;

/**
 * How large the experiment is.
 *
 * @param repeats how often the products are dealt into fifths; each fifth is tested on once
 * @param starts how many times k-means is begun anew with another seed
 * @param seed of splits, clusters, word vectors, intervals
 * @param shuffle whether the categories are dealt out at random, as a control
 */
public record ProductOptions(int repeats, int starts, long seed, boolean shuffle) {
    /** Twenty splits. */
    public static final ProductOptions DEFAULTS = new ProductOptions(4, 5, 42, false);

    /** A hundred splits. */
    public static final ProductOptions FULL = new ProductOptions(20, 20, 42, false);

    public ProductOptions {
        atLeast("the number of repeats", repeats, 1);
        atLeast("the number of starts", starts, 1);
    }

    private static void atLeast(String what, int value, int least) {
        if (value < least) {
            throw new InputException(what + " is " + value + "; it must be at least " + least);
        }
    }

    /** How many splits there are. */
    public int splits() {
        return repeats * SplitPlan.FOLDS;
    }

    public ProductOptions withRepeats(int number) {
        return new ProductOptions(number, starts, seed, shuffle);
    }

    public ProductOptions withStarts(int number) {
        return new ProductOptions(repeats, number, seed, shuffle);
    }

    public ProductOptions withSeed(long number) {
        return new ProductOptions(repeats, starts, number, shuffle);
    }

    public ProductOptions withShuffle(boolean control) {
        return new ProductOptions(repeats, starts, seed, control);
    }
}
