package pellucid.eval.experiment.matryoshka;

import java.util.List;
import pellucid.tensor.InputException;

/**
 * How large the experiment is.
 *
 * @param pairs that each arm learns from, at most; 0 for all there are
 * @param epochs of each arm
 * @param splits in which everything is trained and measured, the first one for the verdicts
 * @param seed of everything that is drawn
 * @param shuffle whether what is learned from has each query beside the product of another, as a control
 */
public record MatryoshkaOptions(int pairs, int epochs, List<SplitKind> splits, long seed, boolean shuffle) {
    /** Some minutes on two processors. */
    public static final MatryoshkaOptions DEFAULTS =
            new MatryoshkaOptions(4000, 1, List.of(SplitKind.LEAK_FREE), 42, false);

    /** As large as the study, both ways. */
    public static final MatryoshkaOptions FULL =
            new MatryoshkaOptions(0, 30, List.of(SplitKind.LEAK_FREE, SplitKind.AS_CODED), 42, false);

    private static final int FEWEST_PAIRS = 8;

    public MatryoshkaOptions {
        splits = List.copyOf(splits);
        if (pairs != 0 && pairs < FEWEST_PAIRS) {
            throw new InputException(
                    "the number of pairs is " + pairs + "; it must be at least " + FEWEST_PAIRS + ", or 0 for all");
        }
        if (epochs < 1) {
            throw new InputException("the number of epochs is " + epochs + "; it must be at least 1");
        }
        if (splits.isEmpty() || splits.stream().distinct().count() < splits.size()) {
            throw new InputException("the splits are " + splits + "; give one or more, each once");
        }
    }

    public MatryoshkaOptions withPairs(int number) {
        return new MatryoshkaOptions(number, epochs, splits, seed, shuffle);
    }

    public MatryoshkaOptions withEpochs(int number) {
        return new MatryoshkaOptions(pairs, number, splits, seed, shuffle);
    }

    public MatryoshkaOptions withSplits(SplitKind... kinds) {
        return new MatryoshkaOptions(pairs, epochs, List.of(kinds), seed, shuffle);
    }

    public MatryoshkaOptions withSeed(long number) {
        return new MatryoshkaOptions(pairs, epochs, splits, number, shuffle);
    }

    public MatryoshkaOptions withShuffle(boolean control) {
        return new MatryoshkaOptions(pairs, epochs, splits, seed, control);
    }
}
