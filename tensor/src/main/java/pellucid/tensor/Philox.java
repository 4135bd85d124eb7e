package pellucid.tensor;

/**
 * The counter-based random generator Philox 4×32-10 (Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3",
 * SC'11). Number i of a seed is a pure function of both: no state to carry, the same on every backend and in any order.
 *
 * <p>One block gives four 32-bit words; number i is word {@code i mod 4} of block {@code i / 4}.
 */
public final class Philox {
    private static final int MULTIPLIER_0 = 0xD2511F53;
    private static final int MULTIPLIER_1 = 0xCD9E8D57;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final int ROUNDS = 10;

    private Philox() {}

    /** The four words of one block, written to {@code words[0..3]}. */
    public static void block(long seed, long counterLow, long counterHigh, int[] words) {
        int c0 = (int) counterLow;
        int c1 = (int) (counterLow >>> 32);
        int c2 = (int) counterHigh;
        int c3 = (int) (counterHigh >>> 32);
        int k0 = (int) seed;
        int k1 = (int) (seed >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = (MULTIPLIER_0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
            long product1 = (MULTIPLIER_1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
            int n0 = (int) (product1 >>> 32) ^ c1 ^ k0;
            int n2 = (int) (product0 >>> 32) ^ c3 ^ k1;
            c1 = (int) product1;
            c3 = (int) product0;
            c0 = n0;
            c2 = n2;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        words[0] = c0;
        words[1] = c1;
        words[2] = c2;
        words[3] = c3;
    }

    /** Number {@code index} of a seed's sequence as 32 random bits. */
    public static int bits(long seed, long index) {
        int[] words = new int[4];
        block(seed, index >>> 2, 0, words);
        return words[(int) (index & 3)];
    }

    /** Number {@code index} as a float in [0, 1), from the upper 24 bits: every value is exact. */
    public static float uniform(long seed, long index) {
        return toUniform(bits(seed, index));
    }

    /** 32 random bits as a float in [0, 1). */
    public static float toUniform(int bits) {
        return (bits >>> 8) * 0x1p-24f;
    }

    /** Fills {@code target[offset … offset+count)} with numbers {@code index, index+1, …} as floats in [0, 1). */
    public static void uniforms(long seed, long index, float[] target, int offset, int count) {
        int[] words = new int[4];
        long current = -1;
        for (int i = 0; i < count; i++) {
            long block = (index + i) >>> 2;
            if (block != current) {
                block(seed, block, 0, words);
                current = block;
            }
            target[offset + i] = toUniform(words[(int) ((index + i) & 3)]);
        }
    }
}
