package pellucid.cuda;

import pellucid.cuda.driver.Device;

/**
 * The whole contract on the first CUDA device. Products are in float32 unless {@code -Dpellucid.cuda.tf32=true} asks for
 * the tensor cores' TF32, whose inputs have 10 bits of mantissa.
 */
public final class CudaBackend extends CudaTraining {
    /** Tokens of a batch: enough for every processor of a large device to have work. */
    private static final int TOKENS = 16384;

    /** Opens the first device; an exception of one sentence says why that cannot be. */
    public CudaBackend() {
        this(Device.open());
    }

    CudaBackend(Device device) {
        super(device);
    }

    /** The device: what it is called, and what {@link pellucid.cuda.driver.Stopwatch} times this backend's work on. */
    public Device device() {
        return device;
    }

    @Override
    public String name() {
        return "cuda";
    }

    @Override
    public String describe() {
        int capability = device.computeCapability();
        return device.name() + ", compute capability " + capability / 10 + "." + capability % 10 + ", driver for CUDA "
                + device.driver() + ", " + describeProducts();
    }

    @Override
    public int tokensPerBatch() {
        return TOKENS;
    }
}
