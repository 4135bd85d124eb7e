package pellucid.cuda;

import pellucid.cuda.driver.Device;
import pellucid.cuda.launch.Grid;
import pellucid.tensor.DType;
import pellucid.tensor.Operands;
import pellucid.tensor.Scratch;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * The part of the CUDA backend for softmax, layer normalisation and L2: each one kernel, a warp a row up to
 * {@link #WARP_COLUMNS} columns, a block a row above.
 */
abstract class CudaRows extends CudaMatrices {
    /** Rows over which one block sums the gradients of gamma and beta. */
    private static final int ROW_CHUNK = 64;

    CudaRows(Device device) {
        super(device);
    }

    @Override
    public void softmax(Tensor x, Tensor out) {
        rowByRow("softmax", "softmax_3_registers", "softmax_4_block_per_row", x, out);
    }

    @Override
    public void logSoftmax(Tensor x, Tensor out) {
        rowByRow("logSoftmax", "log_softmax_registers", "log_softmax_block_per_row", x, out);
    }

    private void rowByRow(String operation, String ofWarp, String ofBlock, Tensor x, Tensor out) {
        Operands.sameShape(operation, x, out);
        int columns = columns(x);
        try (Scratch.Frame frame = scratch().open()) {
            Tensor from = rows(frame, x);
            Tensor to = rowsOutput(frame, out);
            launchRows(
                    ofWarp,
                    ofBlock,
                    x.shape().rows(),
                    columns,
                    from,
                    to,
                    x.shape().rows(),
                    columns,
                    from.rowStride(),
                    to.rowStride());
            settle(to, out);
        }
    }

    @Override
    public void softmaxBackward(Tensor y, Tensor dy, Tensor dx) {
        rowByRowBackward(
                "softmaxBackward", "softmax_backward_warp_per_row", "softmax_backward_block_per_row", y, dy, dx);
    }

    @Override
    public void logSoftmaxBackward(Tensor y, Tensor dy, Tensor dx) {
        rowByRowBackward(
                "logSoftmaxBackward",
                "log_softmax_backward_warp_per_row",
                "log_softmax_backward_block_per_row",
                y,
                dy,
                dx);
    }

    private void rowByRowBackward(String operation, String ofWarp, String ofBlock, Tensor y, Tensor dy, Tensor dx) {
        Operands.sameShape(operation, y, dx);
        Operands.sameShape(operation, dy, dx);
        int columns = columns(y);
        try (Scratch.Frame frame = scratch().open()) {
            Tensor result = rows(frame, y);
            Tensor gradient = rows(frame, dy);
            Tensor to = rowsOutput(frame, dx);
            launchRows(
                    ofWarp,
                    ofBlock,
                    y.shape().rows(),
                    columns,
                    result,
                    gradient,
                    to,
                    y.shape().rows(),
                    columns,
                    result.rowStride(),
                    gradient.rowStride(),
                    to.rowStride());
            settle(to, dx);
        }
    }

    @Override
    public void layerNorm(
            Tensor x, Tensor gamma, Tensor beta, double epsilon, Tensor normalized, Tensor rstd, Tensor out) {
        Operands.layerNorm(x, gamma, beta, normalized, rstd, out);
        normalizeRows(x, null, gamma, beta, epsilon, normalized, rstd, out);
    }

    @Override
    public void residualLayerNorm(
            Tensor x,
            Tensor residual,
            Tensor gamma,
            Tensor beta,
            double epsilon,
            Tensor normalized,
            Tensor rstd,
            Tensor out) {
        Operands.layerNorm(x, gamma, beta, normalized, rstd, out);
        Operands.sameShape("residualLayerNorm", residual, out);
        normalizeRows(x, residual, gamma, beta, epsilon, normalized, rstd, out);
    }

    private void normalizeRows(
            Tensor x,
            Tensor residual,
            Tensor gamma,
            Tensor beta,
            double epsilon,
            Tensor normalized,
            Tensor rstd,
            Tensor out) {
        int rows = x.shape().rows();
        int columns = x.shape().columns();
        try (Scratch.Frame frame = scratch().open()) {
            Tensor from = rows(frame, x);
            Tensor added = residual == null ? null : rows(frame, residual);
            Tensor kept = rowsOutput(frame, normalized);
            Tensor scales = denseOutput(frame, rstd);
            Tensor to = rowsOutput(frame, out);
            launchRows(
                    "layer_norm_4_registers",
                    "layer_norm_3_block_float4",
                    rows,
                    columns,
                    from,
                    added,
                    dense(frame, gamma),
                    dense(frame, beta),
                    epsilon,
                    kept,
                    scales,
                    to,
                    rows,
                    columns,
                    from.rowStride(),
                    added == null ? 0 : added.rowStride(),
                    kept == null ? 0 : kept.rowStride(),
                    to.rowStride());
            settle(kept, normalized);
            settle(scales, rstd);
            settle(to, out);
        }
    }

    @Override
    public void layerNormBackward(
            Tensor normalized, Tensor rstd, Tensor gamma, Tensor dy, Tensor dx, Tensor dGamma, Tensor dBeta) {
        Operands.layerNormBackward(normalized, rstd, gamma, dy, dx, dGamma, dBeta);
        int rows = dy.shape().rows();
        int columns = dy.shape().columns();
        try (Scratch.Frame frame = scratch().open()) {
            Tensor hat = rows(frame, normalized);
            Tensor gradient = rows(frame, dy);
            if (rows > 0 && columns > 0) {
                // Before dx is written, which may be the very tensor of dy or of normalized.
                addParameterGradients(frame, hat, gradient, dGamma, dBeta);
            }
            Tensor to = rowsOutput(frame, dx);
            launchRows(
                    "layer_norm_backward_2_registers",
                    "layer_norm_backward_3_block_per_row",
                    rows,
                    columns,
                    hat,
                    dense(frame, rstd),
                    dense(frame, gamma),
                    gradient,
                    to,
                    rows,
                    columns,
                    hat.rowStride(),
                    gradient.rowStride(),
                    to.rowStride());
            settle(to, dx);
        }
    }

    private void addParameterGradients(Scratch.Frame frame, Tensor normalized, Tensor dy, Tensor dGamma, Tensor dBeta) {
        if (dGamma == null && dBeta == null) {
            return;
        }
        int rows = dy.shape().rows();
        int columns = dy.shape().columns();
        int chunks = blocks(rows, ROW_CHUNK);
        Shape partial = Shape.of(chunks, columns);
        Tensor ofGamma = dGamma == null ? null : frame.tensor(DType.FLOAT32, partial);
        Tensor ofBeta = dBeta == null ? null : frame.tensor(DType.FLOAT32, partial);
        launch(
                "layer_norm_parameters_partial",
                Grid.blocks(blocks(columns, TILE_COLUMNS), chunks, 1, BLOCK),
                normalized,
                dy,
                ofGamma,
                ofBeta,
                rows,
                columns,
                normalized.rowStride(),
                dy.rowStride(),
                ROW_CHUNK);
        if (dGamma != null) {
            addColumnSums(ofGamma, dGamma);
        }
        if (dBeta != null) {
            addColumnSums(ofBeta, dBeta);
        }
    }

    @Override
    public void l2Normalize(Tensor x, double epsilon, Tensor out) {
        Operands.sameShape("l2Normalize", x, out);
        int rows = x.shape().rows();
        int columns = columns(x);
        try (Scratch.Frame frame = scratch().open()) {
            Tensor from = rows(frame, x);
            Tensor to = rowsOutput(frame, out);
            launchRows(
                    "l2_normalize_warp_per_row",
                    "l2_normalize_block_per_row",
                    rows,
                    columns,
                    from,
                    epsilon,
                    to,
                    rows,
                    columns,
                    from.rowStride(),
                    to.rowStride());
            settle(to, out);
        }
    }

    @Override
    public void l2NormalizeBackward(Tensor x, double epsilon, Tensor y, Tensor dy, Tensor dx) {
        Operands.sameShape("l2NormalizeBackward", x, dx);
        Operands.sameShape("l2NormalizeBackward", y, dx);
        Operands.sameShape("l2NormalizeBackward", dy, dx);
        int rows = x.shape().rows();
        int columns = columns(x);
        try (Scratch.Frame frame = scratch().open()) {
            Tensor from = rows(frame, x);
            Tensor result = rows(frame, y);
            Tensor gradient = rows(frame, dy);
            Tensor to = rowsOutput(frame, dx);
            launchRows(
                    "l2_normalize_backward_warp_per_row",
                    "l2_normalize_backward_block_per_row",
                    rows,
                    columns,
                    from,
                    epsilon,
                    result,
                    gradient,
                    to,
                    rows,
                    columns,
                    from.rowStride(),
                    result.rowStride(),
                    gradient.rowStride(),
                    to.rowStride());
            settle(to, dx);
        }
    }

    /** Size of the last axis; a scalar, which has none, is refused. */
    private static int columns(Tensor x) {
        return x.dim(-1);
    }
}
