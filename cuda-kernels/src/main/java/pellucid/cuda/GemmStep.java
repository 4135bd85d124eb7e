package pellucid.cuda;

import pellucid.cuda.launch.Grid;
import pellucid.cuda.launch.Walk;
import pellucid.tensor.InputException;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * The steps of the ladder of matrix products, each to be called by name: for tests that compare their bits and for
 * measurements of what each step gains. The sources explain them: gemm.cu and gemm_tiles.cu; README.md sums them up.
 */
public enum GemmStep {
    NAIVE("gemm_1_naive", 32, 8),
    COALESCED("gemm_2_coalesced", 8, 32),
    SHARED_TILE("gemm_3_shared_tile", 32, 32),
    REGISTER_TILE_1D("gemm_4_register_tile_1d", 64, 64),
    REGISTER_TILE_2D("gemm_5_register_tile_2d", 128, 128),
    FLOAT4("gemm_6_float4", 128, 128),
    WARP_TILE("gemm_7_warp_tile", 128, 128),
    DOUBLE_BUFFERED_128("gemm_8_double_buffered_128", 128, 128),
    DOUBLE_BUFFERED_64("gemm_8_double_buffered_64", 64, 64),
    DOUBLE_BUFFERED_32("gemm_8_double_buffered_32", 32, 32),
    FEW_ROWS("gemm_few_rows", 8, 16),
    TF32_128("gemm_tf32_128", 128, 128),
    TF32_64("gemm_tf32_64", 64, 64),
    BF16_128("gemm_bf16_128", 128, 128);

    private final String kernel;
    private final int tileRows;
    private final int tileColumns;

    GemmStep(String kernel, int tileRows, int tileColumns) {
        this.kernel = kernel;
        this.tileRows = tileRows;
        this.tileColumns = tileColumns;
    }

    /** Name of the kernel. */
    public String kernel() {
        return kernel;
    }

    /** Whether the step takes transposed operands. */
    public boolean takesTransposed() {
        return compareTo(DOUBLE_BUFFERED_128) >= 0;
    }

    /** To how many bits of mantissa the step rounds its inputs: 23 is float32, in which all steps have the same bits. */
    public int mantissaBits() {
        return switch (this) {
            case TF32_128, TF32_64 -> 10;
            case BF16_128 -> 7;
            default -> 23;
        };
    }

    /**
     * c = alpha · a · b + beta · c by this step.
     *
     * @param a [m, k], its rows without gaps, or its columns where the step {@link #takesTransposed()}
     * @param b [k, n], likewise
     * @param c [m, n], its rows without gaps
     */
    public void multiply(CudaBackend backend, Tensor a, Tensor b, double alpha, double beta, Tensor c) {
        int m = c.dim(0);
        int n = c.dim(1);
        int k = a.dim(1);
        int ldc = c.rowStride();
        if (!takesTransposed()) {
            refuseUnless(a.hasRows() && b.hasRows(), "rows", a, b);
            int lda = a.rowStride();
            backend.launch(kernel, grid(m, n), m, n, k, alpha, a, lda, b, b.rowStride(), beta, c, ldc);
            return;
        }
        MatrixOperand left = MatrixOperand.of(a);
        MatrixOperand right = MatrixOperand.of(b);
        refuseUnless(left != null && right != null, "rows or columns", a, b);
        Walk one = Walk.over(Shape.of(), c.select(0, 0).select(0, 0));
        int lda = left.leadingDimension();
        int ldb = right.leadingDimension();
        int ta = left.transposedFlag();
        int tb = right.transposedFlag();
        if (this == FEW_ROWS) {
            backend.launch(kernel, grid(m, n), m, n, k, alpha, a, lda, ta, b, ldb, tb, beta, c, ldc, 1, one, 0);
        } else {
            backend.launch(kernel, grid(m, n), m, n, k, alpha, a, lda, ta, b, ldb, tb, beta, c, ldc, one, 0);
        }
    }

    private void refuseUnless(boolean taken, String wanted, Tensor a, Tensor b) {
        if (!taken) {
            throw new InputException(kernel + " takes operands whose " + wanted + " lie without gaps; given were " + a
                    + " and " + b + ": copy them first");
        }
    }

    private Grid grid(int m, int n) {
        int down = (m - 1) / tileRows + 1;
        int across = (n - 1) / tileColumns + 1;
        return switch (this) {
            case NAIVE -> Grid.blocks(down, across, 1, 1).withBlock(tileRows, tileColumns);
            case COALESCED, SHARED_TILE -> Grid.blocks(across, down, 1, 1).withBlock(tileColumns, tileRows);
            case REGISTER_TILE_1D -> Grid.blocks(across, down, 1, 512);
            case REGISTER_TILE_2D, FLOAT4 -> Grid.blocks(across, down, 1, 256);
            case FEW_ROWS -> Products.fewRows(m, n, 1);
            default -> Products.tiles(tileRows, m, n, 1);
        };
    }
}
