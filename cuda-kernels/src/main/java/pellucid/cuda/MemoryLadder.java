package pellucid.cuda;

import static jcuda.driver.JCudaDriver.cuMemcpyDtoDAsync;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import pellucid.cuda.driver.CudaError;
import pellucid.cuda.driver.CudaStorage;
import pellucid.cuda.launch.Grid;
import pellucid.cuda.launch.Walk;
import pellucid.tensor.Activation;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.DType;
import pellucid.tensor.Dropout;
import pellucid.tensor.InputException;
import pellucid.tensor.OptimizerOps.AdamW;
import pellucid.tensor.OptimizerOps.Sgd;
import pellucid.tensor.Pooling;
import pellucid.tensor.ReduceOp;
import pellucid.tensor.Segments;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;

/**
 * The kernels that the memory limits, those of the lessons and those that the backend takes, each ready to be run on one
 * set of tensors [rows, columns]: for measurements of what part of the memory's bandwidth they reach.
 *
 * <p>The bytes of a step are those that any program for the task must move: each operand once, whatever the kernel does.
 */
public final class MemoryLadder {
    /**
     * One kernel with its operands.
     *
     * @param kernel its name
     * @param used whether the backend takes it; else it is a step of a lesson
     * @param bytes what the task must read and write
     * @param work queues the kernel
     */
    public record Step(String kernel, boolean used, long bytes, Runnable work) {}

    /** In place of a kernel: the copy that the driver brings. */
    public static final String DRIVERS_COPY = "cuMemcpyDtoDAsync";

    private static final double EPSILON = 1e-12;
    private static final int LARGEST = 10;
    private static final int SEQUENCE = 128;
    /** Rows to add up where each looks for its like among all before it. */
    private static final int SCATTERED = 1 << 13;

    private static final int NORM_CHUNK = 1 << 14;
    private static final int ROW_CHUNK = 64;
    private static final int BLOCK = CudaMemory.BLOCK;
    private static final int PER_THREAD = CudaMemory.PER_THREAD;

    private final CudaBackend cuda;
    private final int rows;
    private final int columns;
    private final long count;
    private final Tensor x;
    private final Tensor y;
    private final Tensor dy;
    private final Tensor out;
    private final Tensor gamma;
    private final Tensor beta;
    private final Tensor perRow;
    private final List<Step> steps = new ArrayList<>();

    private MemoryLadder(CudaBackend cuda, int rows, int columns) {
        this.cuda = cuda;
        this.rows = rows;
        this.columns = columns;
        count = (long) rows * columns;
        x = normal(1, rows, columns);
        y = normal(2, rows, columns);
        dy = normal(3, rows, columns);
        out = cuda.zeros(rows, columns);
        gamma = normal(4, columns);
        beta = normal(5, columns);
        perRow = cuda.zeros(rows);
        cuda.fill(perRow, 1);
    }

    /**
     * All steps, in the order of the sources.
     *
     * @param rows at least 2; the sequences of the pooling steps take 128 of them each
     * @param columns from 10 to 1024: what a warp holds in registers
     */
    public static List<Step> steps(CudaBackend cuda, int rows, int columns) {
        if (rows < 2 || columns < LARGEST || columns > CudaReductions.WARP_COLUMNS) {
            throw new InputException("the memory ladder is asked for on [" + rows + ", " + columns
                    + "]; it takes at least 2 rows of " + LARGEST + " to " + CudaReductions.WARP_COLUMNS + " columns");
        }
        MemoryLadder ladder = new MemoryLadder(cuda, rows, columns);
        ladder.copies();
        ladder.elementwise();
        ladder.casts();
        ladder.reductions();
        ladder.largest();
        ladder.softmax();
        ladder.layerNorm();
        ladder.layerNormBackward();
        ladder.tables();
        ladder.sequences();
        ladder.training();
        return ladder.steps;
    }

    private Tensor normal(long seed, int... dims) {
        Tensor tensor = cuda.zeros(dims);
        cuda.normal(tensor, 0, 1, seed);
        return tensor;
    }

