package pellucid.training.data;

import pellucid.tensor.Philox;

/**
 * The random choices of one purpose: a sequence that depends on seed, purpose and number alone ({@link Philox}), so
 * that epoch 7 need not know what was drawn in epoch 6. The other users of a seed draw from purpose 0: a shuffle shares
 * no number with the dropout of the same seed.
 */
public final class Draws {
    /** What is drawn for. */
    public enum Purpose {
        BATCHES,
        SPLIT,
        SAMPLE,
        DOCUMENTS;

        private long stream(int number) {
            return (long) (ordinal() + 1) << 32 | number & 0xFFFFFFFFL;
        }
    }

    private final long seed;
    private final long stream;
    private final int[] words = new int[4];
    private long position;

    /** @param number tells sequences of the same seed and purpose apart, for example the epoch */
    public Draws(long seed, Purpose purpose, int number) {
        this.seed = seed;
        this.stream = purpose.stream(number);
    }

    /** A number from 0 to {@code bound - 1}; the bias is below bound / 2⁶³. */
    public int below(int bound) {
        Philox.block(seed, position++, stream, words);
        long bits = (long) words[0] << 31 ^ words[1] & 0x7FFFFFFFL; // 63 random bits
        return (int) Math.multiplyHigh(bits & Long.MAX_VALUE, 2L * bound);
    }

    /** The numbers from 0 to {@code size - 1} in a random order, every order equally likely. */
    public int[] permutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        shuffle(order);
        return order;
    }

    /** Puts what is there into a random order (Fisher and Yates, 1938; Durstenfeld, 1964). */
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = below(i + 1);
            int value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
    }
}
