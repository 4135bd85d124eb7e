package pellucid.tensor.backend.reference;

import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/** Visits the elements of up to three tensors of one shape together, in the order of the axes. */
final class Walk {
    /** Gets the storage positions of one element. */
    interface Body {
        void at(int a, int b, int c);
    }

    private Walk() {}

    static void over(Tensor a, Body body) {
        over(a.shape(), a, a, a, body);
    }

    static void over(Tensor a, Tensor b, Body body) {
        over(b.shape(), a, b, b, body);
    }

    /** All three must have (or have been broadcast to) this shape. */
    static void over(Shape shape, Tensor a, Tensor b, Tensor c, Body body) {
        if (shape.size() == 0) {
            return;
        }
        int rank = shape.rank();
        int[] index = new int[rank];
        int pa = a.offset();
        int pb = b.offset();
        int pc = c.offset();
        while (true) {
            body.at(pa, pb, pc);
            int axis = rank - 1;
            while (axis >= 0) {
                pa += a.stride(axis);
                pb += b.stride(axis);
                pc += c.stride(axis);
                if (++index[axis] < shape.dim(axis)) {
                    break;
                }
                pa -= a.stride(axis) * shape.dim(axis);
                pb -= b.stride(axis) * shape.dim(axis);
                pc -= c.stride(axis) * shape.dim(axis);
                index[axis--] = 0;
            }
            if (axis < 0) {
                return;
            }
        }
    }
}