    private void used(String kernel, long bytes, Runnable work) {
        steps.add(new Step(kernel, true, bytes, work));
    }

    private void lesson(String kernel, long bytes, Grid grid, Object... arguments) {
        steps.add(new Step(kernel, false, bytes, () -> cuda.launch(kernel, grid, arguments)));
    }

    private Grid threadPerRow() {
        return Grid.linear(rows, BLOCK);
    }

    private Grid warpPerRow() {
        return Grid.linear((long) rows * CudaReductions.WARP, BLOCK);
    }

    private Grid blockPerRow() {
        return Grid.blocks(rows, 1, 1, BLOCK);
    }

    private void copies() {
        int n = Math.toIntExact(count);
        lesson("copy_1_element_per_thread", 8 * count, Grid.linear(n, BLOCK), x, out, n);
        lesson("copy_2_four_in_flight", 8 * count, Grid.linear(n, BLOCK, PER_THREAD), x, out, n);
        lesson("copy_3_float4", 8 * count, Grid.linear(n, BLOCK, PER_THREAD), x, out, n);
        steps.add(new Step(DRIVERS_COPY, false, 8 * count, this::copyByDriver));
        used("copy_float", 8 * count, () -> cuda.copy(x, out));
        used("fill_float", 4 * count, () -> cuda.fill(out, 1));
    }

    private void copyByDriver() {
        CudaError.check(
                cuMemcpyDtoDAsync(
                        CudaStorage.pointer(out), CudaStorage.pointer(x), Float.BYTES * count, cuda.device().stream()),
                "copying on the device");
    }

    private void elementwise() {
        used("unary", 8 * count, () -> cuda.unary(UnaryOp.GELU, x, out));
        used("unary_backward", 16 * count, () -> cuda.unaryBackward(UnaryOp.GELU, x, y, dy, out));
        used("binary", 12 * count, () -> cuda.binary(BinaryOp.ADD, x, y, out));
        used("affine", 8 * count, () -> cuda.affine(x, 0.5, 1, out));
        used("add_scaled", 12 * count, () -> cuda.addScaled(0, x, out));
        used("where", 16 * count, () -> cuda.where(x, y, dy, out));
        lesson(
                "activation_backward",
                12 * count,
                Grid.linear(count, BLOCK, PER_THREAD),
                Activation.GELU.ordinal(),
                x,
                columns,
                dy,
                columns,
                out,
                rows,
                columns);
    }

    /** Numbers of 16 bits, two in an int32. */
    private void casts() {
        Tensor halves = cuda.zeros(DType.INT32, Shape.of(Math.toIntExact((count + 1) / 2)));
        Grid grid = Grid.linear(count, BLOCK);
        lesson("float32_to_bfloat16", 6 * count, grid, x, halves, count);
        lesson("bfloat16_to_float32", 6 * count, grid, halves, out, count);
        lesson("float32_to_fp16", 6 * count, grid, x, halves, count);
        lesson("fp16_to_float32", 6 * count, grid, halves, out, count);
    }

    private void reductions() {
        int sum = ReduceOp.SUM.ordinal();
        Tensor sums = cuda.zeros(rows);
        Tensor columnSums = cuda.zeros(columns);
        lesson("reduce_rows_1_thread_per_row", 4 * count, threadPerRow(), sum, x, sums, rows, columns, columns);
        used("reduce_rows_2_warp_per_row", 4 * count, () -> cuda.reduce(ReduceOp.SUM, x, 1, sums));
        lesson("reduce_rows_3_block_per_row", 4 * count, blockPerRow(), sum, x, sums, rows, columns, columns);
        Grid threadPerColumn = Grid.linear(columns, BLOCK);
        lesson(
                "reduce_columns_1_thread_per_column",
                4 * count,
                threadPerColumn,
                sum,
                x,
                columnSums,
                1,
                rows,
                columns,
                0,
                columns,
                1);
        used("reduce_columns_2_tile", 4 * count, () -> cuda.reduce(ReduceOp.SUM, x, 0, columnSums));
        int chunks = CudaReductions.blocks(Math.toIntExact(count), NORM_CHUNK);
        Tensor partial = cuda.doubles(chunks);
        lesson(
                "squared_norm_partial",
                4 * count,
                Grid.blocks(chunks, 1, 1, BLOCK),
                x,
                partial,
                Walk.over(x.shape(), x),
                (int) count,
                NORM_CHUNK);
    }

