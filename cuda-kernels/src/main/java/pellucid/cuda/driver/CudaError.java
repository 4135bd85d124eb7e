package pellucid.cuda.driver;

import jcuda.driver.CUresult;
import pellucid.tensor.BackendException;

/** Turns the driver's result codes into exceptions of one sentence: what was being done, what happened, the mend. */
public final class CudaError {
    private CudaError() {}

    /**
     * Does nothing on success.
     *
     * @param doing what was asked of the driver, to begin the sentence with
     */
    public static void check(int result, String doing) {
        if (result != CUresult.CUDA_SUCCESS) {
            throw new BackendException(doing + " failed: " + sentence(result));
        }
    }

    /** What a result code means, with its name and the mend. */
    public static String sentence(int result) {
        String name = CUresult.stringFor(result);
        return switch (result) {
            case CUresult.CUDA_ERROR_OUT_OF_MEMORY -> name + ", the device has no memory left; use smaller batches";
            case CUresult.CUDA_ERROR_NO_DEVICE -> name + ", the driver sees no NVIDIA device; check nvidia-smi";
            case CUresult.CUDA_ERROR_INVALID_PTX ->
                name + ", the driver's compiler refuses the kernels; build them again with build-ptx.sh";
            case CUresult.CUDA_ERROR_UNSUPPORTED_PTX_VERSION ->
                name + ", the driver is older than CUDA 12.0; install NVIDIA's driver 525 or newer";
            case CUresult.CUDA_ERROR_NO_BINARY_FOR_GPU ->
                name + ", the kernels need a device of compute capability 7.5 or newer";
            case CUresult.CUDA_ERROR_NOT_FOUND -> name + ", the kernels on disk lack it; build them with build-ptx.sh";
            case CUresult.CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES ->
                name + ", a block asks for more registers or shared memory than the device has";
            case CUresult.CUDA_ERROR_ILLEGAL_ADDRESS ->
                name + ", a kernel touched memory that is not its own; run with -Dpellucid.cuda.sync=true to see which,"
                        + " the device is unusable until the program is started again";
            case CUresult.CUDA_ERROR_LAUNCH_FAILED ->
                name + ", a kernel ended in an error; run with -Dpellucid.cuda.sync=true to see which, the device is"
                        + " unusable until the program is started again";
            case CUresult.CUDA_ERROR_ECC_UNCORRECTABLE,
                    CUresult.CUDA_ERROR_UNKNOWN,
                    CUresult.CUDA_ERROR_DEINITIALIZED ->
                name + ", the device was lost; start the program again, and check nvidia-smi";
            default -> name + " (code " + result + ")";
        };
    }
}
