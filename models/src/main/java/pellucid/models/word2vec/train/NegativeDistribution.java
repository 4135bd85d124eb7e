package pellucid.models.word2vec.train;

import pellucid.tensor.InputException;

/**
 * The distribution that negatives are drawn from: count^exponent, scaled to sum 1. word2vec.c's exponent is 0.75, which
 * lies between the words' own frequencies (1) and all words alike (0).
 *
 * <p>Draws take constant time by Walker's alias method (1974, built as by Vose, 1991): the words are laid out in V columns
 * of equal size, each shared by at most two words, so that one number picks a column and another one of the two. Two small
 * tables stay in the cache, where word2vec.c's table of 10⁸ entries does not.
 */
public final class NegativeDistribution {
    private final double[] probabilities;
    /** The share of a column that belongs to its own word, as an unsigned fraction of 2³². */
    private final int[] ownShares;

    private final int[] aliases;

    /**
     * The distribution over a vocabulary.
     *
     * @param exponent 0.75 in word2vec.c, 0.5 in fastText
     * @param counts how often each word occurs
     */
    public NegativeDistribution(double exponent, long... counts) {
        if (counts.length == 0) {
            throw new InputException("negatives cannot be drawn from an empty vocabulary");
        }
        if (!Double.isFinite(exponent)) {
            throw new InputException("the exponent of the negatives' distribution is " + exponent
                    + "; it must be a finite number: 0.75 as in word2vec.c, 1 for the words' own frequencies");
        }
        this.probabilities = new double[counts.length];
        double sum = 0;
        for (int word = 0; word < counts.length; word++) {
            probabilities[word] = Math.pow(Math.max(counts[word], 1), exponent);
            sum += probabilities[word];
        }
        for (int word = 0; word < counts.length; word++) {
            probabilities[word] /= sum;
        }
        this.ownShares = new int[counts.length];
        this.aliases = new int[counts.length];
        fillColumns();
    }

    /** Fills up each column that its own word does not fill from a word that has too much for its own. */
    private void fillColumns() {
        int size = probabilities.length;
        double[] left = new double[size];
        int[] waiting = new int[size];
        int small = 0;
        int large = size;
        for (int word = 0; word < size; word++) {
            left[word] = probabilities[word] * size;
            if (left[word] < 1) {
                waiting[small++] = word;
            } else {
                waiting[--large] = word;
            }
        }
        while (small > 0 && large < size) {
            int poor = waiting[--small];
            int rich = waiting[large];
            ownShares[poor] = (int) (long) (left[poor] * 0x1p32);
            aliases[poor] = rich;
            left[rich] -= 1 - left[poor];
            if (left[rich] < 1) {
                large++;
                waiting[small++] = rich;
            }
        }
        // What is left differs from a full column by rounding alone.
        while (large < size) {
            int word = waiting[large++];
            ownShares[word] = -1;
            aliases[word] = word;
        }
        while (small > 0) {
            int word = waiting[--small];
            ownShares[word] = -1;
            aliases[word] = word;
        }
    }

    /** The number of words. */
    public int size() {
        return probabilities.length;
    }

    /** The probability of a word in one draw. */
    public double probability(int word) {
        return probabilities[word];
    }

    /** One draw, made from 64 random bits: the upper 32 choose the column, the lower 32 who of its two owners it is. */
    public int draw(long bits) {
        int column = (int) ((bits >>> 32) * aliases.length >>> 32);
        return Integer.compareUnsigned((int) bits, ownShares[column]) < 0 ? column : aliases[column];
    }
}
