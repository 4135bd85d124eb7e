package pellucid.cuda;

import pellucid.cuda.driver.CudaStorage;
import pellucid.cuda.driver.Device;
import pellucid.cuda.launch.Grid;
import pellucid.cuda.launch.Walk;
import pellucid.tensor.DType;
import pellucid.tensor.Operands;
import pellucid.tensor.Scratch;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * The part of the CUDA backend for rows of tables: gathering, adding to, BERT's input layer. Kernels in
 * {@code embedding.cu}.
 *
 * <p>Ids that are no row are refused before a kernel runs. Where all that was ever written to the ids' storage is known
 * to be within the table, the device is not asked; else one small kernel and one read-back tell.
 */
abstract class CudaTables extends CudaRows {
    /** Dynamic shared memory that every device gives a block. */
    protected static final int SHARED_BYTES = 48 << 10;

    private static final int WARP = 32;

    CudaTables(Device device) {
        super(device);
    }

    /** Threads enough for a row of this many columns: whole warps, at most {@link #BLOCK}. */
    protected static int threadsFor(int columns) {
        return Math.min(BLOCK, (columns + WARP - 1) / WARP * WARP);
    }

    /** How many runs of {@code size} cover {@code count}. */
    protected static int runs(int count, int size) {
        return (count + size - 1) / size;
    }

    /** Refuses ids that are no rows of the table. */
    protected final void checkIds(String operation, Tensor table, Tensor ids) {
        if (!areWithin(ids, table.dim(0))) {
            int[] values = ids.toInts();
            for (int i = 0; i < values.length; i++) {
                Operands.rowId(operation, table, values[i], i);
            }
        }
    }

    /** Whether all ids are at least 0 and less than the limit. */
    protected final boolean areWithin(Tensor ids, int limit) {
        if (ids.size() == 0 || CudaStorage.of(ids).isKnownWithin(limit)) {
            return true;
        }
        try (Scratch.Frame frame = scratch().open()) {
            Tensor range = frame.tensor(DType.INT32, Shape.of(2));
            launch("int_range", Grid.blocks(1, 1, 1, BLOCK), ids, range, Walk.over(ids.shape(), ids), ids.size());
            CudaStorage.of(range).forgetRange();
            range.storage().touch();
            int[] found = range.toInts();
            return found[0] >= 0 && found[1] < limit;
        }
    }

    @Override
    public void gatherRows(Tensor table, Tensor ids, Tensor out) {
        Operands.tableRows("gatherRows", table, ids, out);
        checkIds("gatherRows", table, ids);
        if (out.size() == 0) {
            return;
        }
        try (Scratch.Frame frame = scratch().open()) {
            Tensor from = rows(frame, table);
            Tensor to = rowsOutput(frame, out);
            launch(
                    "gather_rows_2_warp_per_row",
                    Grid.linear(out.dim(0), BLOCK / WARP).withBlock(BLOCK, 1),
                    from,
                    from.rowStride(),
                    ids,
                    ids.stride(0),
                    ids.dim(0),
                    table.dim(1),
                    to,
                    to.rowStride());
            settle(to, out);
        }
    }

    @Override
    public void scatterAddRows(Tensor rows, Tensor ids, Tensor table) {
        Operands.tableRows("scatterAddRows", table, ids, rows);
        checkIds("scatterAddRows", table, ids);
        if (rows.size() == 0) {
            return;
        }
        try (Scratch.Frame frame = scratch().open()) {
            Tensor from = rows(frame, rows);
            Tensor to = rows(frame, table);
            int columns = Math.min(threadsFor(table.dim(1)), BLOCK / 2);
            launch(
                    "scatter_add_rows_2_first_owns",
                    Grid.blocks(ids.dim(0), runs(table.dim(1), columns), 1, columns),
                    from,
                    from.rowStride(),
                    ids,
                    ids.stride(0),
                    ids.dim(0),
                    table.dim(1),
                    to,
                    to.rowStride());
            settle(to, table);
        }
    }

    @Override
    public void embeddingLayerNorm(
            Tensor words,
            Tensor positions,
            Tensor types,
            Tensor ids,
            Tensor positionIds,
            Tensor typeIds,
            Tensor gamma,
            Tensor beta,
            double epsilon,
            Tensor normalized,
            Tensor rstd,
            Tensor out) {
        Operands.embeddingLayerNorm(
                words, positions, types, ids, positionIds, typeIds, gamma, beta, normalized, rstd, out);
        int width = out.dim(1);
        if (width * Float.BYTES > SHARED_BYTES) {
            super.embeddingLayerNorm(
                    words, positions, types, ids, positionIds, typeIds, gamma, beta, epsilon, normalized, rstd, out);
            return;
        }
        checkIds("embeddingLayerNorm", words, ids);
        checkIds("embeddingLayerNorm", types, typeIds);
        checkIds("embeddingLayerNorm", positions, positionIds);
        if (out.size() == 0) {
            return;
        }
        try (Scratch.Frame frame = scratch().open()) {
            Tensor wordRows = rows(frame, words);
            Tensor typeRows = rows(frame, types);
            Tensor positionRows = rows(frame, positions);
            Tensor normalizedRows = rowsOutput(frame, normalized);
            Tensor rstds = denseOutput(frame, rstd);
            Tensor to = rowsOutput(frame, out);
            launch(
                    "embedding_layer_norm_2_one_pass",
                    Grid.blocks(out.dim(0), 1, 1, threadsFor(width)).withShared(width * Float.BYTES),
                    wordRows,
                    wordRows.rowStride(),
                    typeRows,
                    typeRows.rowStride(),
                    positionRows,
                    positionRows.rowStride(),
                    ids,
                    ids.stride(0),
                    typeIds,
                    typeIds.stride(0),
                    positionIds,
                    positionIds.stride(0),
                    dense(frame, gamma),
                    dense(frame, beta),
                    epsilon,
                    width,
                    normalizedRows,
                    normalized == null ? 0 : normalizedRows.rowStride(),
                    rstds,
                    to,
                    to.rowStride());
            settle(normalizedRows, normalized);
            settle(rstds, rstd);
            settle(to, out);
        }
    }
}
