package pellucid.models.word2vec.train;

import java.util.Objects;
import pellucid.tensor.InputException;

/**
 * With which probability an occurrence of a word is kept. With f the word's share of all tokens of the vocabulary, t the
 * threshold and r = t / f, at most 1:
 *
 * <pre>
 *   WORD2VEC_C   √r + r       what the C program computes
 *   PAPER        √r           what the paper writes (it discards with 1 - √r)
 *   SEED         r√r + r      often seen in print: the C formula with the ratio under the root upside down
 * </pre>
 *
 * A word of f = 0.05 at t = 1e-5 is kept once in 70, once in 71 and once in 4,930 times.
 *
 * @param formula one of the three
 * @param threshold t; 0 keeps every occurrence
 */
public record Subsampling(Formula formula, double threshold) {
    /** The formulas in use. */
    public enum Formula {
        WORD2VEC_C,
        PAPER,
        SEED
    }

    /** Keeps everything. */
    public static final Subsampling NONE = new Subsampling(Formula.WORD2VEC_C, 0);

    public Subsampling {
        Objects.requireNonNull(formula, "formula");
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new InputException("the subsampling threshold is " + threshold
                    + "; it is a share of all words, such as 1e-3 or 1e-5, or 0 for no subsampling");
        }
    }

    /** word2vec.c's formula. */
    public static Subsampling at(double threshold) {
        return new Subsampling(Formula.WORD2VEC_C, threshold);
    }

    /**
     * The probability that an occurrence is kept, at most 1.
     *
     * @param relativeFrequency the word's share of all tokens, above 0
     */
    public double keep(double relativeFrequency) {
        if (threshold == 0) {
            return 1;
        }
        double ratio = threshold / relativeFrequency;
        double kept = switch (formula) {
            case WORD2VEC_C -> Math.sqrt(ratio) + ratio;
            case PAPER -> Math.sqrt(ratio);
            case SEED -> ratio * Math.sqrt(ratio) + ratio;
        };
        return Math.min(1, kept);
    }
}
