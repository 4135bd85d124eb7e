package pellucid.cuda;

import pellucid.tensor.Tensor;

/**
 * A stack of matrices as the kernels take it: the elements of each row, or of each column, lie side by side.
 *
 * @param tensor [..., rows, columns]
 * @param leadingDimension distance in elements from one row (of a transposed operand: one column) to the next
 * @param transposed whether it is the columns that lie side by side
 */
record MatrixOperand(Tensor tensor, int leadingDimension, boolean transposed) {
    /** The operand as it lies in memory, or null if neither its rows nor its columns lie without gaps. */
    static MatrixOperand of(Tensor tensor) {
        if (tensor.stride(-1) == 1 && tensor.dim(-1) > 1) {
            return new MatrixOperand(tensor, distance(tensor, -2, tensor.dim(-1)), false);
        }
        if (tensor.stride(-2) == 1 && tensor.dim(-2) > 1) {
            return new MatrixOperand(tensor, distance(tensor, -1, tensor.dim(-2)), true);
        }
        if (tensor.dim(-1) <= 1) {
            return new MatrixOperand(tensor, distance(tensor, -2, 1), false);
        }
        return tensor.dim(-2) <= 1 ? new MatrixOperand(tensor, distance(tensor, -1, 1), true) : null;
    }

    /** The stride of an axis; where nothing steps along it, one at which kernels may load four numbers at once. */
    private static int distance(Tensor tensor, int axis, int length) {
        return tensor.dim(axis) == 1 ? (length + 3) / 4 * 4 : tensor.stride(axis);
    }

    /** The same elements with rows and columns exchanged. */
    MatrixOperand transpose() {
        return new MatrixOperand(tensor.transpose(-1, -2), leadingDimension, !transposed);
    }

    int rows() {
        return tensor.dim(-2);
    }

    int columns() {
        return tensor.dim(-1);
    }

    /** What the kernels ask for as 0 or 1. */
    int transposedFlag() {
        return transposed ? 1 : 0;
    }

    /** Element (0, 0) of each matrix, which must have one: the shape is that of the stack. */
    Tensor corners() {
        return tensor.select(-1, 0).select(-1, 0);
    }
}
