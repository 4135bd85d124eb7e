package pellucid.tensor;

/** The part of the {@link Backend} contract that makes, fills and copies tensors. */
public interface MemoryOps {
    /** The name by which this backend is chosen: reference, ejml, simd, cuda. */
    String name();

    /**
     * New storage, all zeros, whose operations go to {@code owner}: this backend, or a decorator around it (see
     * {@code TracingBackend}).
     */
    Storage allocate(Backend owner, DType dtype, int size);

    /** Storage that may keep the very array that is handed over; the caller must not use it any more. */
    Storage adopt(Backend owner, float[] values);

    /** This thread's stack of temporary memory. */
    Scratch scratch();

    /** Copies the elements, in the order of the axes, to {@code target[offset…]}, converting to float32. */
    void read(Tensor source, float[] target, int offset);

    /** The same, converting to float64. */
    void read(Tensor source, double[] target, int offset);

    /** The same for int32 tensors. */
    void read(Tensor source, int[] target, int offset);

    /** Sets all elements, in the order of the axes, from {@code source[offset…]}. */
    void write(float[] source, int offset, Tensor target);

    /** The same from float64, rounded where the tensor is float32. */
    void write(double[] source, int offset, Tensor target);

    /** The same for int32 tensors. */
    void write(int[] source, int offset, Tensor target);

    /** target = source, broadcast to the target's shape and converted to its type; floats to ints truncate. */
    void copy(Tensor source, Tensor target);

    /** Sets all elements to one value. */
    void fill(Tensor target, double value);

    /** Waits until all work handed to a device is done; nothing to do on a CPU. */
    default void synchronize() {}
}
