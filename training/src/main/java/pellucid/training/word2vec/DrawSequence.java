package pellucid.training.word2vec;

import pellucid.tensor.Philox;

/** Random bits one after the other: a sequence that depends on seed, epoch and block of the corpus alone. */
final class DrawSequence {
    private final long seed;
    private final long stream;
    private final int[] words = new int[4];
    private long position;

    DrawSequence(long seed, int epoch, int block) {
        this.seed = seed;
        this.stream = (long) epoch << 32 | block;
    }

    private int bits() {
        if ((position & 3) == 0) {
            Philox.block(seed, position >>> 2, stream, words);
        }
        return words[(int) (position++ & 3)];
    }

    long bits64() {
        return (long) bits() << 32 | bits() & 0xFFFFFFFFL;
    }

    /** True with this probability. */
    boolean happens(double probability) {
        return (bits() >>> 1) * 0x1p-31 < probability;
    }

    /** A number from 0 to {@code bound - 1}; the bias is below bound / 2³². */
    int below(int bound) {
        return (int) ((bits() & 0xFFFFFFFFL) * bound >>> 32);
    }
}
