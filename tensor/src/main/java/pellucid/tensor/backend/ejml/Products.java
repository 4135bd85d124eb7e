package pellucid.tensor.backend.ejml;

import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.reference.CpuStorage;

/**
 * Products of two matrices by EJML. Its matrices start at an array's first element and have no gaps; operands that lie
 * otherwise are copied first, the result afterwards.
 *
 * <p>A transposed right operand is a weight, most often: its copy is kept with the storage until that changes.
 */
final class Products {
    private float[] leftCopy = new float[0];
    private float[] rightCopy = new float[0];
    private float[] result = new float[0];

    /** What a weight's kept copy is found by. */
    record Turned(int rows, int columns) {}

    /** out = alpha · a · b + beta · out, for matrices [m, k], [k, n] and [m, n]. */
    void multiply(Tensor a, Tensor b, double alpha, double beta, Tensor out) {
        int m = out.dim(0);
        int n = out.dim(1);
        int k = a.dim(1);
        if (m == 0 || n == 0) {
            return;
        }
        float[] target = CpuStorage.floats(out);
        boolean straight = beta == 0 && out.offset() == 0 && out.isContiguous();
        if (!straight && result.length < m * n) {
            result = new float[m * n];
        }
        FMatrixRMaj product = FMatrixRMaj.wrap(m, n, straight ? target : result);
        // EJML chooses between its algorithms by n alone, and each sums in the order of k: rows do not depend on m.
        CommonOps_FDRM.mult((float) alpha, FMatrixRMaj.wrap(m, k, left(a)), FMatrixRMaj.wrap(k, n, right(b)), product);
        if (!straight) {
            store(m, n, (float) beta, target, out);
        }
    }

    private void store(int m, int n, float beta, float[] target, Tensor out) {
        int step = out.stride(1);
        for (int i = 0; i < m; i++) {
            int from = i * n;
            int to = out.offset() + i * out.stride(0);
            if (beta != 0) {
                for (int j = 0; j < n; j++) {
                    target[to + j * step] = result[from + j] + beta * target[to + j * step];
                }
            } else if (step == 1) {
                System.arraycopy(result, from, target, to, n);
            } else {
                for (int j = 0; j < n; j++) {
                    target[to + j * step] = result[from + j];
                }
            }
        }
    }

    private float[] left(Tensor a) {
        if (a.offset() == 0 && a.isContiguous()) {
            return CpuStorage.floats(a);
        }
        if (leftCopy.length < a.size()) {
            leftCopy = new float[a.size()];
        }
        return pack(a, leftCopy);
    }

    private float[] right(Tensor b) {
        if (b.offset() == 0 && b.isContiguous()) {
            return CpuStorage.floats(b);
        }
        if (b.size() == b.storage().size() && b.stride(0) == 1 && b.stride(1) == b.dim(0)) {
            return b.storage().derived(new Turned(b.dim(0), b.dim(1)), () -> pack(b, new float[b.size()]));
        }
        if (rightCopy.length < b.size()) {
            rightCopy = new float[b.size()];
        }
        return pack(b, rightCopy);
    }

    private static float[] pack(Tensor matrix, float[] target) {
        float[] source = CpuStorage.floats(matrix);
        int rows = matrix.dim(0);
        int columns = matrix.dim(1);
        int rowStep = matrix.stride(0);
        int step = matrix.stride(1);
        for (int i = 0; i < rows; i++) {
            int from = matrix.offset() + i * rowStep;
            if (step == 1) {
                System.arraycopy(source, from, target, i * columns, columns);
            } else {
                for (int j = 0; j < columns; j++) {
                    target[i * columns + j] = source[from + j * step];
                }
            }
        }
        return target;
    }
}
