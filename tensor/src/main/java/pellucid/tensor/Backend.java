package pellucid.tensor;

/**
 * Everything that is computed with tensors: the one contract that the reference loops, EJML, the Vector API and CUDA
 * fulfil. It is complete, forward and backward, so that a model runs on a new backend as soon as this interface is
 * implemented; the floors below are its chapters:
 *
 * <ul>
 *   <li>{@link MemoryOps}: make, fill, copy
 *   <li>{@link ElementwiseOps}: functions of one and two numbers, reductions
 *   <li>{@link MatrixOps}: the matrix product, linear layers, rows of tables
 *   <li>{@link RowOps}: softmax, layer normalisation, L2
 *   <li>{@link SequenceOps}: embeddings, attention, pooling, dropout
 *   <li>{@link LossOps}: cross-entropy
 *   <li>{@link OptimizerOps}: clipping, AdamW, SGD
 *   <li>{@link Word2VecOps}: skip-gram and CBOW updates
 *   <li>{@link RandomOps}: random tensors
 * </ul>
 *
 * <p>Abstract methods are the simple operations that a backend must bring. Methods with a body are compound: the body is
 * the definition, written in simple operations; a backend replaces those that it can do faster, and the contract suite
 * compares the two.
 *
 * <p>All operations write into tensors that are given. Outputs have the result's shape; an output may be the very same
 * view as an input of an element-by-element or row-by-row operation, but must not overlap inputs otherwise. Every
 * operation accepts every view; those whose rows lie without gaps are fastest. Backends are safe for concurrent use as
 * long as no tensor is written by two threads.
 */
public interface Backend extends RandomOps, AutoCloseable {
    /**
     * This backend, or the one that it decorates (see {@code TracingBackend}): tensors of the two live in the same memory
     * and may meet in one operation.
     */
    default Backend undecorated() {
        return this;
    }

    /** One line for people: what this backend runs on. */
    String describe();

    /**
     * How many tokens make a good batch for one worker: enough that fetching a layer's weights from memory is little
     * beside computing with them, and on a device enough to fill it.
     */
    default int tokensPerBatch() {
        return 1024;
    }

    /** New storage, all zeros. */
    default Storage allocate(DType dtype, int size) {
        return allocate(this, dtype, size);
    }

    /** A tensor of zeros. */
    default Tensor zeros(DType dtype, Shape shape) {
        return Tensor.over(allocate(dtype, shape.size()), shape, 0);
    }

    /** A float32 tensor of zeros. */
    default Tensor zeros(int... dims) {
        return zeros(DType.FLOAT32, Shape.of(dims));
    }

    /** A float32 tensor with these values, in the order of the axes; without dims, a vector. */
    default Tensor floats(float[] values, int... dims) {
        Tensor tensor = zeros(DType.FLOAT32, shapeFor(values.length, dims));
        write(values, 0, tensor);
        return tensor;
    }

    /** A float64 tensor with these values; without dims, a vector. */
    default Tensor doubles(double[] values, int... dims) {
        Tensor tensor = zeros(DType.FLOAT64, shapeFor(values.length, dims));
        write(values, 0, tensor);
        return tensor;
    }

    /** An int32 tensor with these values; without dims, a vector. */
    default Tensor ints(int[] values, int... dims) {
        Tensor tensor = zeros(DType.INT32, shapeFor(values.length, dims));
        write(values, 0, tensor);
        return tensor;
    }

    /** A float32 tensor that may keep the array itself; the caller must not use it any more. */
    default Tensor adopt(float[] values, Shape shape) {
        return Tensor.over(adopt(this, values), shape, 0);
    }

    private static Shape shapeFor(int length, int[] dims) {
        Shape shape = dims.length == 0 ? Shape.of(length) : Shape.of(dims);
        if (shape.size() != length) {
            throw new ShapeException(
                    "shape " + shape + " has " + shape.size() + " elements, the array given has " + length);
        }
        return shape;
    }

    /** Gives back threads and device memory; the backend is not used afterwards. */
    @Override
    default void close() {}
}
