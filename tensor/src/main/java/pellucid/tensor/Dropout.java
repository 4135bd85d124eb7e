package pellucid.tensor;

/**
 * Which elements a dropout drops: fully determined by a probability, a seed and the position of its first number in the
 * generator's sequence, so that a backward pass (or a second forward pass) drops the very same ones.
 *
 * @param probability of dropping an element, from 0 up to but not including 1
 * @param seed the key of the {@link Philox} generator
 * @param offset the position of the first element's number
 */
public record Dropout(double probability, long seed, long offset) {
    /** Drops nothing. */
    public static final Dropout NONE = new Dropout(0, 0, 0);

    public Dropout {
        if (!(probability >= 0 && probability < 1)) {
            throw new InputException(
                    "the dropout probability is " + probability + "; it must be at least 0 and less than 1");
        }
    }

    public boolean isActive() {
        return probability > 0;
    }

    /** The same dropout, some numbers further on. */
    public Dropout after(long numbers) {
        return new Dropout(probability, seed, offset + numbers);
    }
}
