package pellucid.tensor.backend.simd;

import pellucid.tensor.UnaryOp;

/** The functions of one number along a run of floats. One loop a function: a vector passed through a common one is boxed. */
final class UnaryLoops {
    private UnaryLoops() {}

    /**
     * y = op(x) for n numbers; the rest that fills no vector goes through {@code lanes}, so that a number's result does
     * not depend on where it stands.
     */
    static void apply(UnaryOp op, float[] x, int xo, float[] y, int yo, int n, float[] lanes) {
        int whole = Lanes.whole(n);
        wholeVectors(op, x, xo, y, yo, whole);
        if (whole < n) {
            System.arraycopy(x, xo + whole, lanes, 0, n - whole);
            wholeVectors(op, lanes, 0, lanes, 0, Lanes.COUNT);
            System.arraycopy(lanes, 0, y, yo + whole, n - whole);
        }
    }

    private static void wholeVectors(UnaryOp op, float[] x, int xo, float[] y, int yo, int n) {
        switch (op) {
            case EXP -> exp(x, xo, y, yo, n);
            case ERF -> erf(x, xo, y, yo, n);
            case TANH -> tanh(x, xo, y, yo, n);
            case GELU -> gelu(x, xo, y, yo, n);
            case SIGMOID -> sigmoid(x, xo, y, yo, n);
            case RELU -> relu(x, xo, y, yo, n);
            case NEGATE -> negate(x, xo, y, yo, n);
            case ABS -> abs(x, xo, y, yo, n);
            case SQUARE -> square(x, xo, y, yo, n);
            case SQRT -> sqrt(x, xo, y, yo, n);
            case RECIPROCAL -> reciprocal(x, xo, y, yo, n);
            case LOG -> log(x, xo, y, yo, n);
        }
    }

    /** dx = dy · op'(x) for n numbers, with op' from x or from y = op(x). */
    static void backward(
            UnaryOp op, float[] x, int xo, float[] y, int yo, float[] dy, int go, float[] dx, int o, int n) {
        switch (op) {
            case GELU -> geluBackward(x, xo, dy, go, dx, o, n);
            case TANH -> {
                for (int i = 0; i < n; i++) {
                    dx[o + i] = dy[go + i] * (1 - y[yo + i] * y[yo + i]);
                }
            }
            case SIGMOID -> {
                for (int i = 0; i < n; i++) {
                    dx[o + i] = dy[go + i] * (y[yo + i] * (1 - y[yo + i]));
                }
            }
            case EXP -> {
                for (int i = 0; i < n; i++) {
                    dx[o + i] = dy[go + i] * y[yo + i];
                }
            }
            case SQUARE -> {
                for (int i = 0; i < n; i++) {
                    dx[o + i] = dy[go + i] * (2 * x[xo + i]);
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    dx[o + i] = (float) (dy[go + i] * op.derivative(x[xo + i], y[yo + i]));
                }
            }
        }
    }

    private static void geluBackward(float[] x, int xo, float[] dy, int go, float[] dx, int o, int n) {
        int whole = Lanes.whole(n);
        for (int i = 0; i < whole; i += Lanes.COUNT) {
            VectorMath.geluSlope(Lanes.load(x, xo + i))
                    .mul(Lanes.load(dy, go + i))
                    .intoArray(dx, o + i);
        }
        if (whole < n) {
            float[] rest = new float[Lanes.COUNT];
            float[] slopes = new float[Lanes.COUNT];
            System.arraycopy(x, xo + whole, rest, 0, n - whole);
            VectorMath.geluSlope(Lanes.load(rest, 0)).intoArray(slopes, 0);
            for (int i = whole; i < n; i++) {
                dx[o + i] = slopes[i - whole] * dy[go + i];
            }
        }
    }

    private static void exp(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += Lanes.COUNT) {
            VectorMath.exp(Lanes.load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    private static void erf(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += Lanes.COUNT) {
            VectorMath.erf(Lanes.load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    private static void tanh(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += Lanes.COUNT) {
            VectorMath.tanh(Lanes.load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    private static void gelu(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += Lanes.COUNT) {
            VectorMath.gelu(Lanes.load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    private static void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += Lanes.COUNT) {
            VectorMath.sigmoid(Lanes.load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    private static void relu(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += Lanes.COUNT) {
            VectorMath.relu(Lanes.load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    private static void negate(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = -x[xo + i];
        }
    }

    private static void abs(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Math.abs(x[xo + i]);
        }
    }

    private static void square(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i] * x[xo + i];
        }
    }

    private static void sqrt(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (float) Math.sqrt(x[xo + i]);
        }
    }

    private static void reciprocal(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = 1 / x[xo + i];
        }
    }

    private static void log(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (float) Math.log(x[xo + i]);
        }
    }
}
