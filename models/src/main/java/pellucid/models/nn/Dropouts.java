package pellucid.models.nn;

import pellucid.tensor.Dropout;
import pellucid.tensor.InputException;

/**
 * The dropouts of a forward pass, one after the other from one sequence of random numbers. A pass with the same seed and
 * position drops the very same elements again.
 *
 * <p>For one thread at a time.
 */
public final class Dropouts {
    /** In place of a probability: each dropout of the model has the one of its configuration. */
    public static final double AS_MODEL = -1;

    /** Drops nothing, anywhere; safe to share. */
    public static final Dropouts NONE = new Dropouts(false, AS_MODEL, 0, 0);

    private final boolean active;
    private final double override;
    private final long seed;
    private long position;

    private Dropouts(boolean active, double override, long seed, long position) {
        this.active = active;
        this.override = override;
        this.seed = seed;
        this.position = position;
    }

    /**
     * Dropouts for training.
     *
     * @param position where in the sequence of the seed to begin; 0, or what {@link #position} said before
     */
    public static Dropouts training(long seed, long position) {
        return training(seed, position, AS_MODEL);
    }

    /**
     * Dropouts for training with a probability of their own.
     *
     * @param probability of all dropouts, whatever the model's configuration says; {@link #AS_MODEL} for what it says
     */
    public static Dropouts training(long seed, long position, double probability) {
        if (probability != AS_MODEL && !(probability >= 0 && probability < 1)) {
            throw new InputException(
                    "the dropout probability is " + probability + "; it must be at least 0 and less than 1");
        }
        return new Dropouts(true, probability, seed, position);
    }

    /**
     * The next dropout, of a tensor with this many elements.
     *
     * @param configured the probability that the model's configuration gives it
     */
    public Dropout next(double configured, long elements) {
        double probability = override == AS_MODEL ? configured : override;
        if (!active || probability == 0) {
            return Dropout.NONE;
        }
        Dropout next = new Dropout(probability, seed, position);
        position += elements;
        return next;
    }

    /** The same dropouts from a {@link #position} of before: a pass with them drops what was dropped from there on. */
    public Dropouts from(long position) {
        return new Dropouts(active, override, seed, position);
    }

    /** Dropouts that will drop what these are about to; the two then go their own ways. */
    public Dropouts copy() {
        return active ? new Dropouts(true, override, seed, position) : this;
    }

    /** How many random numbers are used up. */
    public long position() {
        return position;
    }
}
