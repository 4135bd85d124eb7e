package pellucid.tensor.backend.ejml;

import java.util.Arrays;
import pellucid.tensor.BinaryOp;

/** The functions of two numbers over runs of floats; a step of 0 repeats one number. */
final class BinaryLoops {
    private BinaryLoops() {}

    /** out[o + i] = op(a[p + i], b[q + i]), the left or the right one repeated where it is single. */
    static void apply(
            BinaryOp op,
            float[] a,
            int p,
            boolean singleA,
            float[] b,
            int q,
            boolean singleB,
            float[] out,
            int o,
            int n) {
        if (singleB) {
            withRight(op, a, p, singleA, b[q], out, o, n);
        } else if (singleA) {
            withLeft(op, a[p], b, q, out, o, n);
        } else {
            both(op, a, p, b, q, out, o, n);
        }
    }

    private static void both(BinaryOp op, float[] a, int p, float[] b, int q, float[] out, int o, int n) {
        switch (op) {
            case ADD -> {
                for (int i = 0; i < n; i++) {
                    out[o + i] = a[p + i] + b[q + i];
                }
            }
            case SUBTRACT -> {
                for (int i = 0; i < n; i++) {
                    out[o + i] = a[p + i] - b[q + i];
                }
            }
            case MULTIPLY -> {
                for (int i = 0; i < n; i++) {
                    out[o + i] = a[p + i] * b[q + i];
                }
            }
            case DIVIDE -> {
                for (int i = 0; i < n; i++) {
                    out[o + i] = a[p + i] / b[q + i];
                }
            }
            case MAXIMUM -> {
                for (int i = 0; i < n; i++) {
                    out[o + i] = Math.max(a[p + i], b[q + i]);
                }
            }
            case MINIMUM -> {
                for (int i = 0; i < n; i++) {
                    out[o + i] = Math.min(a[p + i], b[q + i]);
                }
            }
            case GREATER, EQUAL -> {
                for (int i = 0; i < n; i++) {
                    out[o + i] = (float) op.apply(a[p + i], b[q + i]);
                }
            }
        }
    }

    private static void withRight(
            BinaryOp op, float[] a, int p, boolean singleA, float right, float[] out, int o, int n) {
        if (singleA) {
            Arrays.fill(out, o, o + n, (float) op.apply(a[p], right));
            return;
        }
        switch (op) {
            case ADD -> {
                for (int i = 0; i < n; i++) {
                    out[o + i] = a[p + i] + right;
                }
            }
            case SUBTRACT -> {
                for (int i = 0; i < n; i++) {
                    out[o + i] = a[p + i] - right;
                }
            }
            case MULTIPLY -> {
                for (int i = 0; i < n; i++) {
                    out[o + i] = a[p + i] * right;
                }
            }
            case DIVIDE -> {
                for (int i = 0; i < n; i++) {
                    out[o + i] = a[p + i] / right;
                }
            }
            case MAXIMUM, MINIMUM, GREATER, EQUAL -> {
                for (int i = 0; i < n; i++) {
                    out[o + i] = (float) op.apply(a[p + i], right);
                }
            }
        }
    }

    private static void withLeft(BinaryOp op, float left, float[] b, int q, float[] out, int o, int n) {
        switch (op) {
            case ADD, MULTIPLY -> withRight(op, b, q, false, left, out, o, n);
            default -> {
                for (int i = 0; i < n; i++) {
                    out[o + i] = (float) op.apply(left, b[q + i]);
                }
            }
        }
    }
}
