package pellucid.cuda.driver;

import static jcuda.driver.JCudaDriver.cuEventCreate;
import static jcuda.driver.JCudaDriver.cuEventDestroy;
import static jcuda.driver.JCudaDriver.cuEventElapsedTime;
import static jcuda.driver.JCudaDriver.cuEventRecord;
import static jcuda.driver.JCudaDriver.cuEventSynchronize;

import jcuda.driver.CUevent;

/** Times work on the device by two events in its stream: what the device took, without the host's part. */
public final class Stopwatch implements AutoCloseable {
    private final Device device;
    private final CUevent started = new CUevent();
    private final CUevent stopped = new CUevent();

    public Stopwatch(Device device) {
        this.device = device;
        device.enter();
        CudaError.check(cuEventCreate(started, 0), "making an event");
        CudaError.check(cuEventCreate(stopped, 0), "making an event");
    }

    /** The time in milliseconds that the device takes for all that the work queues. */
    public double milliseconds(Runnable work) {
        device.enter();
        CudaError.check(cuEventRecord(started, device.stream()), "recording an event");
        work.run();
        CudaError.check(cuEventRecord(stopped, device.stream()), "recording an event");
        CudaError.check(cuEventSynchronize(stopped), "waiting for an event");
        float[] milliseconds = {0};
        CudaError.check(cuEventElapsedTime(milliseconds, started, stopped), "reading the time between two events");
        return milliseconds[0];
    }

    @Override
    public void close() {
        device.enter();
        cuEventDestroy(started);
        cuEventDestroy(stopped);
    }
}
