package pellucid.cuda.launch;

import static jcuda.driver.JCudaDriver.cuFuncSetAttribute;
import static jcuda.driver.JCudaDriver.cuLaunchKernel;
import static jcuda.driver.JCudaDriver.cuStreamSynchronize;

import jcuda.NativePointerObject;
import jcuda.Pointer;
import jcuda.driver.CUfunction;
import jcuda.driver.CUfunction_attribute;
import jcuda.driver.CUresult;
import pellucid.cuda.driver.CudaError;
import pellucid.cuda.driver.CudaStorage;
import pellucid.cuda.driver.Device;
import pellucid.tensor.BackendException;
import pellucid.tensor.DType;
import pellucid.tensor.Tensor;

/** One compiled kernel. */
public final class Kernel {
    /** The property that makes every launch wait for its kernel, so that an error names the kernel that made it. */
    public static final String SYNC_PROPERTY = "pellucid.cuda.sync";

    /** Up to here a block gets dynamic shared memory without asking for it. */
    private static final int SHARED_WITHOUT_ASKING = 48 << 10;

    private final Device device;
    private final CUfunction function;
    private final Signature signature;
    private final boolean waits = Boolean.getBoolean(SYNC_PROPERTY);
    private int sharedGranted = SHARED_WITHOUT_ASKING;

    Kernel(Device device, CUfunction function, Signature signature) {
        this.device = device;
        this.function = function;
        this.signature = signature;
    }

    /** Name and parameters, as the source declares them. */
    public String signature() {
        return signature.toString();
    }

    /**
     * Queues the kernel on the device's stream.
     *
     * @param arguments one for each parameter: a {@link Tensor} or null for a pointer, Integer, Long, Float or Double for
     *     a number, a {@link Walk} for a walk; anything else than the parameter asks for is an exception that names it
     */
    public void launch(Grid grid, Object... arguments) {
        if (arguments.length != signature.parameters().size()) {
            throw new BackendException("kernel " + signature + " takes "
                    + signature.parameters().size() + " arguments, " + arguments.length + " were given");
        }
        NativePointerObject[] packed = new NativePointerObject[arguments.length];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = packed(i, arguments[i]);
        }
        device.enter();
        grantShared(grid.sharedBytes());
        int result = cuLaunchKernel(
                function,
                grid.gridX(),
                grid.gridY(),
                grid.gridZ(),
                grid.blockX(),
                grid.blockY(),
                grid.blockZ(),
                grid.sharedBytes(),
                device.stream(),
                Pointer.to(packed),
                null);
        if (result != CUresult.CUDA_SUCCESS) {
            throw new BackendException("launching kernel '" + signature.kernel() + "' with " + grid + " failed: "
                    + CudaError.sentence(result));
        }
        if (waits) {
            CudaError.check(cuStreamSynchronize(device.stream()), "kernel '" + signature.kernel() + "' with " + grid);
        }
    }

    private void grantShared(int bytes) {
        if (bytes > sharedGranted) {
            CudaError.check(
                    cuFuncSetAttribute(
                            function, CUfunction_attribute.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, bytes),
                    "asking for " + bytes + " bytes of shared memory for kernel '" + signature.kernel() + "'");
            sharedGranted = bytes;
        }
    }

    private Pointer packed(int index, Object argument) {
        Parameter parameter = signature.parameters().get(index);
        if (parameter.isPointer()) {
            if (argument == null) {
                return Pointer.to(new Pointer());
            }
            if (argument instanceof Tensor tensor && tensor.dtype() == pointee(parameter)) {
                if (!parameter.readOnly()) {
                    CudaStorage.of(tensor).forgetNumbers();
                }
                return Pointer.to(CudaStorage.pointer(tensor));
            }
            throw wrong(index, argument);
        }
        if (argument instanceof Integer number) {
            switch (parameter.type()) {
                case "int", "unsigned":
                    return Pointer.to(new int[] {number});
                case "long long", "unsigned long long":
                    return Pointer.to(new long[] {number});
                default:
                    throw wrong(index, argument);
            }
        }
        if (argument instanceof Long number && parameter.type().endsWith("long long")) {
            return Pointer.to(new long[] {number});
        }
        if (argument instanceof Float number && parameter.type().equals("float")) {
            return Pointer.to(new float[] {number});
        }
        if (argument instanceof Double number) {
            switch (parameter.type()) {
                case "float":
                    return Pointer.to(new float[] {number.floatValue()});
                case "double":
                    return Pointer.to(new double[] {number});
                default:
                    throw wrong(index, argument);
            }
        }
        if (argument instanceof Walk walk && parameter.type().equals("Walk")) {
            return Pointer.to(walk.words());
        }
        throw wrong(index, argument);
    }

    /** Which tensors a pointer takes; numbers of 16 bits lie in pairs in an int32 tensor. */
    private static DType pointee(Parameter parameter) {
        return switch (parameter.type()) {
            case "float*" -> DType.FLOAT32;
            case "double*" -> DType.FLOAT64;
            default -> DType.INT32;
        };
    }

    private BackendException wrong(int index, Object argument) {
        String given = argument instanceof Tensor || argument == null
                ? String.valueOf(argument)
                : argument.getClass().getSimpleName() + " " + argument;
        return new BackendException("kernel '" + signature.kernel() + "', argument " + (index + 1) + " '"
                + signature.parameters().get(index) + "': " + given + " was given; the whole signature is "
                + signature);
    }
}
