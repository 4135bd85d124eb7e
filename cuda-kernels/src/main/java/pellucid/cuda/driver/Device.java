package pellucid.cuda.driver;

import static jcuda.driver.JCudaDriver.cuCtxSetCurrent;
import static jcuda.driver.JCudaDriver.cuDeviceGet;
import static jcuda.driver.JCudaDriver.cuDeviceGetAttribute;
import static jcuda.driver.JCudaDriver.cuDeviceGetCount;
import static jcuda.driver.JCudaDriver.cuDeviceGetName;
import static jcuda.driver.JCudaDriver.cuDevicePrimaryCtxRelease;
import static jcuda.driver.JCudaDriver.cuDevicePrimaryCtxRetain;
import static jcuda.driver.JCudaDriver.cuDriverGetVersion;
import static jcuda.driver.JCudaDriver.cuInit;
import static jcuda.driver.JCudaDriver.cuMemGetInfo;
import static jcuda.driver.JCudaDriver.cuStreamCreate;
import static jcuda.driver.JCudaDriver.cuStreamDestroy;
import static jcuda.driver.JCudaDriver.cuStreamSynchronize;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import pellucid.tensor.BackendException;

/**
 * The first CUDA device, its primary context, and one stream on which everything happens in the order in which it was
 * asked for: a kernel sees what the kernels and copies before it wrote, without waiting anywhere.
 */
public final class Device implements AutoCloseable {
    /** The oldest driver that takes our PTX, as the driver counts: 1000 · major + 10 · minor. */
    private static final int OLDEST_DRIVER = 12000;

    private static final class Looked {
        static final String REFUSAL = look();
    }

    private final CUdevice handle = new CUdevice();
    private final CUcontext context = new CUcontext();
    private final CUstream stream = new CUstream();
    private final ThreadLocal<Boolean> entered = new ThreadLocal<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final String name;
    private final int computeCapability;

    private Device() {
        CudaError.check(cuDeviceGet(handle, 0), "opening the first CUDA device");
        CudaError.check(cuDevicePrimaryCtxRetain(context, handle), "making a context on the first CUDA device");
        byte[] bytes = new byte[256];
        CudaError.check(cuDeviceGetName(bytes, bytes.length, handle), "reading the device's name");
        name = new String(bytes, StandardCharsets.UTF_8).split("\0", 2)[0].strip();
        computeCapability = 10 * attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR)
                + attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR);
        enter();
        CudaError.check(cuStreamCreate(stream, 0), "making a stream");
    }

    /** Why no device can be used here, in one sentence with the mend; null when one can. Looked at once. */
    public static String refusal() {
        return Looked.REFUSAL;
    }

    /** Opens the first device. */
    public static Device open() {
        if (refusal() != null) {
            throw new BackendException("the backend 'cuda' cannot run here: " + refusal());
        }
        return new Device();
    }

    private static String look() {
        String missing = DriverLibrary.load();
        if (missing != null) {
            return missing;
        }
        try {
            int result = cuInit(0);
            if (result != CUresult.CUDA_SUCCESS) {
                return "the CUDA driver does not start: " + CudaError.sentence(result);
            }
            int driver = driverVersion();
            if (driver < OLDEST_DRIVER) {
                return "the CUDA driver is of version " + dotted(driver) + ", " + dotted(OLDEST_DRIVER)
                        + " or newer is wanted; install NVIDIA's driver 525 or newer";
            }
            int[] count = {0};
            result = cuDeviceGetCount(count);
            if (result != CUresult.CUDA_SUCCESS || count[0] == 0) {
                return "the CUDA driver sees no device"
                        + (result == CUresult.CUDA_SUCCESS ? "" : " (" + CUresult.stringFor(result) + ")")
                        + "; check nvidia-smi and CUDA_VISIBLE_DEVICES";
            }
            return null;
        } catch (LinkageError e) {
            return "JCuda's native library for this machine cannot be loaded (" + e.getMessage()
                    + "); put jcuda-natives 12.6.0 for it on the class path";
        }
    }

    private static int driverVersion() {
        int[] version = {0};
        CudaError.check(cuDriverGetVersion(version), "reading the driver's version");
        return version[0];
    }

    private static String dotted(int version) {
        return version / 1000 + "." + version % 1000 / 10;
    }

    /** Makes this device the calling thread's; every call of the driver needs it, repeated calls cost nothing. */
    public void enter() {
        if (entered.get() == null) {
            if (closed.get()) {
                throw new BackendException("the CUDA backend is closed; make a new one");
            }
            CudaError.check(cuCtxSetCurrent(context), "entering the CUDA context");
            entered.set(true);
        }
    }

    /** The stream on which all work is queued. */
    public CUstream stream() {
        return stream;
    }

    public String name() {
        return name;
    }

    /** 10 · major + minor: 75 for Turing, 80 for Ampere, 90 for Hopper. */
    public int computeCapability() {
        return computeCapability;
    }

    /** One of the numbers that {@link CUdevice_attribute} lists. */
    public int attribute(int which) {
        int[] value = {0};
        CudaError.check(cuDeviceGetAttribute(value, which, handle), "reading attribute " + which + " of the device");
        return value[0];
    }

    public String driver() {
        return dotted(driverVersion());
    }

    /** How much of the device's memory is not free, be it this program's or another's. */
    public long takenBytes() {
        enter();
        long[] free = {0};
        long[] total = {0};
        CudaError.check(cuMemGetInfo(free, total), "asking for the device's free memory");
        return total[0] - free[0];
    }

    /** Waits until all queued work is done. */
    public void synchronize() {
        enter();
        CudaError.check(cuStreamSynchronize(stream), "waiting for the device");
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            cuCtxSetCurrent(context);
            cuStreamDestroy(stream);
            cuDevicePrimaryCtxRelease(handle);
        }
    }
}
