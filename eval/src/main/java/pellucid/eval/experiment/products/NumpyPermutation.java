package pellucid.eval.experiment.products;

import java.util.stream.IntStream;

/**
 * The permutations of NumPy's {@code RandomState}, which make scikit-learn's splits: numbers of the Mersenne Twister
 * (Matsumoto and Nishimura, 1998) and the shuffle of Fisher and Yates from the last place down. A number from 0 to j is
 * drawn by cutting 32 random bits to as many as j has, again and again until the outcome is not above j.
 */
final class NumpyPermutation {
    private static final int WORDS = 624;
    private static final int MIDDLE = 397;
    private static final int TWIST = 0x9908B0DF;
    private static final int HIGHEST_BIT = 0x80000000;
    private static final int SEEDING = 1812433253;

    private final int[] state = new int[WORDS];
    private int next = WORDS;

    /** @param seed taken as 32 bits */
    NumpyPermutation(int seed) {
        state[0] = seed;
        for (int i = 1; i < WORDS; i++) {
            state[i] = SEEDING * (state[i - 1] ^ state[i - 1] >>> 30) + i;
        }
    }

    /** The numbers from 0 to {@code size - 1} in the order of the next permutation. */
    int[] of(int size) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = upTo(i);
            int value = order[i];
            order[i] = order[j];
            order[j] = value;
        }
        return order;
    }

    private int upTo(int most) {
        int mask = -1 >>> Integer.numberOfLeadingZeros(most);
        int drawn;
        do {
            drawn = bits() & mask;
        } while (drawn > most);
        return drawn;
    }

    private int bits() {
        if (next == WORDS) {
            renew();
        }
        int word = state[next++];
        word ^= word >>> 11;
        word ^= word << 7 & 0x9D2C5680;
        word ^= word << 15 & 0xEFC60000;
        return word ^ word >>> 18;
    }

    private void renew() {
        for (int i = 0; i < WORDS; i++) {
            int joined = state[i] & HIGHEST_BIT | state[(i + 1) % WORDS] & ~HIGHEST_BIT;
            int twisted = (joined & 1) == 0 ? joined >>> 1 : joined >>> 1 ^ TWIST;
            state[i] = state[(i + MIDDLE) % WORDS] ^ twisted;
        }
        next = 0;
    }
}
