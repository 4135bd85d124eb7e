package pellucid.models.nn;

import pellucid.tensor.Dropout;

/**
 * The dropouts of a forward pass, one after the other from one sequence of random numbers. A pass with the same seed and
 * position drops the very same elements again.
 *
 * <p>For one thread at a time.
 */
public final class Dropouts {
    /** Drops nothing, anywhere; safe to share. */
    public static final Dropouts NONE = new Dropouts(false, 0, 0);

    private final boolean active;
    private final long seed;
    private long position;

    private Dropouts(boolean active, long seed, long position) {
        this.active = active;
        this.seed = seed;
        this.position = position;
    }

    /**
     * Dropouts for training.
     *
     * @param position where in the sequence of the seed to begin; 0, or what {@link #position} said before
     */
    public static Dropouts training(long seed, long position) {
        return new Dropouts(true, seed, position);
    }

    /** The next dropout, of a tensor with this many elements. */
    public Dropout next(double probability, long elements) {
        if (!active || probability == 0) {
            return Dropout.NONE;
        }
        Dropout next = new Dropout(probability, seed, position);
        position += elements;
        return next;
    }

    /** How many random numbers are used up. */
    public long position() {
        return position;
    }
}
