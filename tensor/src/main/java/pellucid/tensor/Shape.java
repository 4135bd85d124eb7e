package pellucid.tensor;

import java.util.Arrays;

/**
 * The sizes of a tensor's axes, outermost first. A scalar has no axes: {@code []}, one element. Axes may be counted from
 * the end: -1 is the last one.
 */
public final class Shape {
    private static final Shape SCALAR = new Shape(new int[0]);

    private final int[] dims;
    private final int size;

    private Shape(int[] dims) {
        this.dims = dims;
        long product = 1;
        for (int dim : dims) {
            if (dim < 0) {
                throw new ShapeException("a size of " + dim + " in shape " + Arrays.toString(dims)
                        + "; sizes are 0 or more: check the computation of that axis");
            }
            product *= dim;
            if (product > Integer.MAX_VALUE) {
                throw new ShapeException("shape " + Arrays.toString(dims) + " has more than " + Integer.MAX_VALUE
                        + " elements, the most that one tensor holds; split it along its first axis");
            }
        }
        this.size = (int) product;
    }

    public static Shape of(int... dims) {
        return dims.length == 0 ? SCALAR : new Shape(dims.clone());
    }

    public static Shape scalar() {
        return SCALAR;
    }

    /** Number of axes. */
    public int rank() {
        return dims.length;
    }

    /** Number of elements. */
    public int size() {
        return size;
    }

    /** Size of an axis; -1 is the last. */
    public int dim(int axis) {
        return dims[axis(axis)];
    }

    /** The same axis counted from the front, checked. */
    public int axis(int axis) {
        int fromFront = axis < 0 ? axis + dims.length : axis;
        if (fromFront < 0 || fromFront >= dims.length) {
            throw new ShapeException("axis " + axis + " of shape " + this + ", which has " + dims.length
                    + " axes; use 0 to " + (dims.length - 1) + ", or -1 for the last");
        }
        return fromFront;
    }

    public int[] dims() {
        return dims.clone();
    }

    /** Size of the last axis; 1 for a scalar. */
    public int columns() {
        return dims.length == 0 ? 1 : dims[dims.length - 1];
    }

    /** Product of all axes but the last; 1 for a scalar or a vector. */
    public int rows() {
        int rows = 1;
        for (int i = 0; i < dims.length - 1; i++) {
            rows *= dims[i];
        }
        return rows;
    }

    /** This shape with one axis set to another size. */
    public Shape with(int axis, int size) {
        int[] changed = dims.clone();
        changed[axis(axis)] = size;
        return new Shape(changed);
    }

    /** This shape without one axis. */
    public Shape without(int axis) {
        int gone = axis(axis);
        int[] fewer = new int[dims.length - 1];
        for (int i = 0, j = 0; i < dims.length; i++) {
            if (i != gone) {
                fewer[j++] = dims[i];
            }
        }
        return new Shape(fewer);
    }

    /** The strides, in elements, of a tensor of this shape that lies without gaps, last axis innermost. */
    public int[] contiguousStrides() {
        int[] strides = new int[dims.length];
        int stride = 1;
        for (int i = dims.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= Math.max(dims[i], 1);
        }
        return strides;
    }

    /** The shape that two operands take together: axes are aligned at the end, and a size of 1 stretches. */
    public static Shape broadcast(Shape left, Shape right) {
        int rank = Math.max(left.rank(), right.rank());
        int[] dims = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int l = i <= left.rank() ? left.dims[left.rank() - i] : 1;
            int r = i <= right.rank() ? right.dims[right.rank() - i] : 1;
            if (l != r && l != 1 && r != 1) {
                throw new ShapeException(
                        "shapes " + left + " and " + right + " do not go together: counted from the end, axis " + i
                                + " has " + l + " and " + r + "; sizes must be equal, or one of them 1");
            }
            dims[rank - i] = l == 1 ? r : l;
        }
        return new Shape(dims);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape && Arrays.equals(dims, ((Shape) other).dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    @Override
    public String toString() {
        return Arrays.toString(dims);
    }
}
