package pellucid.cuda;

import static jcuda.jcublas.JCublas2.cublasCreate;
import static jcuda.jcublas.JCublas2.cublasDestroy;
import static jcuda.jcublas.JCublas2.cublasSetMathMode;
import static jcuda.jcublas.JCublas2.cublasSetStream;
import static jcuda.jcublas.JCublas2.cublasSgemm;

import jcuda.Pointer;
import jcuda.jcublas.cublasHandle;
import jcuda.jcublas.cublasMath;
import jcuda.jcublas.cublasOperation;
import jcuda.jcublas.cublasStatus;
import jcuda.runtime.cudaStream_t;
import pellucid.cuda.driver.CudaLibraries;
import pellucid.cuda.driver.CudaStorage;
import pellucid.cuda.driver.Device;
import pellucid.tensor.BackendException;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * Products by NVIDIA's cuBLAS, for comparison and by choice ({@code -Dpellucid.cuda.cublas=true}). Exempt from the rule
 * that a row does not depend on its neighbours: cuBLAS chooses its kernel, and with it the order of a sum, by the shapes.
 */
final class Cublas implements AutoCloseable {
    static final String PROPERTY = "pellucid.cuda.cublas";

    private static final String MAJOR = "12";

    private final Device device;
    private final cublasHandle handle = new cublasHandle();

    /** Whether the property asks for it. */
    static boolean isWanted() {
        return Boolean.getBoolean(PROPERTY);
    }

    /** Loads the library before any class of JCublas asks for it; one sentence says what is missing. */
    Cublas(Device device, boolean tf32) {
        String missing = CudaLibraries.load("cublasLt", MAJOR);
        missing = missing == null ? CudaLibraries.load("cublas", MAJOR) : missing;
        if (missing != null) {
            throw new BackendException("-D" + PROPERTY + "=true needs cuBLAS: " + missing
                    + "; without the property our own kernels are used");
        }
        this.device = device;
        device.enter();
        check(cublasCreate(handle), "starting cuBLAS");
        check(cublasSetStream(handle, new cudaStream_t(device.stream())), "giving cuBLAS its stream");
        int mode = tf32 ? cublasMath.CUBLAS_TF32_TENSOR_OP_MATH : cublasMath.CUBLAS_DEFAULT_MATH;
        check(cublasSetMathMode(handle, mode), "setting the precision of cuBLAS");
    }

    /** Whether the rows do not overlap; cuBLAS takes no operand that is broadcast along its rows. */
    boolean takes(MatrixOperand operand) {
        return operand.leadingDimension() >= Math.max(1, operand.transposed() ? operand.rows() : operand.columns());
    }

    /**
     * c = alpha · a · b + beta · c for each matrix of the stack, where c is not transposed. cuBLAS counts matrices column by
     * column, in which ours are all transposed: it is asked for cᵀ = bᵀ aᵀ.
     */
    synchronized void multiply(
            Shape batch, MatrixOperand a, MatrixOperand b, float alpha, float beta, MatrixOperand c) {
        device.enter();
        Pointer factor = Pointer.to(new float[] {alpha});
        Pointer kept = Pointer.to(new float[] {beta});
        Tensor corners = c.corners();
        Tensor as = a.corners().broadcastTo(batch);
        Tensor bs = b.corners().broadcastTo(batch);
        for (int i = 0; i < batch.size(); i++) {
            check(
                    cublasSgemm(
                            handle,
                            operation(b),
                            operation(a),
                            c.columns(),
                            c.rows(),
                            a.columns(),
                            factor,
                            pointer(bs, i),
                            b.leadingDimension(),
                            pointer(as, i),
                            a.leadingDimension(),
                            kept,
                            pointer(corners, i),
                            c.leadingDimension()),
                    "a matrix product by cuBLAS");
        }
    }

    private static int operation(MatrixOperand operand) {
        return operand.transposed() ? cublasOperation.CUBLAS_OP_T : cublasOperation.CUBLAS_OP_N;
    }

    private static Pointer pointer(Tensor corners, int index) {
        long at = corners.offset();
        int rest = index;
        for (int axis = corners.rank() - 1; axis >= 0; axis--) {
            at += (long) (rest % corners.dim(axis)) * corners.stride(axis);
            rest /= corners.dim(axis);
        }
        return CudaStorage.of(corners).pointer(at);
    }

    private static void check(int status, String doing) {
        if (status != cublasStatus.CUBLAS_STATUS_SUCCESS) {
            throw new BackendException(doing + " failed: " + cublasStatus.stringFor(status));
        }
    }

    @Override
    public void close() {
        device.enter();
        cublasDestroy(handle);
    }
}
