package pellucid.tensor.backend.ejml;

import pellucid.tensor.UnaryOp;

/** The functions of one number over runs of floats. */
final class UnaryLoops {
    private static final float SQRT_HALF = (float) Math.sqrt(0.5);

    private UnaryLoops() {}

    /** y[yFrom + i] = op(x[xFrom + i]) for i below count; the two may be one. */
    static void apply(UnaryOp op, float[] x, int xFrom, float[] y, int yFrom, int count) {
        switch (op) {
            case NEGATE -> {
                for (int i = 0; i < count; i++) {
                    y[yFrom + i] = -x[xFrom + i];
                }
            }
            case ABS -> {
                for (int i = 0; i < count; i++) {
                    y[yFrom + i] = Math.abs(x[xFrom + i]);
                }
            }
            case SQUARE -> {
                for (int i = 0; i < count; i++) {
                    y[yFrom + i] = x[xFrom + i] * x[xFrom + i];
                }
            }
            case SQRT -> {
                for (int i = 0; i < count; i++) {
                    y[yFrom + i] = (float) Math.sqrt(x[xFrom + i]);
                }
            }
            case RECIPROCAL -> {
                for (int i = 0; i < count; i++) {
                    y[yFrom + i] = 1 / x[xFrom + i];
                }
            }
            case RELU -> {
                for (int i = 0; i < count; i++) {
                    y[yFrom + i] = Math.max(x[xFrom + i], 0);
                }
            }
            case ERF -> {
                for (int i = 0; i < count; i++) {
                    y[yFrom + i] = (float) erf(x[xFrom + i]);
                }
            }
            case GELU -> {
                for (int i = 0; i < count; i++) {
                    y[yFrom + i] = gelu(x[xFrom + i]);
                }
            }
            case EXP, LOG, TANH, SIGMOID -> {
                for (int i = 0; i < count; i++) {
                    y[yFrom + i] = (float) op.apply(x[xFrom + i]);
                }
            }
        }
    }

    private static float gelu(float x) {
        double half = 0.5 * x;
        return (float) (half + half * erf(x * SQRT_HALF));
    }

    /**
     * The error function to 1.3e-9: x times a rational function of x², fitted by least squares with the weights moved
     * towards the largest errors until those were level; 1 beyond 4.2, where less than 3e-9 is missing.
     */
    private static double erf(double x) {
        if (!(Math.abs(x) < 4.2)) {
            return x != x ? x : Math.signum(x);
        }
        double t = x * x;
        double numerator = -2.266977605521293e-08;
        numerator = numerator * t + 3.343178452198314e-06;
        numerator = numerator * t + 0.00036115100091190574;
        numerator = numerator * t + 0.003586287645077552;
        numerator = numerator * t + 0.05336717554393929;
        numerator = numerator * t + 0.17956856110139033;
        numerator = numerator * t + 1.1283791795212628;
        double denominator = -1.7760881570770847e-07;
        denominator = denominator * t + 5.7555248852223984e-05;
        denominator = denominator * t + 0.0012329390587869477;
        denominator = denominator * t + 0.014893005724692304;
        denominator = denominator * t + 0.11145193734343063;
        denominator = denominator * t + 0.4924720043979724;
        denominator = denominator * t + 1;
        return x * (numerator / denominator);
    }
}
