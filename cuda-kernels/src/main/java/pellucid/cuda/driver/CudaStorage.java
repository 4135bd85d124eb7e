package pellucid.cuda.driver;

import jcuda.driver.CUdeviceptr;
import pellucid.tensor.Backend;
import pellucid.tensor.BackendException;
import pellucid.tensor.DType;
import pellucid.tensor.Storage;
import pellucid.tensor.Tensor;

/**
 * A run of elements in the device's memory.
 *
 * <p>Of int32 elements it also remembers between which two numbers all of them lie, as far as the host can know, and where
 * the host wrote all of them at once, the numbers themselves: so ids are checked against the size of a table, or sorted out
 * on the host, without asking the device.
 */
public final class CudaStorage extends Storage {
    private final CUdeviceptr start;
    private int smallest;
    private int largest;
    private int[] written;

    /** New storage whose contents are not set, though taken to be zeros: the caller fills it. */
    public CudaStorage(Backend owner, DeviceMemory memory, DType dtype, int size) {
        super(owner, dtype, size);
        start = memory.allocate((long) Math.max(size, 1) * bytes(dtype), this);
    }

    /** Size of one element in bytes. */
    public static int bytes(DType dtype) {
        return dtype == DType.FLOAT64 ? 8 : 4;
    }

    /** The storage of a tensor on the device. */
    public static CudaStorage of(Tensor tensor) {
        if (tensor.storage() instanceof CudaStorage storage) {
            return storage;
        }
        throw new BackendException(tensor + " does not live on the CUDA device; copy it over first: read it to an array"
                + " and make a new tensor from that");
    }

    /** Where the first element of a tensor lies. */
    public static CUdeviceptr pointer(Tensor tensor) {
        return of(tensor).start.withByteOffset((long) tensor.offset() * bytes(tensor.dtype()));
    }

    /** Where an element lies. */
    public CUdeviceptr pointer(long element) {
        return start.withByteOffset(element * bytes(dtype()));
    }

    /** Says that numbers between these two were written; all others stay what they are known to be. */
    public synchronized void widenRange(int from, int to) {
        smallest = Math.min(smallest, from);
        largest = Math.max(largest, to);
        written = null;
    }

    /** Says that these numbers were written from some element on. */
    public synchronized void remember(int[] numbers, int element) {
        for (int number : numbers) {
            smallest = Math.min(smallest, number);
            largest = Math.max(largest, number);
        }
        written = element == 0 && numbers.length == size() ? numbers : null;
    }

    /** All elements, where the host knows them; null where it does not. Not to be changed. */
    public synchronized int[] remembered() {
        return written;
    }

    /** Says that a kernel writes here; {@link #remembered} knows nothing any more, the range stays what it is. */
    public synchronized void forgetNumbers() {
        written = null;
    }

    /** Says that any number may have been written. */
    public void forgetRange() {
        widenRange(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** Whether all elements are known to be at least 0 and less than the limit. */
    public synchronized boolean isKnownWithin(int limit) {
        return smallest >= 0 && largest < limit;
    }
}