    private void largest() {
        Tensor places = cuda.zeros(DType.INT32, Shape.of(rows));
        Tensor values = cuda.zeros(rows, LARGEST);
        Tensor indices = cuda.zeros(DType.INT32, Shape.of(rows, LARGEST));
        used("arg_max_rows", 4 * count, () -> cuda.argMax(x, 1, places));
        lesson(
                "top_k_1_rounds",
                4 * count,
                blockPerRow(),
                x,
                values,
                indices,
                columns,
                LARGEST,
                columns,
                LARGEST,
                LARGEST);
        used("top_k_2_own_best", 4 * count, () -> cuda.topK(x, LARGEST, values, indices));
    }

    private void softmax() {
        long bytes = 8 * count;
        lesson("softmax_1_thread_per_row", bytes, threadPerRow(), x, out, rows, columns, columns, columns);
        lesson("softmax_2_warp_per_row", bytes, warpPerRow(), x, out, rows, columns, columns, columns);
        used("softmax_3_registers", bytes, () -> cuda.softmax(x, out));
        lesson("softmax_4_block_per_row", bytes, blockPerRow(), x, out, rows, columns, columns, columns);
        used("log_softmax_registers", bytes, () -> cuda.logSoftmax(x, out));
        used("softmax_backward_warp_per_row", 12 * count, () -> cuda.softmaxBackward(y, dy, out));
        used("log_softmax_backward_warp_per_row", 12 * count, () -> cuda.logSoftmaxBackward(y, dy, out));
        used("l2_normalize_warp_per_row", bytes, () -> cuda.l2Normalize(x, EPSILON, out));
        used("l2_normalize_backward_warp_per_row", 16 * count, () -> cuda.l2NormalizeBackward(x, EPSILON, y, dy, out));
    }

    private void layerNorm() {
        long bytes = 8 * count;
        lesson(
                "layer_norm_1_thread_per_row",
                bytes,
                threadPerRow(),
                x,
                gamma,
                beta,
                EPSILON,
                out,
                rows,
                columns,
                columns,
                columns);
        lesson(
                "layer_norm_2_warp_per_row",
                bytes,
                warpPerRow(),
                x,
                gamma,
                beta,
                EPSILON,
                out,
                rows,
                columns,
                columns,
                columns);
        lesson(
                "layer_norm_3_block_float4",
                bytes,
                blockPerRow(),
                x,
                null,
                gamma,
                beta,
                EPSILON,
                null,
                null,
                out,
                rows,
                columns,
                columns,
                0,
                0,
                columns);
        used("layer_norm_4_registers", bytes, () -> cuda.layerNorm(x, gamma, beta, EPSILON, null, null, out));
        used(
                "layer_norm_4_registers (residual)",
                12 * count,
                () -> cuda.residualLayerNorm(x, y, gamma, beta, EPSILON, null, null, out));
    }

    private void layerNormBackward() {
        Object[] arguments = {y, perRow, gamma, dy, out, rows, columns, columns, columns, columns};
        lesson("layer_norm_backward_1_warp_per_row", 12 * count, warpPerRow(), arguments);
        used(
                "layer_norm_backward_2_registers",
                12 * count,
                () -> cuda.layerNormBackward(y, perRow, gamma, dy, out, null, null));
        lesson("layer_norm_backward_3_block_per_row", 12 * count, blockPerRow(), arguments);
        int chunks = CudaReductions.blocks(rows, ROW_CHUNK);
        if (chunks < 1 << 16) {
            lesson(
                    "layer_norm_parameters_partial",
                    8 * count,
                    Grid.blocks(CudaReductions.blocks(columns, CudaReductions.TILE_COLUMNS), chunks, 1, BLOCK),
                    y,
                    dy,
                    cuda.zeros(chunks, columns),
                    cuda.zeros(chunks, columns),
                    rows,
                    columns,
                    columns,
                    columns,
                    ROW_CHUNK);
        }
    }

