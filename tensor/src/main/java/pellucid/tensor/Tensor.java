package pellucid.tensor;

import java.util.Arrays;

/**
 * A window onto a {@link Storage}: a shape, a stride for each axis and an offset, all in elements. The element at index
 * (i, j, …) is {@code storage[offset + i·stride₀ + j·stride₁ + …]}.
 *
 * <p>A tensor holds data and identity; what computes with it is a {@link Backend}, or the functions of
 * {@link Operations}, which allocate their result. Only the views (reshape, transpose, slice, broadcast) are methods:
 * they compute nothing and share the storage.
 */
public final class Tensor {
    private final Storage storage;
    private final Shape shape;
    private final int[] strides;
    private final int offset;

    private Tensor(Storage storage, Shape shape, int[] strides, int offset) {
        this.storage = storage;
        this.shape = shape;
        this.strides = strides;
        // A view of no elements may begin just past the storage; kernels need not look at that.
        this.offset = shape.size() == 0 ? 0 : offset;
    }

    /** A tensor over {@code shape.size()} elements of the storage, from {@code offset} on, without gaps. */
    public static Tensor over(Storage storage, Shape shape, int offset) {
        if (offset < 0 || (long) offset + shape.size() > storage.size()) {
            throw new ShapeException("shape " + shape + " at offset " + offset + " reaches past a storage of "
                    + storage.size() + " elements");
        }
        return new Tensor(storage, shape, shape.contiguousStrides(), offset);
    }

    public Storage storage() {
        return storage;
    }

    public Backend backend() {
        return storage.backend();
    }

    public DType dtype() {
        return storage.dtype();
    }

    public Shape shape() {
        return shape;
    }

    public int rank() {
        return shape.rank();
    }

    /** Size of an axis; -1 is the last. */
    public int dim(int axis) {
        return shape.dim(axis);
    }

    /** Number of elements. */
    public int size() {
        return shape.size();
    }

    /** Distance in elements between neighbours along an axis. */
    public int stride(int axis) {
        return strides[shape.axis(axis)];
    }

    /** Where the first element lies in the storage. */
    public int offset() {
        return offset;
    }

