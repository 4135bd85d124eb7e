package pellucid.cuda;

import jcuda.driver.CUdevice_attribute;
import pellucid.cuda.driver.Device;
import pellucid.cuda.launch.Grid;
import pellucid.cuda.launch.Walk;
import pellucid.tensor.Activation;
import pellucid.tensor.BackendException;
import pellucid.tensor.Matmul;
import pellucid.tensor.Operands;
import pellucid.tensor.Scratch;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * The part of the CUDA backend for the matrix product and linear layers. Operands whose rows or columns lie side by side
 * are taken as they are; others are copied first.
 *
 * <p>Products are in float32, each element summed in the order of k. {@code -Dpellucid.cuda.tf32=true} takes them in TF32
 * on the tensor cores; {@code -Dpellucid.cuda.cublas=true} leaves them to NVIDIA's cuBLAS, whose results may depend on the
 * number of rows and on the version.
 */
abstract class CudaMatrices extends CudaReductions {
    static final String TF32_PROPERTY = "pellucid.cuda.tf32";

    private static final int TF32_CAPABILITY = 80;
    /** Matrices of one launch; a grid may have 65535 blocks along z. */
    private static final int MOST_MATRICES = 1 << 14;
    /** Tokens whose part of a weight's gradient is one product; it must depend on nothing, or the bits would. */
    private static final int PART = 1024;
    /** Elements of a weight from which on its gradient alone has tiles enough for a device. */
    private static final int LARGE_WEIGHT = 1 << 20;
    /** Rows that one block of column_sums adds up, where there are several. */
    private static final int ROWS_PER_BLOCK = 256;

    /** Blocks of column_sums along y. */
    private static final int MOST_PARTS = 1 << 15;

    private static final int SUMMED_COLUMNS = 32;
    private static final int SUMMED_LANES = 8;

    private final Products products;
    private final Cublas cublas;

