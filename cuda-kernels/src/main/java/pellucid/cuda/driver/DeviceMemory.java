package pellucid.cuda.driver;

import static jcuda.driver.JCudaDriver.cuMemAlloc;
import static jcuda.driver.JCudaDriver.cuMemFree;
import static jcuda.driver.JCudaDriver.cuMemGetInfo;

import java.lang.ref.Cleaner;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUresult;
import pellucid.tensor.BackendException;

/**
 * Memory on the device, kept in a pool: asking the driver takes microseconds and waits for running kernels, taking a
 * block that was given back takes neither. A block is given back when the garbage collector finds that its owner is
 * gone; because all work is queued on one stream, whoever gets it next comes after whoever had it before.
 *
 * <p>Sizes are rounded up to eight steps between powers of two, so that blocks are found again and at most an eighth of
 * each is wasted. With {@code -Dpellucid.cuda.pool=false} every tensor is an allocation of its own and of its very size,
 * so that a tool (compute-sanitizer, the emulated driver) sees what is touched outside of it.
 */
public final class DeviceMemory implements AutoCloseable {
    private static final int SMALLEST = 512;
    private static final int COLLECTIONS = 4;

    private final Device device;
    private final boolean pooled = Boolean.parseBoolean(System.getProperty("pellucid.cuda.pool", "true"));
    private final Cleaner cleaner = Cleaner.create();
    private final Map<Long, Deque<CUdeviceptr>> free = new HashMap<>();
    private long reserved;
    private long used;
    private boolean closed;

    public DeviceMemory(Device device) {
        this.device = device;
    }

    /**
     * A block of at least this many bytes, given back when {@code owner} is no longer reachable. Its contents are not set.
     */
    CUdeviceptr allocate(long bytes, Object owner) {
        device.enter();
        long size = pooled ? rounded(bytes) : bytes;
        CUdeviceptr block = take(size, bytes);
        cleaner.register(owner, () -> giveBack(size, block));
        return block;
    }

    static long rounded(long bytes) {
        if (bytes <= SMALLEST) {
            return SMALLEST;
        }
        long step = Long.highestOneBit(bytes - 1) / 8;
        return (bytes + step - 1) / step * step;
    }

    private CUdeviceptr take(long size, long asked) {
        for (int attempt = 0; ; attempt++) {
            synchronized (this) {
                Deque<CUdeviceptr> blocks = free.get(size);
                if (blocks != null && !blocks.isEmpty()) {
                    used += size;
                    return blocks.pop();
                }
                CUdeviceptr block = new CUdeviceptr();
                int result = cuMemAlloc(block, size);
                if (result == CUresult.CUDA_SUCCESS) {
                    reserved += size;
                    used += size;
                    return block;
                }
                if (result != CUresult.CUDA_ERROR_OUT_OF_MEMORY) {
                    CudaError.check(result, "allocating " + asked + " bytes on the device");
                }
                releaseUnused();
            }
            if (attempt == COLLECTIONS) {
                throw outOfMemory(asked);
            }
            // The Java heap knows nothing of the device: tensors that nobody reaches are found only when it is
            // searched.
            System.gc();
            pause(20L << attempt);
        }
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private BackendException outOfMemory(long asked) {
        long[] freeBytes = {0};
        long[] total = {0};
        cuMemGetInfo(freeBytes, total);
        return new BackendException(
                "the device is out of memory: " + megabytes(asked) + " were asked for, " + megabytes(freeBytes[0])
                        + " of " + megabytes(total[0]) + " are free, " + megabytes(used())
                        + " are in tensors of this program; use smaller batches or shorter texts");
    }

    private static String megabytes(long bytes) {
        return bytes < 10 << 20 ? (bytes + 1023) / 1024 + " KiB" : (bytes >> 20) + " MiB";
    }

    private synchronized void giveBack(long size, CUdeviceptr block) {
        used -= size;
        if (closed) {
            return;
        }
        if (!pooled) {
            device.enter();
            cuMemFree(block);
            reserved -= size;
            return;
        }
        free.computeIfAbsent(size, s -> new ArrayDeque<>()).push(block);
    }

    private void releaseUnused() {
        for (Map.Entry<Long, Deque<CUdeviceptr>> entry : free.entrySet()) {
            for (CUdeviceptr block : entry.getValue()) {
                cuMemFree(block);
                reserved -= entry.getKey();
            }
            entry.getValue().clear();
        }
    }

    /** Bytes in blocks that have owners. */
    public synchronized long used() {
        return used;
    }

    /** Bytes taken from the driver, in use or waiting in the pool. */
    public synchronized long reserved() {
        return reserved;
    }

    /** Frees the waiting blocks; those in use go with the context. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            device.enter();
            releaseUnused();
        }
    }
}
