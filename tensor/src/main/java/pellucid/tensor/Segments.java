package pellucid.tensor;

import java.util.Arrays;

/**
 * Where each sequence of a packed batch begins and ends. Sequences of different lengths lie one behind the other in one
 * tensor [tokens, hidden], without padding: sequence i takes the rows from {@code start(i)} to {@code end(i)}.
 */
public final class Segments {
    private final int[] offsets;

    private Segments(int[] offsets) {
        this.offsets = offsets;
    }

    /** Sequences of these lengths, in this order. */
    public static Segments ofLengths(int... lengths) {
        int[] offsets = new int[lengths.length + 1];
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] < 0) {
                throw new ShapeException("sequence " + i + " has length " + lengths[i] + "; lengths are 0 or more");
            }
            offsets[i + 1] = offsets[i] + lengths[i];
        }
        return new Segments(offsets);
    }

    /** Number of sequences. */
    public int count() {
        return offsets.length - 1;
    }

    public int start(int sequence) {
        return offsets[sequence];
    }

    public int end(int sequence) {
        return offsets[sequence + 1];
    }

    public int length(int sequence) {
        return offsets[sequence + 1] - offsets[sequence];
    }

    /** Number of tokens of all sequences together. */
    public int total() {
        return offsets[offsets.length - 1];
    }

    public int longest() {
        int longest = 0;
        for (int i = 0; i < count(); i++) {
            longest = Math.max(longest, length(i));
        }
        return longest;
    }

    /** Number of attention scores of one head over all sequences: the sum of length². */
    public int scores() {
        return scoresBefore(count());
    }

    /** Number of attention scores of one head over the sequences before this one. */
    public int scoresBefore(int sequence) {
        long sum = 0;
        for (int i = 0; i < sequence; i++) {
            sum += (long) length(i) * length(i);
        }
        return Math.toIntExact(sum);
    }

    /** The boundaries 0, length₀, length₀+length₁, … */
    public int[] offsets() {
        return offsets.clone();
    }

    /** Refuses a packed tensor whose rows are not these sequences' tokens. */
    public void check(String operation, Tensor packed) {
        if (packed.rank() != 2 || packed.dim(0) != total()) {
            throw new ShapeException(operation + ": the packed tensor is " + packed.shape() + ", the " + count()
                    + " sequences have " + total() + " tokens; its first axis must be the tokens of all sequences");
        }
    }

    @Override
    public String toString() {
        return "Segments" + Arrays.toString(offsets);
    }
}
