package pellucid.cuda;

import java.nio.file.Path;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;
import pellucid.cuda.driver.DriverLibrary;

/**
 * What tests may ask of the emulated driver (src/test/cuda/driver) beyond what a CUDA driver does: the order
 * in which a block's threads run, and faults of the machine.
 */
public final class EmulatedDriver {
    static {
        System.load(library().toString());
    }

    private EmulatedDriver() {}

    /** In which order the threads of a block run between two barriers. */
    public enum Order {
        FORWARD,
        REVERSE,
        RANDOM,
        /** Another of the three for each launch. */
        IN_TURN
    }

    static Path library() {
        return Path.of(System.getProperty(DriverLibrary.PROPERTY, "target/emulator/libcuda.so.1"))
                .toAbsolutePath();
    }

    public static void order(Order order, int seed) {
        order(order.ordinal(), seed);
    }

    private static native void order(int kind, int seed);

    /** Whether work given to a stream waits until somebody waits for it. */
    public static native void deferred(boolean value);

    static native void memory(long bytes);

    static native void loseDeviceAfter(long moreLaunches);

    /** Forgets errors, as a reset of the device would, but keeps what is allocated. */
    public static native void heal();

    static native long launches();

    static native long allocatedBytes();

    /** What the driver says about the last fault: the kernel, the block, what went wrong. */
    public static String fault() {
        String[] text = {""};
        JCudaDriver.cuGetErrorString(CUresult.CUDA_ERROR_LAUNCH_FAILED, text);
        return text[0];
    }
}
