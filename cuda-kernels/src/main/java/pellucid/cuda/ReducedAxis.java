package pellucid.cuda;

import pellucid.tensor.Tensor;

/**
 * A tensor seen as [outer, length, inner], of which length is to be reduced, with the distance in elements between
 * neighbours along each.
 */
record ReducedAxis(int outer, int length, int inner, int outerStride, int lengthStride, int innerStride) {
    /** Null where the axes before the reduced one, or those behind it, cannot be stepped through as one. */
    static ReducedAxis of(Tensor x, int axis) {
        if (!isOneStep(x, 0, axis) || !isOneStep(x, axis + 1, x.rank())) {
            return null;
        }
        return new ReducedAxis(
                size(x, 0, axis),
                x.dim(axis),
                size(x, axis + 1, x.rank()),
                step(x, 0, axis),
                x.stride(axis),
                step(x, axis + 1, x.rank()));
    }

    /** Whether the numbers of one sum are neighbours, and each sum stands alone. */
    boolean isRows() {
        return inner == 1 && (lengthStride == 1 || length <= 1);
    }

    /** The number of results. */
    int results() {
        return outer * inner;
    }

    private static int size(Tensor x, int from, int to) {
        int size = 1;
        for (int axis = from; axis < to; axis++) {
            size *= x.dim(axis);
        }
        return size;
    }

    private static boolean isOneStep(Tensor x, int from, int to) {
        int expected = -1;
        for (int axis = to - 1; axis >= from; axis--) {
            if (x.dim(axis) == 1) {
                continue;
            }
            if (expected >= 0 && x.stride(axis) != expected) {
                return false;
            }
            expected = x.stride(axis) * x.dim(axis);
        }
        return true;
    }

    private static int step(Tensor x, int from, int to) {
        for (int axis = to - 1; axis >= from; axis--) {
            if (x.dim(axis) != 1) {
                return x.stride(axis);
            }
        }
        return 0;
    }
}
