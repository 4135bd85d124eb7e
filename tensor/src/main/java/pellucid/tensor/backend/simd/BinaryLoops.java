package pellucid.tensor.backend.simd;

import pellucid.tensor.BinaryOp;

/** The functions of two numbers along a row. These loops are simple enough for the compiler to vectorise by itself. */
final class BinaryLoops {
    private BinaryLoops() {}

    /** out = op(a, b) for n numbers. */
    static void rows(BinaryOp op, float[] a, int ao, float[] b, int bo, float[] out, int oo, int n) {
        switch (op) {
            case ADD -> {
                for (int i = 0; i < n; i++) {
                    out[oo + i] = a[ao + i] + b[bo + i];
                }
            }
            case SUBTRACT -> {
                for (int i = 0; i < n; i++) {
                    out[oo + i] = a[ao + i] - b[bo + i];
                }
            }
            case MULTIPLY -> {
                for (int i = 0; i < n; i++) {
                    out[oo + i] = a[ao + i] * b[bo + i];
                }
            }
            case DIVIDE -> {
                for (int i = 0; i < n; i++) {
                    out[oo + i] = a[ao + i] / b[bo + i];
                }
            }
            case MAXIMUM -> {
                for (int i = 0; i < n; i++) {
                    out[oo + i] = Math.max(a[ao + i], b[bo + i]);
                }
            }
            case MINIMUM -> {
                for (int i = 0; i < n; i++) {
                    out[oo + i] = Math.min(a[ao + i], b[bo + i]);
                }
            }
            case GREATER -> {
                for (int i = 0; i < n; i++) {
                    out[oo + i] = a[ao + i] > b[bo + i] ? 1 : 0;
                }
            }
            case EQUAL -> {
                for (int i = 0; i < n; i++) {
                    out[oo + i] = a[ao + i] == b[bo + i] ? 1 : 0;
                }
            }
        }
    }

    /** out = op(a, b) for n numbers a and one b. */
    static void rowAndNumber(BinaryOp op, float[] a, int ao, float b, float[] out, int oo, int n) {
        switch (op) {
            case ADD -> {
                for (int i = 0; i < n; i++) {
                    out[oo + i] = a[ao + i] + b;
                }
            }
            case SUBTRACT -> {
                for (int i = 0; i < n; i++) {
                    out[oo + i] = a[ao + i] - b;
                }
            }
            case MULTIPLY -> {
                for (int i = 0; i < n; i++) {
                    out[oo + i] = a[ao + i] * b;
                }
            }
            case DIVIDE -> {
                for (int i = 0; i < n; i++) {
                    out[oo + i] = a[ao + i] / b;
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    out[oo + i] = (float) op.apply(a[ao + i], b);
                }
            }
        }
    }
}
