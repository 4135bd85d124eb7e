package pellucid.tensor;

/** The shapes of a matrix product, checked in one place for all backends. */
public final class Matmul {
    private Matmul() {}

    /** The shape of a · b. */
    public static Shape resultShape(Shape a, Shape b) {
        if (a.rank() < 2 || b.rank() < 2) {
            throw new ShapeException("matmul: left is " + a + ", right is " + b
                    + "; both need at least two axes: reshape a vector to one row or one column");
        }
        if (a.dim(-1) != b.dim(-2)) {
            throw new ShapeException("matmul: the inner sizes differ: left is " + a + ", right is " + b
                    + "; transpose one of them, or check which axis holds the features");
        }
        Shape batch = Shape.broadcast(batchOf(a), batchOf(b));
        int[] dims = new int[batch.rank() + 2];
        System.arraycopy(batch.dims(), 0, dims, 0, batch.rank());
        dims[dims.length - 2] = a.dim(-2);
        dims[dims.length - 1] = b.dim(-1);
        return Shape.of(dims);
    }

    /** Checks the operands and the output of one product, and that they share a type. */
    public static void check(Tensor a, Tensor b, Tensor out) {
        Shape expected = resultShape(a.shape(), b.shape());
        if (!expected.equals(out.shape())) {
            throw new ShapeException("matmul: " + a.shape() + " times " + b.shape() + " is " + expected
                    + ", the output given is " + out.shape());
        }
        if (a.dtype() != b.dtype() || a.dtype() != out.dtype() || !a.dtype().isFloating()) {
            throw new ShapeException("matmul: left is " + a + ", right is " + b + ", the output is " + out
                    + "; all three need one floating type");
        }
    }

    /** The axes before the matrix. */
    public static Shape batchOf(Shape shape) {
        int[] dims = new int[shape.rank() - 2];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = shape.dim(i);
        }
        return Shape.of(dims);
    }
}