    /** Rows in any order, from and to a table of as many rows: no row is taken twice. */
    private void tables() {
        int[] shuffled = new int[rows];
        Random random = new Random(6);
        for (int i = 0; i < rows; i++) {
            int other = random.nextInt(i + 1);
            shuffled[i] = shuffled[other];
            shuffled[other] = i;
        }
        Tensor ids = cuda.ints(shuffled);
        Tensor zeros = cuda.ints(new int[rows]);
        lesson(
                "gather_rows_1_thread_per_element",
                8 * count,
                Grid.linear(count, BLOCK),
                x,
                columns,
                ids,
                1,
                rows,
                columns,
                out,
                columns);
        used("gather_rows_2_warp_per_row", 8 * count, () -> cuda.gatherRows(x, ids, out));
        lesson(
                "scatter_add_rows_1_atomic",
                12 * count,
                Grid.linear(count, BLOCK),
                x,
                columns,
                ids,
                1,
                rows,
                columns,
                out,
                columns);
        int some = Math.min(rows, SCATTERED);
        Tensor target = out.slice(0, 0, some);
        Tensor places =
                cuda.ints(IntStream.range(0, some).map(i -> some - 1 - i).toArray());
        used(
                "scatter_add_rows_2_first_owns (" + some + " rows)",
                12L * some * columns,
                () -> cuda.scatterAddRows(x.slice(0, 0, some), places, target));
        Tensor few = gamma.reshape(1, columns);
        used(
                "embedding_layer_norm_2_one_pass",
                8 * count,
                () -> cuda.embeddingLayerNorm(x, few, few, ids, zeros, zeros, gamma, beta, EPSILON, null, null, out));
    }

    private void sequences() {
        int[] lengths = new int[(rows - 1) / SEQUENCE + 1];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = Math.min(SEQUENCE, rows - i * SEQUENCE);
        }
        Segments segments = Segments.ofLengths(lengths);
        Tensor pooled = cuda.zeros(lengths.length, columns);
        Dropout dropout = new Dropout(0.1, 7, 0);
        used("pool", 4 * count, () -> cuda.pool(Pooling.MEAN, x, segments, 0, pooled));
        used("pool_backward", 4 * count, () -> cuda.poolBackward(Pooling.MEAN, x, segments, 0, pooled, out));
        used("dropout", 8 * count, () -> cuda.dropout(x, dropout, out));
        used("uniform", 4 * count, () -> cuda.uniform(out, 0, 1, 8));
        used("normal", 4 * count, () -> cuda.normal(out, 0, 1, 9));
    }

    private void training() {
        int[] numbers = new int[rows];
        for (int i = 0; i < rows; i++) {
            numbers[i] = i % columns;
        }
        Tensor labels = cuda.ints(numbers);
        Tensor losses = cuda.zeros(rows);
        used("cross_entropy", 8 * count, () -> cuda.crossEntropy(x, labels, out, losses));
        used("cross_entropy_backward", 8 * count, () -> cuda.crossEntropyBackward(y, labels, perRow, out));
        Tensor square = cuda.zeros(rows, columns);
        AdamW adamW = new AdamW(1e-5, 0.9, 0.999, 1e-8, 0.01, 1);
        used("adamw", 28 * count, () -> cuda.adamW(x, dy, out, square, adamW));
        used("sgd", 20 * count, () -> cuda.sgd(x, dy, out, new Sgd(1e-5, 0.9, false, 0.01)));
    }
}
