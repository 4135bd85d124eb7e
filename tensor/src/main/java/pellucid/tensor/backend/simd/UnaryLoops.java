package pellucid.tensor.backend.simd;

import java.util.EnumMap;
import java.util.Map;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import pellucid.tensor.UnaryOp;

/**
 * The functions of one number along a run of floats. One loop a function, each a {@link LoopApart}: a vector passed through
 * a common one is boxed.
 */
final class UnaryLoops {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;

    private UnaryLoops() {}

    private static final float INVERSE_ROOT_2_PI = 0.3989422804014327f;

    private static final Map<UnaryOp, LoopApart> LOOPS = new EnumMap<>(UnaryOp.class);

    static {
        for (UnaryOp op : UnaryOp.values()) {
            LOOPS.put(op, new LoopApart(loop(op)));
        }
    }

    private static final LoopApart CUMULATIVE_NORMAL = new LoopApart(UnaryLoops::cumulativeNormal);

    /**
     * y = op(x) for n numbers; the rest that fills no vector goes through {@code lanes}, so that a number's result does
     * not depend on where it stands.
     */
    static void apply(UnaryOp op, float[] x, int xo, float[] y, int yo, int n, float[] lanes) {
        apply(LOOPS.get(op), x, xo, y, yo, n, lanes);
    }

    /** x = op(x) for rows of one panel's width that begin {@code stride} apart. */
    static void applyToPanel(UnaryOp op, float[] x, int at, int stride, int rows) {
        LOOPS.get(op).runPanel(x, at, stride, rows);
    }

    private static void apply(LoopApart loop, float[] x, int xo, float[] y, int yo, int n, float[] lanes) {
        int whole = Lanes.whole(n);
        loop.run(x, xo, y, yo, whole);
        if (whole < n) {
            System.arraycopy(x, xo + whole, lanes, 0, n - whole);
            loop.run(lanes, 0, lanes, 0, Lanes.COUNT);
            System.arraycopy(lanes, 0, y, yo + whole, n - whole);
        }
    }

    private static LoopApart.Loop loop(UnaryOp op) {
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

    /** dx = dy · (Φ(x) + x·φ(x)) with φ(x) = exp(-x²/2) / √(2π), block by block. */
    private static void geluBackward(float[] x, int xo, float[] dy, int go, float[] dx, int o, int n) {
        Workspace workspace = Workspace.own();
        float[] cumulative = workspace.block;
        float[] density = workspace.secondBlock;
        for (int from = 0; from < n; from += cumulative.length) {
            int size = Math.min(cumulative.length, n - from);
            apply(CUMULATIVE_NORMAL, x, xo + from, cumulative, 0, size, workspace.lanes);
            minusHalfSquare(x, xo + from, density, size);
            apply(UnaryOp.EXP, density, 0, density, 0, size, workspace.lanes);
            timesGeluSlope(x, xo + from, cumulative, density, dy, go + from, dx, o + from, size);
        }
    }

    private static void cumulativeNormal(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += Lanes.COUNT) {
            VectorMath.cumulativeNormal(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
        }
    }

    private static void minusHalfSquare(float[] x, int xo, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = -0.5f * (x[xo + i] * x[xo + i]);
        }
    }

    private static void timesGeluSlope(
            float[] x, int xo, float[] cumulative, float[] density, float[] dy, int go, float[] dx, int o, int n) {
        FloatVector scale = FloatVector.broadcast(S, INVERSE_ROOT_2_PI);
        int whole = Lanes.whole(n);
        for (int i = 0; i < whole; i += Lanes.COUNT) {
            FloatVector.fromArray(S, x, xo + i)
                    .fma(FloatVector.fromArray(S, density, i).mul(scale), FloatVector.fromArray(S, cumulative, i))
                    .mul(FloatVector.fromArray(S, dy, go + i))
                    .intoArray(dx, o + i);
        }
        for (int i = whole; i < n; i++) {
            dx[o + i] = dy[go + i] * Math.fma(x[xo + i], density[i] * INVERSE_ROOT_2_PI, cumulative[i]);
        }
    }

    private static void exp(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += Lanes.COUNT) {
            VectorMath.exp(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
        }
    }

    private static void erf(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += Lanes.COUNT) {
            VectorMath.erf(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
        }
    }

    private static void tanh(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += Lanes.COUNT) {
            VectorMath.tanh(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
        }
    }

    private static void gelu(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += Lanes.COUNT) {
            VectorMath.gelu(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
        }
    }

    private static void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += Lanes.COUNT) {
            VectorMath.sigmoid(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
        }
    }

    private static void relu(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += Lanes.COUNT) {
            VectorMath.relu(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
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