    /** Whether the elements lie without gaps in the order of the axes. */
    public boolean isContiguous() {
        int expected = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            int dim = shape.dim(i);
            if (dim != 1 && strides[i] != expected) {
                return size() == 0;
            }
            expected *= dim;
        }
        return true;
    }

    /**
     * Whether this is a stack of rows that kernels take as it is: the last axis lies without gaps, and all axes before
     * it step by one common {@link #rowStride()}.
     */
    public boolean hasRows() {
        int rank = strides.length;
        if (rank == 0 || size() == 0) {
            return true;
        }
        if (shape.dim(-1) != 1 && strides[rank - 1] != 1) {
            return false;
        }
        int expected = -1;
        for (int i = rank - 2; i >= 0; i--) {
            int dim = shape.dim(i);
            if (dim == 1) {
                continue;
            }
            if (expected >= 0 && strides[i] != expected) {
                return false;
            }
            expected = strides[i] * dim;
        }
        return true;
    }

    /** Distance in elements between the rows of a tensor that {@link #hasRows()}. */
    public int rowStride() {
        for (int i = strides.length - 2; i >= 0; i--) {
            if (shape.dim(i) != 1) {
                return strides[i];
            }
        }
        return shape.columns();
    }

    /** The same elements in another shape of the same size; at most one size may be -1 (worked out). */
    public Tensor reshape(int... dims) {
        int[] wanted = dims.clone();
        int unknown = -1;
        int known = 1;
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i] == -1 && unknown < 0) {
                unknown = i;
            } else {
                known *= wanted[i];
            }
        }
        if (unknown >= 0) {
            wanted[unknown] = known == 0 ? 0 : size() / known;
        }
        return reshape(Shape.of(wanted));
    }

    public Tensor reshape(Shape to) {
        if (to.size() != size()) {
            throw new ShapeException("reshape: " + shape + " has " + size() + " elements, " + to + " has " + to.size());
        }
        if (!isContiguous()) {
            int[] regrouped = stridesFor(to);
            if (regrouped != null) {
                return new Tensor(storage, to, regrouped, offset);
            }
            throw new ShapeException("reshape: " + shape + " with strides " + Arrays.toString(strides)
                    + " has gaps, so no view of it has shape " + to + "; copy it first (Operations.contiguous)");
        }
        return new Tensor(storage, to, to.contiguousStrides(), offset);
    }

    /** The strides that show these elements in another shape; null where a gap falls inside one of its axes. */
    private int[] stridesFor(Shape to) {
        int[] result = new int[to.rank()];
        int axis = rank() - 1;
        int stride = 1;
        int left = 1;
        for (int i = to.rank() - 1; i >= 0; i--) {
            if (left == 1) {
                // The next run of own axes that lie without gaps among themselves, as if they were one.
                for (; axis >= 0; axis--) {
                    int dim = shape.dim(axis);
                    if (dim != 1 && left != 1 && strides[axis] != stride * left) {
                        break;
                    }
                    stride = dim != 1 && left == 1 ? strides[axis] : stride;
                    left *= dim;
                }
            }
            if (left % to.dim(i) != 0) {
                return null;
            }
            result[i] = stride;
            stride *= to.dim(i);
            left /= to.dim(i);
        }
        return result;
    }

    /** Swaps two axes. */
    public Tensor transpose(int first, int second) {
        int a = shape.axis(first);
        int b = shape.axis(second);
        int[] dims = shape.dims();
        int[] swapped = strides.clone();
        dims[a] = shape.dim(b);
        dims[b] = shape.dim(a);
        swapped[a] = strides[b];
        swapped[b] = strides[a];
        return new Tensor(storage, Shape.of(dims), swapped, offset);
    }

    /** Elements from (inclusive) to (exclusive) along one axis. */
    public Tensor slice(int axis, int from, int to) {
        int a = shape.axis(axis);
        if (from < 0 || to > shape.dim(a) || from > to) {
            throw new ShapeException("slice " + from + " to " + to + " along axis " + a + " of shape " + shape
                    + ", which has " + shape.dim(a) + " there");
        }
        return new Tensor(storage, shape.with(a, to - from), strides, offset + from * strides[a]);
    }

    /** One element along an axis, which disappears: {@code [3, 4].select(0, 2)} is the last row, of shape [4]. */
    public Tensor select(int axis, int index) {
        int a = shape.axis(axis);
        Tensor one = slice(a, index, index + 1);
        int[] fewer = new int[strides.length - 1];
        for (int i = 0, j = 0; i < strides.length; i++) {
            if (i != a) {
                fewer[j++] = strides[i];
            }
        }
        return new Tensor(storage, shape.without(a), fewer, one.offset);
    }

    /** Stretches axes of size 1 (and adds axes in front) to the given shape: repeated elements are the same ones. */
    public Tensor broadcastTo(Shape to) {
        if (to.equals(shape)) {
            return this;
        }
        int extra = to.rank() - rank();
        int[] stretched = new int[to.rank()];
        for (int i = 0; i < to.rank(); i++) {
            int own = i < extra ? 1 : shape.dim(i - extra);
            if (extra < 0 || (own != to.dim(i) && own != 1)) {
                throw new ShapeException("shape " + shape + " does not broadcast to " + to
                        + ": counted from the end, sizes must be equal, or 1 on the left");
            }
            stretched[i] = i < extra || (own == 1 && to.dim(i) != 1) ? 0 : strides[i - extra];
        }
        return new Tensor(storage, to, stretched, offset);
    }

    /** A copy of the elements in the order of the axes, as float32. */
    public float[] toFloats() {
        float[] values = new float[size()];
        backend().read(this, values, 0);
        return values;
    }

    /** A copy of the elements in the order of the axes, as float64. */
    public double[] toDoubles() {
        double[] values = new double[size()];
        backend().read(this, values, 0);
        return values;
    }

    /** A copy of the elements of an int32 tensor in the order of the axes. */
    public int[] toInts() {
        int[] values = new int[size()];
        backend().read(this, values, 0);
        return values;
    }

    /** The value of a tensor of one element. */
    public double item() {
        if (size() != 1) {
            throw new ShapeException("item: shape " + shape + " has " + size() + " elements, one is wanted");
        }
        return dtype() == DType.INT32 ? toInts()[0] : toDoubles()[0];
    }

    @Override
    public String toString() {
        return "Tensor" + shape + " " + dtype().name().toLowerCase(java.util.Locale.ROOT) + " on "
                + backend().name();
    }
}
