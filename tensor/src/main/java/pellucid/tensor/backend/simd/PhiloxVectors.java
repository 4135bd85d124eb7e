package pellucid.tensor.backend.simd;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import pellucid.tensor.Philox;

/**
 * The numbers of {@link Philox}, one block in each lane. The upper half of a product of two 32-bit numbers, which vectors
 * have no instruction for everywhere, is put together from four products of 16-bit halves (Warren, "Hacker's Delight").
 */
final class PhiloxVectors {
    /** Numbers in a block. */
    static final int WORDS = 4;

    private static final int L = Lanes.COUNT;
    private static final int MULTIPLIER_0 = 0xD2511F53;
    private static final int MULTIPLIER_1 = 0xCD9E8D57;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final int ROUNDS = 10;

    private static final IntVector LANE_NUMBERS = laneNumbers();

    private PhiloxVectors() {}

    /** How many numbers {@link #numbers} writes for so many blocks. */
    static int room(int blocks) {
        return (blocks + L - 1) / L * L * WORDS;
    }

    /**
     * The four words of each of {@code count} blocks, one behind the other; groups of as many blocks as a vector has lanes
     * are written whole.
     */
    static void numbers(long seed, long firstBlock, int count, int[] numbers) {
        int[] words = Workspace.own().words;
        for (int b = 0; b < count; b += L) {
            long block = firstBlock + b;
            if ((block & 0xFFFFFFFFL) + L <= 0xFFFFFFFFL) {
                group(seed, (int) block, (int) (block >>> 32), words);
                interleave(words, numbers, WORDS * b);
            } else {
                for (int i = 0; i < L; i++) {
                    Philox.block(seed, block + i, 0, words);
                    System.arraycopy(words, 0, numbers, WORDS * (b + i), WORDS);
                }
            }
        }
    }

    /** The blocks low, low+1, …: first the first word of each, then the second word of each … */
    private static void group(long seed, int low, int high, int[] words) {
        IntVector c0 = Lanes.allInts(low).add(LANE_NUMBERS);
        IntVector c1 = Lanes.allInts(high);
        IntVector c2 = Lanes.allInts(0);
        IntVector c3 = Lanes.allInts(0);
        int k0 = (int) seed;
        int k1 = (int) (seed >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            IntVector high0 = highProduct(c0, MULTIPLIER_0);
            IntVector high1 = highProduct(c2, MULTIPLIER_1);
            IntVector low0 = c0.mul(Lanes.allInts(MULTIPLIER_0));
            IntVector low1 = c2.mul(Lanes.allInts(MULTIPLIER_1));
            c0 = xor(xor(high1, c1), Lanes.allInts(k0));
            c2 = xor(xor(high0, c3), Lanes.allInts(k1));
            c1 = low1;
            c3 = low0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        c0.intoArray(words, 0);
        c1.intoArray(words, L);
        c2.intoArray(words, 2 * L);
        c3.intoArray(words, 3 * L);
    }

    private static IntVector laneNumbers() {
        int[] numbers = new int[L];
        for (int i = 0; i < L; i++) {
            numbers[i] = i;
        }
        return IntVector.fromArray(Lanes.INTS, numbers, 0);
    }

    /** The upper 32 bits of the 64 of a · b, both without sign. */
    private static IntVector highProduct(IntVector a, int b) {
        IntVector half = Lanes.allInts(0xFFFF);
        IntVector bLow = Lanes.allInts(b & 0xFFFF);
        IntVector bHigh = Lanes.allInts(b >>> 16);
        IntVector aLow = a.and(half);
        IntVector aHigh = upper(a);
        IntVector middle = aHigh.mul(bLow).add(upper(aLow.mul(bLow)));
        IntVector carry = aLow.mul(bHigh).add(middle.and(half));
        return aHigh.mul(bHigh).add(upper(middle)).add(upper(carry));
    }

    private static IntVector upper(IntVector x) {
        return x.lanewise(VectorOperators.LSHR, 16);
    }

    private static IntVector xor(IntVector a, IntVector b) {
        return a.lanewise(VectorOperators.XOR, b);
    }

    private static void interleave(int[] words, int[] numbers, int to) {
        for (int i = 0; i < L; i++) {
            numbers[to + WORDS * i] = words[i];
            numbers[to + WORDS * i + 1] = words[L + i];
            numbers[to + WORDS * i + 2] = words[2 * L + i];
            numbers[to + WORDS * i + 3] = words[3 * L + i];
        }
    }
}
