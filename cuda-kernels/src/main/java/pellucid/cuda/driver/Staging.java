package pellucid.cuda.driver;

import static jcuda.driver.JCudaDriver.CU_MEMHOSTALLOC_PORTABLE;
import static jcuda.driver.JCudaDriver.cuEventCreate;
import static jcuda.driver.JCudaDriver.cuEventDestroy;
import static jcuda.driver.JCudaDriver.cuEventRecord;
import static jcuda.driver.JCudaDriver.cuEventSynchronize;
import static jcuda.driver.JCudaDriver.cuMemFreeHost;
import static jcuda.driver.JCudaDriver.cuMemHostAlloc;
import static jcuda.driver.JCudaDriver.cuMemcpyDtoHAsync;
import static jcuda.driver.JCudaDriver.cuMemcpyHtoDAsync;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;

/**
 * The way between Java arrays and the device: pieces of pinned memory (which the device reads by itself, at the full speed
 * of the bus) used in turn, so that one is filled while others travel.
 *
 * <p>A copy takes its turn among the kernels, and its piece is free again only when these are done. So there are pieces for
 * all that a step of training sends (ids, offsets, labels): with fewer, the host would wait for the device in the middle.
 */
public final class Staging implements AutoCloseable {
    private static final int PIECE = 512 << 10;
    private static final int PIECES = 32;

    /** Moves elements between an array and a piece. */
    @FunctionalInterface
    public interface Mover {
        /** Elements {@code from} to {@code from + count} to or from the beginning of the piece. */
        void move(ByteBuffer piece, int from, int count);
    }

    private final Device device;
    private final Pointer[] pinned = new Pointer[PIECES];
    private final ByteBuffer[] pieces = new ByteBuffer[PIECES];
    private final CUevent[] travelled = new CUevent[PIECES];
    private int next;

    public Staging(Device device) {
        this.device = device;
        device.enter();
        for (int i = 0; i < PIECES; i++) {
            pinned[i] = new Pointer();
            travelled[i] = new CUevent();
            CudaError.check(
                    cuMemHostAlloc(pinned[i], PIECE, CU_MEMHOSTALLOC_PORTABLE),
                    "allocating " + PIECE + " bytes of pinned memory");
            pieces[i] = pinned[i].getByteBuffer(0, PIECE).order(ByteOrder.nativeOrder());
            CudaError.check(cuEventCreate(travelled[i], CUevent_flags.CU_EVENT_DISABLE_TIMING), "making an event");
            CudaError.check(cuEventRecord(travelled[i], device.stream()), "recording an event");
        }
    }

    /**
     * Sends elements to the device. On return the array may be changed again; the copy itself takes its turn among the
     * kernels.
     */
    public synchronized void send(int elements, int bytesPerElement, CUdeviceptr target, Mover mover) {
        device.enter();
        int perPiece = PIECE / bytesPerElement;
        for (int from = 0; from < elements; from += perPiece) {
            int count = Math.min(perPiece, elements - from);
            int piece = next;
            next = (next + 1) % PIECES;
            CudaError.check(cuEventSynchronize(travelled[piece]), "waiting for a copy to the device");
            mover.move(pieces[piece].clear().order(ByteOrder.nativeOrder()), from, count);
            CUdeviceptr to = target.withByteOffset((long) from * bytesPerElement);
            CudaError.check(
                    cuMemcpyHtoDAsync(to, pinned[piece], (long) count * bytesPerElement, device.stream()),
                    "copying to the device");
            CudaError.check(cuEventRecord(travelled[piece], device.stream()), "recording an event");
        }
    }

    /** Fetches elements from the device, after all that was queued before. */
    public synchronized void fetch(CUdeviceptr source, int elements, int bytesPerElement, Mover mover) {
        device.enter();
        int perPiece = PIECE / bytesPerElement;
        for (int from = 0; from < elements; from += perPiece) {
            int count = Math.min(perPiece, elements - from);
            CudaError.check(cuEventSynchronize(travelled[0]), "waiting for a copy to the device");
            CUdeviceptr at = source.withByteOffset((long) from * bytesPerElement);
            CudaError.check(
                    cuMemcpyDtoHAsync(pinned[0], at, (long) count * bytesPerElement, device.stream()),
                    "copying from the device");
            device.synchronize();
            mover.move(pieces[0].clear().order(ByteOrder.nativeOrder()), from, count);
        }
    }

    @Override
    public synchronized void close() {
        device.enter();
        for (int i = 0; i < PIECES; i++) {
            cuEventDestroy(travelled[i]);
            cuMemFreeHost(pinned[i]);
        }
    }
}
