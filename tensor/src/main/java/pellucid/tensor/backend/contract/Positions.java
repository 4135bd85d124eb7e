package pellucid.tensor.backend.contract;

import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/** Where the elements of a view lie in its storage, in the order of the axes. */
final class Positions {
    private Positions() {}

    static int[] of(Tensor view) {
        int[] positions = new int[view.size()];
        int[] index = new int[view.rank()];
        for (int i = 0; i < positions.length; i++) {
            int position = view.offset();
            for (int axis = 0; axis < index.length; axis++) {
                position += index[axis] * view.stride(axis);
            }
            positions[i] = position;
            advance(index, view.shape());
        }
        return positions;
    }

    private static void advance(int[] index, Shape shape) {
        for (int axis = index.length - 1; axis >= 0 && ++index[axis] == shape.dim(axis); axis--) {
            index[axis] = 0;
        }
    }

    /** The index of element i, as people write it: [2, 5]. */
    static String index(Shape shape, int i) {
        int[] index = new int[shape.rank()];
        for (int axis = index.length - 1; axis >= 0; axis--) {
            index[axis] = i % shape.dim(axis);
            i /= shape.dim(axis);
        }
        return java.util.Arrays.toString(index);
    }
}
