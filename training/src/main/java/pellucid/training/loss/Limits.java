package pellucid.training.loss;

import pellucid.tensor.InputException;

/** The limits of hyper-parameters. */
final class Limits {
    private Limits() {}

    /** The value, if it is finite and above 0. */
    static double positive(String loss, String what, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new InputException(loss + ": the " + what + " is " + value + "; give a finite number above 0");
        }
        return value;
    }

    /** The value, if it is finite and not below 0. */
    static double notNegative(String loss, String what, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new InputException(loss + ": the " + what + " is " + value + "; give a finite number of 0 or more");
        }
        return value;
    }
}
