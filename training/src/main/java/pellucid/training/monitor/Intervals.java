package pellucid.training.monitor;

import pellucid.tensor.InputException;

/** Every so many steps, the first one included. */
final class Intervals {
    private Intervals() {}

    static int checked(int everySteps) {
        if (everySteps < 1) {
            throw new InputException("a listener is to look every " + everySteps + " steps; give 1 or more");
        }
        return everySteps;
    }

    /** @param step counted from 1 */
    static boolean includes(int everySteps, int step) {
        return (step - 1) % everySteps == 0;
    }
}
