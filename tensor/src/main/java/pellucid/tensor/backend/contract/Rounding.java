package pellucid.tensor.backend.contract;

import pellucid.tensor.BinaryOp;
import pellucid.tensor.ErrorFunction;
import pellucid.tensor.UnaryOp;

/**
 * Bounds on the rounding errors of single operations in float32: what an error e of the operands becomes, plus what the
 * operation adds. u = 2⁻²⁴ is the relative error of one rounding.
 */
final class Rounding {
    static final double UNIT = 0x1p-24;
    /** What is smaller than the smallest normal number may be flushed to 0. */
    static final double UNDERFLOW = Float.MIN_NORMAL;
    /** How many roundings a function such as exp may cost. */
    private static final double TRANSCENDENTAL = 4 * UNIT;

    private Rounding() {}

    /** The rounding of a number given in float64. */
    static double ofGiven(double value) {
        return Double.isNaN(value) || Double.isInfinite(value) ? 0 : Math.abs(value - (float) value);
    }

    /** The relative error of a sum of n terms, compared with the sum of their absolute values. */
    static double ofSum(int n) {
        return n <= 1 ? UNIT : UNIT * (1 + Math.sqrt(n));
    }

    static double unary(UnaryOp op, double x, double e, double y) {
        double passedOn = e == 0 ? 0 : passedOn(op, x, e, y);
        double added = added(op, x, y);
        return Double.isNaN(added) ? passedOn : passedOn + added;
    }

    private static double passedOn(UnaryOp op, double x, double e, double y) {
        return switch (op) {
            case SQRT -> x > e ? y - Math.sqrt(x - e) : Math.sqrt(x + e);
            case RECIPROCAL -> Math.abs(x) > e ? 1 / (Math.abs(x) - e) - Math.abs(y) : Double.POSITIVE_INFINITY;
            case LOG -> x > e ? y - Math.log(x - e) : Double.POSITIVE_INFINITY;
            default -> Math.max(Math.abs(op.apply(x + e) - y), Math.abs(op.apply(x - e) - y));
        };
    }

    private static double added(UnaryOp op, double x, double y) {
        double size = Math.abs(y);
        return switch (op) {
            case NEGATE, ABS, RELU -> x != 0 && Math.abs(x) < UNDERFLOW ? UNDERFLOW : 0;
            case SQUARE, SQRT, RECIPROCAL -> 2 * UNIT * size + UNDERFLOW;
            case EXP, LOG, ERF, TANH, SIGMOID -> TRANSCENDENTAL * size + UNDERFLOW;
            // x/2 and x/2·erf, which cancel below 0.
            case GELU ->
                TRANSCENDENTAL * 0.5 * Math.abs(x) * (1 + Math.abs(ErrorFunction.erf(x * Math.sqrt(0.5)))) + UNDERFLOW;
        };
    }

    /** For dx = dy · op'(x), with the errors ex, ey and edy. */
    static double unaryBackward(UnaryOp op, double x, double ex, double y, double ey, double dy, double edy) {
        double slope = op.derivative(x, y);
        double error = slopeRounding(op, x, y, slope);
        if (ex != 0) {
            error += Math.max(Math.abs(op.derivative(x + ex, y) - slope), Math.abs(op.derivative(x - ex, y) - slope));
        }
        if (ey != 0) {
            error += Math.max(Math.abs(op.derivative(x, y + ey) - slope), Math.abs(op.derivative(x, y - ey) - slope));
        }
        return Math.abs(slope) * edy + error * (Math.abs(dy) + edy) + UNIT * Math.abs(dy * slope) + UNDERFLOW;
    }

    private static double slopeRounding(UnaryOp op, double x, double y, double slope) {
        return switch (op) {
            case NEGATE, ABS, RELU -> 0;
            case SQUARE, EXP -> UNIT * Math.abs(slope);
            case SQRT, RECIPROCAL, LOG -> 3 * UNIT * Math.abs(slope);
            case ERF -> TRANSCENDENTAL * Math.abs(slope) * (1 + x * x);
            case TANH -> 2 * UNIT * (1 + y * y);
            case SIGMOID -> 2 * UNIT * Math.abs(y) * (1 + Math.abs(y));
            case GELU -> {
                double density = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
                yield TRANSCENDENTAL * (1 + Math.abs(x) * density * (1 + x * x));
            }
        };
    }

    static double binary(BinaryOp op, double a, double ea, double b, double eb, double y) {
        double size = Math.abs(y);
        double bound = switch (op) {
            case ADD, SUBTRACT -> ea + eb + UNIT * size + (size < UNDERFLOW ? UNDERFLOW : 0);
            case MULTIPLY -> Math.abs(a) * eb + Math.abs(b) * ea + ea * eb + UNIT * size + UNDERFLOW;
            case DIVIDE ->
                Math.abs(b) > eb
                        ? (ea + size * eb) / (Math.abs(b) - eb) + 3 * UNIT * size + UNDERFLOW
                        : ea == 0 && eb == 0 ? 0 : Double.POSITIVE_INFINITY;
            case MAXIMUM, MINIMUM -> Math.abs(a - b) <= ea + eb ? Math.max(ea, eb) : y == a ? ea : eb;
            case GREATER, EQUAL -> (ea != 0 || eb != 0) && Math.abs(a - b) <= ea + eb ? 1 : 0;
        };
        // Of infinite and undefined operands nothing is rounded.
        return Double.isNaN(bound) || Double.isInfinite(y) ? 0 : bound;
    }
}
