package pellucid.autograd.function;

import java.util.Arrays;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/** The numbers 0, 1, 2, … along one axis, to be compared with an index: how a place is chosen by simple operations. */
final class Positions {
    private Positions() {}

    /** [1, …, n, …, 1] with the numbers 0 to n - 1 along the axis, as many axes as the shape, type and backend as given. */
    static Tensor along(int axis, Shape shape, Tensor like) {
        int[] dims = new int[shape.rank()];
        Arrays.fill(dims, 1);
        dims[shape.axis(axis)] = shape.dim(axis);
        double[] numbers = new double[shape.dim(axis)];
        Arrays.setAll(numbers, i -> i);
        Tensor result = like.backend().zeros(like.dtype(), Shape.of(dims));
        like.backend().write(numbers, 0, result);
        return result;
    }
}
