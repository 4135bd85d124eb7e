package pellucid.eval.experiment.movies;

import pellucid.tensor.InputException;

/**
 * How large the experiment is.
 *
 * @param pairs that the main arms learn from; the others learn from half of them
 * @param films to search in; 0 for all
 * @param queries held-out questions of either kind; each is asked in two ways
 * @param seed of split, pairs, order, dropout, intervals
 * @param shuffle whether every film stands under the text of another, as a control
 */
public record MovieOptions(int pairs, int films, int queries, long seed, boolean shuffle) {
    /** A quarter of an hour on two processors, for film texts of some 85 tokens. */
    public static final MovieOptions DEFAULTS = new MovieOptions(2000, 800, 200, 42, false);

    /** As large as the study that is tested: five times as long. */
    public static final MovieOptions FULL = new MovieOptions(10_000, 0, 400, 42, false);

    public MovieOptions {
        atLeast("the number of pairs", pairs, 4);
        atLeast("the number of films to search in", films, 0);
        atLeast("the number of held-out queries", queries, 2);
    }

    private static void atLeast(String what, int value, int least) {
        if (value < least) {
            throw new InputException(what + " is " + value + "; it must be at least " + least);
        }
    }

    public MovieOptions withPairs(int number) {
        return new MovieOptions(number, films, queries, seed, shuffle);
    }

    public MovieOptions withFilms(int number) {
        return new MovieOptions(pairs, number, queries, seed, shuffle);
    }

    public MovieOptions withQueries(int number) {
        return new MovieOptions(pairs, films, number, seed, shuffle);
    }

    public MovieOptions withSeed(long number) {
        return new MovieOptions(pairs, films, queries, number, shuffle);
    }

    public MovieOptions withShuffle(boolean control) {
        return new MovieOptions(pairs, films, queries, seed, control);
    }
}
