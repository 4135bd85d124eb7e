package pellucid.training.word2vec;

import java.util.stream.IntStream;
import pellucid.tensor.Segments;
import pellucid.tensor.ShapeException;

/**
 * What a mini-batch asks: from some words, which word stands in their middle?
 *
 * <p>Each context makes one row of the hidden layer. Each prediction starts from one of these rows: in CBOW every context
 * makes one prediction; in skip-gram a context is a single word, and all predictions from that word share its row, for the
 * word has but one vector.
 *
 * @param inputs the words of all contexts, one context after the other, as {@code contexts} divides them
 * @param contexts where each context begins and ends; none is empty
 * @param rows for each prediction, which context it starts from
 * @param targets for each prediction, the word that is to be predicted
 * @param negatives the words drawn against each target, equally many for each prediction, one prediction after the other;
 *     -1 where the draw hit the target itself and is left out. Empty where no negatives are drawn.
 */
public record Examples(int[] inputs, Segments contexts, int[] rows, int[] targets, int[] negatives) {
    public Examples {
        if (inputs.length != contexts.total()) {
            throw new ShapeException("examples: there are " + inputs.length + " input words, the " + contexts.count()
                    + " contexts have " + contexts.total());
        }
        if (rows.length != targets.length || negatives.length % Math.max(1, targets.length) != 0) {
            throw new ShapeException("examples: there are " + rows.length + " rows, " + targets.length
                    + " targets and " + negatives.length + " negatives; give one row and one target, and equally many"
                    + " negatives, for each prediction");
        }
    }

    /** CBOW without negatives: contexts and the word in the middle of each. */
    public static Examples cbow(int[] inputs, Segments contexts, int[] targets) {
        return new Examples(inputs, contexts, IntStream.range(0, targets.length).toArray(), targets, new int[0]);
    }

    /** The same predictions with negatives drawn against each target. */
    public Examples withNegatives(int... negatives) {
        return new Examples(inputs, contexts, rows, targets, negatives);
    }

    /** How many words are predicted. */
    public int predictions() {
        return targets.length;
    }

    /** How many negatives were drawn for each prediction, those left out included. */
    public int negativesEach() {
        return targets.length == 0 ? 0 : negatives.length / targets.length;
    }
}
