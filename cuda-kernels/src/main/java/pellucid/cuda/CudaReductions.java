package pellucid.cuda;

import pellucid.cuda.driver.CudaStorage;
import pellucid.cuda.driver.Device;
import pellucid.cuda.launch.Grid;
import pellucid.cuda.launch.Walk;
import pellucid.tensor.DType;
import pellucid.tensor.Operands;
import pellucid.tensor.ReduceOp;
import pellucid.tensor.Scratch;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * The part of the CUDA backend that brings many numbers down to few. Which kernel takes a row or a column is decided by
 * its length alone, so its result does not depend on how many others there are.
 */
abstract class CudaReductions extends CudaElementwise {
    /** Rows of up to so many numbers go to a warp each, longer ones to a block; as many as a warp can hold in registers. */
    protected static final int WARP_COLUMNS = 1024;
    /** Threads of a warp. */
    protected static final int WARP = 32;
    /** Columns of the tile that a block of {@link #BLOCK} threads sums. */
    protected static final int TILE_COLUMNS = 32;

    /** Numbers of a column that one block sums; a longer column is summed in stages. */
    private static final int COLUMN_CHUNK = 64;
    /** Numbers whose squares one block sums. */
    private static final int NORM_CHUNK = 8192;
    /** From so many numbers on, as many threads as a block can have look for the largest of a row. */
    private static final int LONG_LIST = 8192;

    private static final int MOST_THREADS = 1024;
    /** Threads of a block whose warps each have a row: few, so that few rows still spread over all processors. */
    private static final int WARPS_BLOCK = 128;
    /** Blocks that a grid may have along its second and third axis. */
    private static final int MOST_BLOCKS = 65535;

    CudaReductions(Device device) {
        super(device);
    }

    @Override
    public void reduce(ReduceOp op, Tensor x, int axis, Tensor out) {
        int along = Operands.reduce(op.name(), x, axis, out);
        if (out.size() > 0) {
            try (Scratch.Frame frame = scratch().open()) {
                Tensor from = steppable(frame, x, along);
                Tensor to = denseOutput(frame, out);
                ReducedAxis axes = ReducedAxis.of(from, along);
                if (axes.isRows()) {
                    launchRows(
                            "reduce_rows_2_warp_per_row",
                            "reduce_rows_3_block_per_row",
                            axes.outer(),
                            axes.length(),
                            op.ordinal(),
                            from,
                            to,
                            axes.outer(),
                            axes.length(),
                            axes.outerStride());
                } else {
                    reduceColumns(frame, op, from, axes, axes.length(), to);
                }
                settle(to, out);
            }
        }
        out.storage().touch();
    }

    /** Leaves one partial result for each chunk of a column, and reduces those in turn until one is left. */
    private void reduceColumns(Scratch.Frame frame, ReduceOp op, Tensor x, ReducedAxis axes, int divisor, Tensor out) {
        int chunk = COLUMN_CHUNK;
        while (blocks(axes.length(), chunk) > MOST_BLOCKS) {
            chunk *= 2;
        }
        int chunks = Math.max(1, blocks(axes.length(), chunk));
        Tensor to = chunks == 1 ? out : frame.tensor(DType.FLOAT32, Shape.of(chunks, axes.results()));
        launch(
                "reduce_columns_2_tile",
                Grid.blocks(blocks(axes.inner(), TILE_COLUMNS), Math.min(axes.outer(), MOST_BLOCKS), chunks, BLOCK),
                op.ordinal(),
                x,
                to,
                axes.outer(),
                axes.length(),
                axes.inner(),
                axes.outerStride(),
                axes.lengthStride(),
                axes.innerStride(),
                chunk,
                divisor);
        if (chunks > 1) {
            ReducedAxis partial = new ReducedAxis(1, chunks, axes.results(), 0, axes.results(), 1);
            reduceColumns(frame, op, to, partial, divisor, out);
        }
    }

    @Override
    public void argMax(Tensor x, int axis, Tensor out) {
        int along = Operands.reduce("argMax", x, axis, out);
        if (out.size() > 0) {
            x.slice(along, 0, 1); // refuses an axis without elements, as it has no largest one
            try (Scratch.Frame frame = scratch().open()) {
                Tensor from = steppable(frame, x, along);
                Tensor to = denseOutput(frame, out);
                ReducedAxis axes = ReducedAxis.of(from, along);
                if (axes.isRows()) {
                    launchRows(
                            "arg_max_rows",
                            "arg_max_rows_block",
                            axes.outer(),
                            axes.length(),
                            from,
                            to,
                            axes.outer(),
                            axes.length(),
                            axes.outerStride());
                } else {
                    launch(
                            "arg_max_columns",
                            Grid.linear(axes.results(), BLOCK),
                            from,
                            to,
                            axes.outer(),
                            axes.length(),
                            axes.inner(),
                            axes.outerStride(),
                            axes.lengthStride(),
                            axes.innerStride());
                }
                CudaStorage.of(to).widenRange(0, axes.length() - 1);
                settle(to, out);
            }
        }
        out.storage().touch();
    }

    private Tensor steppable(Scratch.Frame frame, Tensor x, int axis) {
        return ReducedAxis.of(x, axis) != null ? x : dense(frame, x);
    }

    @Override
    public double squaredNorm(Tensor x) {
        if (x.size() == 0) {
            return 0;
        }
        Walk walk = Walk.over(x.shape(), x);
        int chunks = blocks(walk.size(), NORM_CHUNK);
        Tensor partial = doubles(chunks);
        Tensor sum = doubles(1);
        launch("squared_norm_partial", Grid.blocks(chunks, 1, 1, BLOCK), x, partial, walk, walk.size(), NORM_CHUNK);
        launch("sum_doubles", Grid.blocks(1, 1, 1, BLOCK), partial, sum, chunks);
        return sum.toDoubles()[0];
    }

    @Override
    public void topK(Tensor x, int k, Tensor values, Tensor indices) {
        Operands.topK(x, k, values, indices);
        if (values.size() > 0) {
            try (Scratch.Frame frame = scratch().open()) {
                Tensor from = rows(frame, x);
                Tensor best = rowsOutput(frame, values);
                Tensor places = rowsOutput(frame, indices);
                launch(
                        "top_k_2_own_best",
                        Grid.blocks(x.dim(0), 1, 1, x.dim(1) > LONG_LIST ? MOST_THREADS : BLOCK),
                        from,
                        best,
                        places,
                        x.dim(1),
                        k,
                        from.rowStride(),
                        best.rowStride(),
                        places.rowStride());
                CudaStorage.of(places).widenRange(0, x.dim(1) - 1);
                settle(best, values);
                settle(places, indices);
            }
        }
        values.storage().touch();
        indices.storage().touch();
    }

    /** Launches one of two kernels: where a row has few columns the one that gives it a warp, else the one with a block. */
    protected final void launchRows(String ofWarp, String ofBlock, int rows, int columns, Object... arguments) {
        if (rows == 0) {
            return;
        }
        if (columns <= WARP_COLUMNS) {
            launch(ofWarp, Grid.linear((long) rows * WARP, WARPS_BLOCK), arguments);
        } else {
            launch(ofBlock, Grid.blocks(rows, 1, 1, BLOCK), arguments);
        }
    }

    /** How many blocks of a size cover so many elements. */
    protected static int blocks(int elements, int size) {
        return (int) (((long) elements + size - 1) / size);
    }
}
