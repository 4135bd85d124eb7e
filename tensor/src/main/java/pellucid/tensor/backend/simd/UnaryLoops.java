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
        Loop loop = loop(op);
        int whole = Lanes.whole(n);
        loop.run(x, xo, y, yo, whole);
        if (whole < n) {
            System.arraycopy(x, xo + whole, lanes, 0, n - whole);
            loop.run(lanes, 0, lanes, 0, Lanes.COUNT);
            System.arraycopy(lanes, 0, y, yo + whole, n - whole);
        }
    }

    /** y = op(x) for n numbers, a multiple of the vector length. */
    private interface Loop {
        void run(float[] x, int xo, float[] y, int yo, int n);
    }

    /**
     * The loop to be called. Were it called by the switch itself, the compiler would put all loops into one method, reach
     * the limit of what it inlines in the midst of one, and box that one's vectors from then on.
     */
    private static Loop loop(UnaryOp op) {
        return switch (op) {
            case EXP -> UnaryLoops::exp;
            case ERF -> UnaryLoops::erf;
            case TANH -> UnaryLoops::tanh;
            case GELU -> UnaryLoops::gelu;
            case SIGMOID -> UnaryLoops::sigmoid;
            case RELU -> UnaryLoops::relu;
            case NEGATE -> UnaryLoops::negate;
            case ABS -> UnaryLoops::abs;
            case SQUARE -> UnaryLoops::square;
            case SQRT -> UnaryLoops::sqrt;
            case RECIPROCAL -> UnaryLoops::reciprocal;
            case LOG -> UnaryLoops::log;
        };
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

    /** dx = dy · (Φ(x) + x·φ(x)), block by block: first all Φ(x), then the rest (see {@link VectorMath#geluSlope}). */
    private static void geluBackward(float[] x, int xo, float[] dy, int go, float[] dx, int o, int n) {
        float[] cumulative = Workspace.own().block;
        int whole = Lanes.whole(n);
        for (int from = 0; from < whole; from += cumulative.length) {
            int size = Math.min(cumulative.length, whole - from);
            cumulativeNormal(x, xo + from, cumulative, size);
            timesGeluSlope(x, xo + from, cumulative, dy, go + from, dx, o + from, size);
        }
        if (whole < n) {
            float[] rest = new float[2 * Lanes.COUNT];
            System.arraycopy(x, xo + whole, rest, 0, n - whole);
            System.arraycopy(dy, go + whole, rest, Lanes.COUNT, n - whole);
            geluBackward(rest, 0, rest, Lanes.COUNT, rest, 0, Lanes.COUNT);
            System.arraycopy(rest, 0, dx, o + whole, n - whole);
        }
    }

    private static void cumulativeNormal(float[] x, int xo, float[] y, int n) {
        for (int i = 0; i < n; i += Lanes.COUNT) {
            VectorMath.cumulativeNormal(Lanes.load(x, xo + i)).intoArray(y, i);
        }
    }

    private static void timesGeluSlope(
            float[] x, int xo, float[] cumulative, float[] dy, int go, float[] dx, int o, int n) {
        for (int i = 0; i < n; i += Lanes.COUNT) {
            VectorMath.geluSlope(Lanes.load(x, xo + i), Lanes.load(cumulative, i))
                    .mul(Lanes.load(dy, go + i))
                    .intoArray(dx, o + i);
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
