package pellucid.tensor.backend.contract;

import pellucid.tensor.DType;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * One operand of a {@link Trial}: what it is called, its shape, and what it holds before the operation.
 *
 * @param stored the shape of what is stored; the operand is that, broadcast to {@code shape}
 * @param initial the elements in the order of the axes; null for an output, whose contents must not matter
 */
record Operand(String name, DType dtype, Shape shape, Shape stored, Role role, double[] initial) {
    enum Role {
        INPUT,
        OUTPUT,
        CHANGED
    }

    boolean isWritten() {
        return role != Role.INPUT;
    }

    boolean isInt() {
        return dtype == DType.INT32;
    }

    /** How the operand appears to a body: as a tensor of the backend that is being run. */
    @FunctionalInterface
    interface Tensors {
        Tensor of(Operand operand);
    }
}
