package pellucid.tensor.backend.simd;

import pellucid.tensor.Tensor;
import pellucid.tensor.backend.reference.CpuStorage;

/**
 * A float32 tensor as kernels see it: an array, and rows in it that lie without gaps, {@code stride} apart.
 *
 * @param count number of rows
 * @param columns length of a row
 */
record Rows(float[] values, int at, int stride, int count, int columns) {
    /** The rows of a tensor that {@link Tensor#hasRows()}. */
    static Rows of(Tensor tensor) {
        int columns = tensor.shape().columns();
        int count = tensor.shape().rows();
        float[] values = CpuStorage.floats(tensor);
        if (tensor.isContiguous()) {
            return new Rows(values, tensor.offset(), columns, count, columns);
        }
        return new Rows(values, tensor.offset(), tensor.rowStride(), count, columns);
    }

    /** Where a row begins. */
    int start(int row) {
        return at + row * stride;
    }

    /** Whether the rows follow each other without gaps, so that all of them are one long row. */
    boolean isOneRun() {
        return stride == columns || count <= 1;
    }
}
