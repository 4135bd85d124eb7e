package pellucid.tensor.backend.ejml;

import pellucid.tensor.DType;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.reference.CpuStorage;

/**
 * A float32 tensor seen as rows in an array: row i begins at {@code offset + i · stride} and has {@code columns} elements.
 */
final class Rows {
    final float[] array;
    final int offset;
    final int count;
    final int columns;
    final int stride;

    private Rows(float[] array, int offset, int count, int columns, int stride) {
        this.array = array;
        this.offset = offset;
        this.count = count;
        this.columns = columns;
        this.stride = stride;
    }

    /** The rows of a tensor; null where it is no float32 tensor, or its rows have gaps. */
    static Rows of(Tensor tensor) {
        if (tensor.dtype() != DType.FLOAT32 || !tensor.hasRows()) {
            return null;
        }
        return new Rows(
                CpuStorage.floats(tensor),
                tensor.offset(),
                tensor.size() == 0 ? 0 : tensor.shape().rows(),
                tensor.shape().columns(),
                tensor.rowStride());
    }

    int start(int row) {
        return offset + row * stride;
    }

    /** The same elements as one row, where no gaps lie between the rows. */
    Rows flattened() {
        return count != 1 && stride == columns ? new Rows(array, offset, 1, count * columns, count * columns) : this;
    }
}
