package pellucid.tensor;

/**
 * The part of the {@link Backend} contract that draws random numbers. Element i, in the order of the axes, is made from
 * {@link Philox}'s numbers alone, so every backend draws the same.
 */
public interface RandomOps extends Word2VecOps {
    /** Uniform in [low, high): low + (high - low) · number i. */
    default void uniform(Tensor out, double low, double high, long seed) {
        float[] numbers = new float[out.size()];
        Philox.uniforms(seed, 0, numbers, 0, numbers.length);
        double[] values = new double[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = low + (high - low) * numbers[i];
        }
        write(values, 0, out);
    }

    /** Normally distributed by Box and Muller's transformation of the numbers 2i and 2i+1. */
    default void normal(Tensor out, double mean, double standardDeviation, long seed) {
        float[] numbers = new float[2];
        double[] values = new double[out.size()];
        for (int i = 0; i < values.length; i++) {
            Philox.uniforms(seed, 2L * i, numbers, 0, 2);
            double radius = Math.sqrt(-2 * Math.log(1 - (double) numbers[0]));
            values[i] = mean + standardDeviation * radius * Math.cos(2 * Math.PI * numbers[1]);
        }
        write(values, 0, out);
    }
}
