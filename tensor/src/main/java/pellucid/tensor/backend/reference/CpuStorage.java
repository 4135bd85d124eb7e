package pellucid.tensor.backend.reference;

import pellucid.tensor.Backend;
import pellucid.tensor.BackendException;
import pellucid.tensor.DType;
import pellucid.tensor.Storage;
import pellucid.tensor.Tensor;

/** Storage in a Java array. The arrays are for CPU backends only; everyone else goes through the backend. */
public abstract class CpuStorage extends Storage {
    /**
     * From this byte of a large array on its elements lie in whole cache lines of 64 bytes, of which a vector load or store
     * then meets one instead of two, and in whole pairs of lines, which processors fetch together: the elements begin 16
     * bytes behind the start of the array's object, and that of a large one begins where a line does, because the G1
     * collector gives it regions of its own. Nothing but speed hangs on it.
     */
    public static final int BYTES_TO_NEXT_LINE = 112;

    CpuStorage(Backend backend, DType dtype, int size) {
        super(backend, dtype, size);
    }

    static CpuStorage allocate(Backend owner, DType dtype, int size) {
        return switch (dtype) {
            case FLOAT32 -> new Floats(owner, new float[size]);
            case FLOAT64 -> new Doubles(owner, new double[size]);
            case INT32 -> new Ints(owner, new int[size]);
        };
    }

    /** Element {@code index} as float64. */
    abstract double get(int index);

    /** Sets element {@code index}, rounded to the storage's type. */
    abstract void set(int index, double value);

    /** The storage of a tensor that lives on the CPU. */
    static CpuStorage of(Tensor tensor) {
        if (tensor.storage() instanceof CpuStorage storage) {
            return storage;
        }
        throw new BackendException(
                tensor + " does not live on the CPU; copy it over first: read it to an array and make"
                        + " a new tensor from that");
    }

    /** The array behind a float32 tensor on the CPU. */
    public static float[] floats(Tensor tensor) {
        if (tensor.storage() instanceof Floats storage) {
            return storage.array;
        }
        throw wrongType(tensor, DType.FLOAT32);
    }

    /** The array behind an int32 tensor on the CPU. */
    public static int[] ints(Tensor tensor) {
        if (tensor.storage() instanceof Ints storage) {
            return storage.array;
        }
        throw wrongType(tensor, DType.INT32);
    }

    private static RuntimeException wrongType(Tensor tensor, DType wanted) {
        return new BackendException(tensor + " is given where " + wanted.name().toLowerCase(java.util.Locale.ROOT)
                + " on the CPU is wanted; convert it first with copy");
    }

    static final class Floats extends CpuStorage {
        private final float[] array;

        Floats(Backend owner, float[] array) {
            super(owner, DType.FLOAT32, array.length);
            this.array = array;
        }

        @Override
        double get(int index) {
            return array[index];
        }

        @Override
        void set(int index, double value) {
            array[index] = (float) value;
        }
    }

    static final class Doubles extends CpuStorage {
        private final double[] array;

        Doubles(Backend owner, double[] array) {
            super(owner, DType.FLOAT64, array.length);
            this.array = array;
        }

        @Override
        double get(int index) {
            return array[index];
        }

        @Override
        void set(int index, double value) {
            array[index] = value;
        }
    }

    static final class Ints extends CpuStorage {
        private final int[] array;

        Ints(Backend owner, int[] array) {
            super(owner, DType.INT32, array.length);
            this.array = array;
        }

        @Override
        double get(int index) {
            return array[index];
        }

        @Override
        void set(int index, double value) {
            array[index] = (int) value;
        }
    }
}
