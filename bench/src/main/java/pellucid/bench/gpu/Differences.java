package pellucid.bench.gpu;

/** How far two results lie apart. */
final class Differences {
    private Differences() {}

    /** The largest difference of two elements at one place, more than 0 if any bit differs; NaN if there is one in either. */
    static double largest(float[] found, float[] wanted) {
        if (found.length != wanted.length) {
            throw new AssertionError(found.length + " numbers were found, " + wanted.length + " wanted");
        }
        double largest = 0;
        for (int i = 0; i < found.length; i++) {
            // Infinity less infinity is no number, and 0 less -0 is nothing: bits are compared first.
            if (Float.floatToRawIntBits(found[i]) != Float.floatToRawIntBits(wanted[i])) {
                double difference = Math.abs((double) found[i] - wanted[i]);
                largest = Math.max(largest, difference == 0 ? Double.MIN_VALUE : difference);
            }
        }
        return largest;
    }

    /**
     * Compares.
     *
     * @return the largest difference
     * @throws AssertionError if it is more than what is allowed, or not a number
     */
    static double refuseAbove(double allowed, String what, float[] found, float[] wanted) {
        double largest = largest(found, wanted);
        if (!(largest <= allowed)) {
            throw new AssertionError(
                    what + ": the largest difference is " + largest + ", at most " + allowed + " is allowed");
        }
        return largest;
    }
}
