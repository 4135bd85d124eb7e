package pellucid.tensor.backend.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import pellucid.tensor.Dropout;
import pellucid.tensor.Philox;

/**
 * Dropout along a run of floats: the numbers of {@link Philox}, a block of four at a time, as masks of all
 * ones (kept) or all zeros (dropped), which are laid on the scaled numbers.
 */
final class DropoutLoops {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;

    /** Numbers in a block. */
    static final int WORDS = 4;
    /** Elements whose masks are made at a time. */
    private static final int CHUNK = 1024;

    private DropoutLoops() {}

    /** What a kept element is multiplied by. */
    static float scale(Dropout dropout) {
        return (float) (1 / (1 - dropout.probability()));
    }

    /** to = from with dropout, for n numbers, the first of which is number {@code index} of the dropout. */
    static void apply(Dropout dropout, long index, float[] from, int fo, float[] to, int o, int n) {
        float scale = scale(dropout);
        for (int done = 0; done < n; done += CHUNK) {
            int count = Math.min(CHUNK, n - done);
            int[] masks = Workspace.own().masks(count);
            int first = masks(dropout, index + done, count, masks);
            scaled(from, fo + done, scale, masks, first, to, o + done, count);
        }
    }

    /** to = scale · from where the mask is -1, else 0. */
    static void scaled(float[] from, int fo, float scale, int[] masks, int mo, float[] to, int o, int n) {
        FloatVector factor = FloatVector.broadcast(S, scale);
        int whole = Lanes.whole(n);
        for (int i = 0; i < whole; i += Lanes.COUNT) {
            FloatVector product = FloatVector.fromArray(S, from, fo + i).mul(factor);
            IntVector mask = IntVector.fromArray(Lanes.INTS, masks, mo + i);
            product.reinterpretAsInts().and(mask).reinterpretAsFloats().intoArray(to, o + i);
        }
        for (int i = whole; i < n; i++) {
            to[o + i] = masks[mo + i] == 0 ? 0 : from[fo + i] * scale;
        }
    }

    /** How many rows of n numbers get their masks at a time: together they fill vectors better than one by one. */
    static int rowsAtATime(int n) {
        return Math.max(1, CHUNK / Math.max(1, n));
    }

    /** How much room {@link #masks} needs for the masks of so many numbers. */
    static int room(int count) {
        return (count + 2 * WORDS - 1) / WORDS * WORDS;
    }

    /**
     * Writes the masks of the numbers {@code index, index+1, …} of a dropout: -1 for kept, 0 for dropped.
     *
     * @return where in {@code masks} the first one is; blocks are written whole
     */
    static int masks(Dropout dropout, long index, int count, int[] masks) {
        // number ≥ p, where number = k / 2²⁴ with a whole k
        int threshold = (int) Math.ceil(dropout.probability() * 0x1p24);
        long first = dropout.offset() + index;
        int skipped = (int) (first & (WORDS - 1));
        int blocks = (skipped + count + WORDS - 1) / WORDS;
        numbers(dropout.seed(), first >>> 2, blocks, masks);
        toMasks(masks, WORDS * blocks, threshold);
        return skipped;
    }

    /** The four words of each block, one behind the other. */
    private static void numbers(long seed, long firstBlock, int count, int[] numbers) {
        int[] words = Workspace.own().words;
        for (int b = 0; b < count; b++) {
            Philox.block(seed, firstBlock + b, 0, words);
            System.arraycopy(words, 0, numbers, WORDS * b, WORDS);
        }
    }

    /** -1 where the upper 24 bits of a number are at least the threshold, else 0. */
    private static void toMasks(int[] numbers, int count, int threshold) {
        for (int i = 0; i < count; i++) {
            numbers[i] = ~(((numbers[i] >>> 8) - threshold) >> 31);
        }
    }
}
