package pellucid.eval.experiment.relevance;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import pellucid.tensor.InputException;

/**
 * How large the experiment is.
 *
 * @param pairs of query and product that the model learns from; 0 for all there are
 * @param products to search among; 0 for all. Those judged for the queries are always there
 * @param queries of the test that are asked; 0 for all
 * @param tuningQueries of the training part, on which boosts are tuned
 * @param heldOut positive pairs of the validation part, at most
 * @param epochs of fine-tuning, unless it stops early
 * @param split of the judgements
 * @param seed of everything that is drawn
 * @param shuffle whether every product stands under the text of another, as a control
 */
public record RelevanceOptions(
        int pairs,
        int products,
        int queries,
        int tuningQueries,
        int heldOut,
        int epochs,
        Partition split,
        long seed,
        boolean shuffle) {
    /** For titles alone some minutes on two processors. */
    public static final RelevanceOptions DEFAULTS =
            new RelevanceOptions(4000, 10_000, 1000, 300, 500, 3, Partition.LEAK_FREE, 42, false);

    /** As large as the study that is tested. */
    public static final RelevanceOptions FULL =
            new RelevanceOptions(0, 0, 0, 1000, 1000, 10, Partition.LEAK_FREE, 42, false);

    static final int DEPTH = 10;

    /** How the judgements are divided into those to learn from and those to measure on. */
    public enum Partition {
        /** No query and no product of the test in training. */
        LEAK_FREE,
        /** Rows drawn one by one, so that a query may be on both sides, as in the study. */
        AS_CODED;

        /** Its name on the command line: {@code leak-free}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The one of this name. */
        public static Partition named(String label) {
            return Arrays.stream(values())
                    .filter(kind -> kind.label().equals(label.strip().toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new InputException("there is no split called '" + label + "'; choose "
                            + Arrays.stream(values()).map(Partition::label).collect(Collectors.joining(" or "))));
        }
    }

    public RelevanceOptions {
        atLeast("the number of pairs", pairs, 0);
        if (pairs == 1) {
            throw new InputException(
                    "the number of pairs is 1; a pair learns from others, so give at least 2, or 0 for" + " all");
        }
        if (products != 0) {
            atLeast("the number of products to search among", products, DEPTH);
        }
        atLeast("the number of queries", queries, 0);
        atLeast("the number of tuning queries", tuningQueries, 1);
        atLeast("the number of held-out pairs", heldOut, 2);
        atLeast("the number of epochs", epochs, 1);
    }

    private static void atLeast(String what, int value, int least) {
        if (value < least) {
            throw new InputException(what + " is " + value + "; it must be at least " + least);
        }
    }

    public RelevanceOptions withPairs(int number) {
        return new RelevanceOptions(number, products, queries, tuningQueries, heldOut, epochs, split, seed, shuffle);
    }

    public RelevanceOptions withProducts(int number) {
        return new RelevanceOptions(pairs, number, queries, tuningQueries, heldOut, epochs, split, seed, shuffle);
    }

    public RelevanceOptions withQueries(int number) {
        return new RelevanceOptions(pairs, products, number, tuningQueries, heldOut, epochs, split, seed, shuffle);
    }

    public RelevanceOptions withTuningQueries(int number) {
        return new RelevanceOptions(pairs, products, queries, number, heldOut, epochs, split, seed, shuffle);
    }

    public RelevanceOptions withHeldOut(int number) {
        return new RelevanceOptions(pairs, products, queries, tuningQueries, number, epochs, split, seed, shuffle);
    }

    public RelevanceOptions withEpochs(int number) {
        return new RelevanceOptions(pairs, products, queries, tuningQueries, heldOut, number, split, seed, shuffle);
    }

    public RelevanceOptions withSplit(Partition wanted) {
        return new RelevanceOptions(pairs, products, queries, tuningQueries, heldOut, epochs, wanted, seed, shuffle);
    }

    public RelevanceOptions withSeed(long number) {
        return new RelevanceOptions(pairs, products, queries, tuningQueries, heldOut, epochs, split, number, shuffle);
    }

    public RelevanceOptions withShuffle(boolean control) {
        return new RelevanceOptions(pairs, products, queries, tuningQueries, heldOut, epochs, split, seed, control);
    }
}
