package pellucid.models.word2vec.train;

import pellucid.tensor.Philox;

/**
 * The random bits of one block of the corpus in one epoch: SplitMix64 (Steele, Lea and Flood, 2014), two multiplications a
 * number, started at a point that {@link Philox} draws from seed, epoch and block. So what is drawn for a block does not
 * depend on who draws it, or when.
 */
final class RandomStream {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private final int[] words = new int[4];
    private long state;

    /** Starts anew. */
    void start(long seed, int epoch, int block) {
        Philox.block(seed, block, epoch, words);
        state = (long) words[0] << 32 | words[1] & 0xFFFFFFFFL;
    }

    /** The next 64 bits. */
    long next() {
        state += STEP;
        long mixed = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