    CudaMatrices(Device device) {
        super(device);
        boolean tf32 = Boolean.getBoolean(TF32_PROPERTY);
        products = new Products(device.attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT), tf32);
        try {
            if (tf32 && device.computeCapability() < TF32_CAPABILITY) {
                throw new BackendException("-D" + TF32_PROPERTY + "=true needs a device of compute capability 8.0, "
                        + device.name() + " has " + device.computeCapability() / 10.0 + "; leave the property away");
            }
            cublas = Cublas.isWanted() ? new Cublas(device, tf32) : null;
        } catch (BackendException e) {
            super.close();
            throw e;
        }
    }

    /** For people: how products are computed. */
    protected final String describeProducts() {
        String how = products.tensorCores() ? "TF32" : "float32";
        return cublas == null
                ? "products in " + how
                : "products in " + how + " by cuBLAS, whose bits may depend on the batch";
    }

    @Override
    public void matmul(Tensor a, Tensor b, double alpha, double beta, Tensor out) {
        Operands.together("matmul", a, out);
        Operands.together("matmul", b, out);
        Matmul.check(a, b, out);
        if (out.size() == 0) {
            return;
        }
        if (a.dim(-1) == 0) {
            scale(beta, out);
            return;
        }
        try (Scratch.Frame frame = scratch().open()) {
            MatrixOperand left = operand(frame, a);
            MatrixOperand right = operand(frame, b);
            MatrixOperand to = MatrixOperand.of(out);
            Tensor result = to != null ? out : frame.tensor(out.dtype(), out.shape());
            if (to == null) {
                to = MatrixOperand.of(result);
                if (beta != 0) {
                    copy(out, result);
                }
            }
            if (to.transposed()) {
                multiply(right.transpose(), left.transpose(), alpha, beta, to.transpose());
            } else {
                multiply(left, right, alpha, beta, to);
            }
            settle(result, out);
        }
    }

    /** out = beta · out. */
    private void scale(double beta, Tensor out) {
        if (beta == 0) {
            fill(out, 0);
        } else {
            affine(out, beta, 0, out);
        }
    }

    private MatrixOperand operand(Scratch.Frame frame, Tensor tensor) {
        MatrixOperand asItLies = MatrixOperand.of(tensor);
        if (asItLies != null) {
            return asItLies;
        }
        Tensor dense = frame.tensor(tensor.dtype(), tensor.shape());
        copy(tensor, dense);
        return MatrixOperand.of(dense);
    }

    /** c = alpha · a · b + beta · c, where the rows of c lie side by side. */
    private void multiply(MatrixOperand a, MatrixOperand b, double alpha, double beta, MatrixOperand c) {
        Shape batch = Matmul.batchOf(c.tensor().shape());
        if (cublas != null && cublas.takes(a) && cublas.takes(b) && cublas.takes(c)) {
            cublas.multiply(batch, a, b, (float) alpha, (float) beta, c);
        } else if (c.rows() > Products.FEW && products.isFewColumns(c.columns())) {
            multiplyFewRows(batch, b.transpose(), a.transpose(), alpha, beta, c.transpose());
        } else if (products.isFew(c.rows(), c.columns(), batch.size())) {
            multiplyFewRows(batch, a, b, alpha, beta, c);
        } else {
            multiplyTiles(batch, a, b, alpha, beta, c);
        }
    }

    private void multiplyFewRows(
            Shape batch, MatrixOperand a, MatrixOperand b, double alpha, double beta, MatrixOperand c) {
        Walk walk = Walk.over(batch, a.corners(), b.corners(), c.corners());
        for (int first = 0; first < batch.size(); first += MOST_MATRICES) {
            launch(
                    "gemm_few_rows",
                    Products.fewRows(c.rows(), c.columns(), Math.min(MOST_MATRICES, batch.size() - first)),
                    c.rows(),
                    c.columns(),
                    a.columns(),
                    alpha,
                    a.tensor(),
                    a.leadingDimension(),
                    a.transposedFlag(),
                    b.tensor(),
                    b.leadingDimension(),
                    b.transposedFlag(),
                    beta,
                    c.tensor(),
                    c.tensor().stride(-2),
                    c.tensor().stride(-1),
                    walk,
                    first);
        }
    }

    private void multiplyTiles(
            Shape batch, MatrixOperand a, MatrixOperand b, double alpha, double beta, MatrixOperand c) {
        Walk walk = Walk.over(batch, a.corners(), b.corners(), c.corners());
        int side = products.side(c.rows(), c.columns(), batch.size());
        for (int first = 0; first < batch.size(); first += MOST_MATRICES) {
            launch(
                    (products.tensorCores() ? "gemm_tf32_" : "gemm_8_double_buffered_") + side,
                    Products.tiles(side, c.rows(), c.columns(), Math.min(MOST_MATRICES, batch.size() - first)),
                    c.rows(),
                    c.columns(),
                    a.columns(),
                    alpha,
                    a.tensor(),
                    a.leadingDimension(),
                    a.transposedFlag(),
                    b.tensor(),
                    b.leadingDimension(),
                    b.transposedFlag(),
                    beta,
                    c.tensor(),
                    c.leadingDimension(),
                    walk,
                    first);
        }
    }

    @Override
    public void linear(Tensor x, Tensor weight, Tensor bias, Activation activation, Tensor preActivation, Tensor out) {
        if (cublas != null) {
            super.linear(x, weight, bias, activation, preActivation, out);
            return;
        }
        Operands.linear(x, weight, bias, preActivation, out);
        if (out.size() == 0) {
            return;
        }
        int tokens = out.dim(0);
        int width = out.dim(1);
        boolean few = products.isFew(tokens, width, 1);
        int side = products.side(tokens, width, 1);
        try (Scratch.Frame frame = scratch().open()) {
            Tensor inputs = rows(frame, x);
            Tensor weights = rows(frame, weight);
            Tensor kept = rowsOutput(frame, preActivation);
            Tensor result = rowsOutput(frame, out);
            launch(
                    few ? "linear_few_rows" : (products.tensorCores() ? "linear_tf32_" : "linear_") + side,
                    few ? Products.fewRows(tokens, width, 1) : Products.tiles(side, tokens, width, 1),
                    tokens,
                    width,
                    x.dim(1),
                    inputs,
                    inputs.rowStride(),
                    weights,
                    weights.rowStride(),
                    bias == null ? null : dense(frame, bias),
                    activation.ordinal(),
                    kept,
                    kept == null ? 0 : kept.rowStride(),
                    result,
                    result.rowStride());
            settle(kept, preActivation);
            settle(result, out);
        }
    }

    @Override
    public void linearBackward(
            Tensor x,
            Tensor weight,
            Activation activation,
            Tensor preActivation,
            Tensor dy,
            Tensor dx,
            Tensor dWeight,
            Tensor dBias) {
        Operands.linearBackward(x, weight, preActivation, dy, dx, dWeight, dBias);
        try (Scratch.Frame frame = scratch().open()) {
            Tensor g = activation == Activation.NONE
                    ? rows(frame, dy)
                    : throughActivation(frame, activation, preActivation, dy);
            if (dx != null) {
                matmul(g, weight, 1, 0, dx);
            }
            if (dWeight != null) {
                addWeightGradient(g, rows(frame, x), dWeight);
            }
            if (dBias != null) {
                addColumnSums(g, dBias);
            }
        }
    }

    /** dy · activation'(preActivation). */
    private Tensor throughActivation(Scratch.Frame frame, Activation activation, Tensor preActivation, Tensor dy) {
        Tensor g = frame.tensor(dy.dtype(), dy.shape());
        if (g.size() > 0) {
            Tensor arguments = rows(frame, preActivation);
            Tensor gradients = rows(frame, dy);
            launch(
                    "activation_backward",
                    Grid.linear(g.size(), BLOCK, PER_THREAD),
                    activation.ordinal(),
                    arguments,
                    arguments.rowStride(),
                    gradients,
                    gradients.rowStride(),
                    g,
                    g.dim(0),
                    g.dim(1));
        }
        return g;
    }

    /**
     * dWeight += gᵀ x. Over many tokens a small weight's gradient would be few tiles with a very long sum each; so it is
     * computed in parts of {@link #PART} tokens, whose sums are then added in their order.
     */
    private void addWeightGradient(Tensor g, Tensor x, Tensor dWeight) {
        int tokens = x.dim(0);
        int parts = tokens / PART;
        if (parts < 2 || dWeight.size() == 0 || dWeight.size() > LARGE_WEIGHT) {
            matmul(g.transpose(0, 1), x, 1, 1, dWeight);
            return;
        }
        int whole = parts * PART;
        try (Scratch.Frame frame = scratch().open()) {
            Tensor sums = frame.tensor(
                    dWeight.dtype(), Shape.of(whole == tokens ? parts : parts + 1, dWeight.dim(0), dWeight.dim(1)));
            Tensor left = g.slice(0, 0, whole).reshape(parts, PART, g.dim(1)).transpose(1, 2);
            Tensor right = x.slice(0, 0, whole).reshape(parts, PART, x.dim(1));
            matmul(left, right, 1, 0, sums.slice(0, 0, parts));
            if (whole < tokens) {
                Tensor rest = g.slice(0, whole, tokens).transpose(0, 1);
                matmul(rest, x.slice(0, whole, tokens), 1, 0, sums.select(0, parts));
            }
            addColumnSums(sums.reshape(sums.dim(0), dWeight.size()), dWeight);
        }
    }

    /** target, of as many elements as x has columns, += the sum of the rows of x; x has rows without gaps. */
    protected final void addColumnSums(Tensor x, Tensor target) {
        if (x.size() == 0) {
            return;
        }
        try (Scratch.Frame frame = scratch().open()) {
            int rows = x.dim(0);
            int columns = x.dim(1);
            Tensor last = x;
            if (rows > ROWS_PER_BLOCK) {
                int rowsPerBlock = Math.max(ROWS_PER_BLOCK, rows / MOST_PARTS + 1);
                last = frame.tensor(x.dtype(), Shape.of((rows - 1) / rowsPerBlock + 1, columns));
                columnSums(x, rowsPerBlock, false, last);
            }
            Tensor sum = denseOutput(frame, target);
            columnSums(last, last.dim(0), sum == target, sum.reshape(1, columns));
            if (sum == target) {
                target.storage().touch();
            } else {
                addScaled(1, sum, target);
            }
        }
    }

    private void columnSums(Tensor x, int rowsPerBlock, boolean add, Tensor out) {
        int columns = x.dim(1);
        launch(
                "column_sums",
                Grid.blocks((columns - 1) / SUMMED_COLUMNS + 1, out.dim(0), 1, SUMMED_COLUMNS)
                        .withBlock(SUMMED_COLUMNS, SUMMED_LANES),
                x,
                x.rowStride(),
                x.dim(0),
                columns,
                rowsPerBlock,
                add ? 1 : 0,
                out,
                columns);
    }

    @Override
    public void close() {
        if (cublas != null) {
            cublas.close();
        }
        super.close();
    }
}
