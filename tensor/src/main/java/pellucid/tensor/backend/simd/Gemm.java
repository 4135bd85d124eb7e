package pellucid.tensor.backend.simd;

import pellucid.tensor.backend.Workers;

/**
 * The packed matrix product: c = epilogue(alpha · a · b + beta · c), b packed into {@link Panels}.
 *
 * <pre>
 *   for each block of rows                    kept in the second-level cache as a RowBlock
 *     for each block of k
 *       for each panel of b                   kept in the first-level cache
 *         for each tile of the block          in registers
 * </pre>
 *
 * Every element is summed in the order of k from first to last, whichever tile, block or thread computes it: an element's
 * bits depend on its row of a and its column of b alone.
 */
final class Gemm {
    /** Below this many multiply-adds a product is not worth sharing out. */
    private static final long WORTH_SHARING = 1 << 22;

    private static final int PANEL = Panels.PANEL;

    private final Workers workers;

    Gemm(Workers workers) {
        this.workers = workers;
    }

    /** The left matrix: element (i, k) is at {@code values[at + i·rowStride + k·columnStride]}. */
    record Left(float[] values, int at, int rowStride, int columnStride) {}

    /** The result: rows without gaps, {@code stride} apart. */
    record Result(float[] values, int at, int stride) {}

    /** Shares the product out over the workers, by rows where there are many, else by columns, too. */
    void multiply(Left a, int rows, float alpha, Panels b, float beta, Result c, Epilogue epilogue) {
        int rowBlocks = (rows + RowBlock.HEIGHT - 1) / RowBlock.HEIGHT;
        if (workers.isSerial() || (long) rows * b.depth * b.columns < WORTH_SHARING) {
            for (int block = 0; block < rowBlocks; block++) {
                int first = block * RowBlock.HEIGHT;
                int height = Math.min(RowBlock.HEIGHT, rows - first);
                block(a, first, height, alpha, b, 0, b.count, beta, c, epilogue);
            }
            return;
        }
        int wanted = 4 * workers.threads();
        int columnBlocks = Math.max(1, Math.min(b.count, wanted / rowBlocks));
        if (columnBlocks == 1) {
            RowCuts cuts = RowCuts.of(rows, workers.threads());
            workers.run(
                    cuts.count(),
                    block -> block(a, cuts.first(block), cuts.height(block), alpha, b, 0, b.count, beta, c, epilogue));
            return;
        }
        workers.run(rowBlocks * columnBlocks, task -> {
            int part = task % columnBlocks;
            int from = (int) ((long) b.count * part / columnBlocks);
            int to = (int) ((long) b.count * (part + 1) / columnBlocks);
            int first = task / columnBlocks * RowBlock.HEIGHT;
            int height = Math.min(RowBlock.HEIGHT, rows - first);
            block(a, first, height, alpha, b, from, to, beta, c, epilogue);
        });
    }

    /**
     * Many rows, cut into blocks that the threads take one after the other. The last ones, two a thread and what is left
     * over, are half as tall, so that the threads end at about the same time.
     *
     * @param whole how many blocks are of the full height
     */
    private record RowCuts(int rows, int whole) {
        private static final int HALF = RowBlock.HEIGHT / 2;

        static RowCuts of(int rows, int threads) {
            return new RowCuts(rows, Math.max(0, rows / RowBlock.HEIGHT - threads));
        }

        int count() {
            return whole + (rows - whole * RowBlock.HEIGHT + HALF - 1) / HALF;
        }

        int first(int block) {
            return block * RowBlock.HEIGHT - Math.max(0, block - whole) * HALF;
        }

        int height(int block) {
            return Math.min(block < whole ? RowBlock.HEIGHT : HALF, rows - first(block));
        }
    }

    /** {@code height} rows from {@code first} on, a block at most, times the panels from {@code from} to {@code to}. */
    private static void block(
            Left a,
            int first,
            int height,
            float alpha,
            Panels b,
            int from,
            int to,
            float beta,
            Result c,
            Epilogue epilogue) {
        Workspace workspace = Workspace.own();
        int top = c.at + first * c.stride;
        int left = from * PANEL;
        if (beta != 0 && beta != 1) {
            scale(c, top + left, height, Math.min(to * PANEL, b.columns) - left, beta);
        }
        int k0 = 0;
        do {
            int depth = Math.min(RowBlock.STRIDE, b.depth - k0);
            workspace.rows.fill(
                    a.values,
                    a.at + first * a.rowStride + k0 * a.columnStride,
                    a.rowStride,
                    a.columnStride,
                    height,
                    depth,
                    alpha);
            boolean accumulate = k0 > 0 || beta != 0;
            boolean last = k0 + depth == b.depth;
            for (int p = from; p < to; p++) {
                panel(
                        workspace,
                        workspace.rows,
                        height,
                        depth,
                        b,
                        b.start(k0, p),
                        p,
                        accumulate,
                        last,
                        c,
                        top,
                        epilogue);
            }
            k0 += depth;
        } while (k0 < b.depth);
    }

    /**
     * A block of rows times one panel, tile by tile.
     *
     * @param block the rows; the workspace lends what tiles at the edge of c need
     * @param from where the panel's numbers for this block of k begin; p is the panel's number
     * @param accumulate whether sums go on from what c holds; else they start from the bias or 0
     * @param last whether this is the last block of k, after which the activation is due
     * @param top where in c the block's first row begins
     */
    static void panel(
            Workspace workspace,
            RowBlock block,
            int height,
            int depth,
            Panels b,
            int from,
            int p,
            boolean accumulate,
            boolean last,
            Result c,
            int top,
            Epilogue epilogue) {
        int column = p * PANEL;
        int width = Math.min(PANEL, b.columns - column);
        float[] rows = block.values;
        float[] begin = workspace.zeros;
        int beginAt = 0;
        if (epilogue.bias() != null) {
            begin = width == PANEL ? epilogue.bias() : workspace.paddedBias(epilogue, column, width);
            beginAt = width == PANEL ? epilogue.biasAt() + column : 0;
        }
        float[] values = c.values;
        int stride = c.stride;
        int at = top + column;
        int whole = width == PANEL ? height - height % Tiles.TALLEST : 0;
        float[] start = accumulate ? values : begin;
        // Nothing but the kernel is called here: while the last sums of a tile are stored, the next tile begins.
        for (int i = 0; i < whole; i += Tiles.TALLEST) {
            int to = at + i * stride;
            int startAt = accumulate ? to : beginAt;
            int startStride = accumulate ? stride : 0;
            int row = i * RowBlock.STRIDE;
            Tiles.multiply(
                    Tiles.TALLEST, rows, row, b.values, from, depth, start, startAt, startStride, values, to, stride);
        }
        if (last && whole > 0) {
            epilogue.activate(values, at, stride, whole);
        }
        for (int i = whole; i < height; ) {
            int tileRows = Tiles.rows(height - i);
            int kept = Math.min(tileRows, height - i);
            int row = i * RowBlock.STRIDE;
            int to = at + i * stride;
            if (kept == tileRows && width == PANEL) {
                int startAt = accumulate ? to : beginAt;
                int startStride = accumulate ? stride : 0;
                Tiles.multiply(
                        tileRows, rows, row, b.values, from, depth, start, startAt, startStride, values, to, stride);
                if (last) {
                    epilogue.activate(values, to, stride, kept);
                }
            } else {
                float[] tile = workspace.tile;
                if (accumulate) {
                    copy(values, to, stride, tile, 0, PANEL, kept, width);
                }
                float[] tileStart = accumulate ? tile : begin;
                int startAt = accumulate ? 0 : beginAt;
                int startStride = accumulate ? PANEL : 0;
                Tiles.multiply(
                        tileRows, rows, row, b.values, from, depth, tileStart, startAt, startStride, tile, 0, PANEL);
                if (last) {
                    epilogue.activate(tile, 0, PANEL, kept);
                }
                copy(tile, 0, PANEL, values, to, stride, kept, width);
            }
            i += kept;
        }
    }

    /**
     * The first {@code height} columns of a panel a, as rows, times a panel b, into rows of a panel's width that lie
     * without gaps. The last tile is written whole: there must be room for {@code Tile12.ROWS - 1} more rows behind the
     * last one, and panel a must have {@code Tile12.ROWS} numbers more.
     */
    static void tilesAcross(float[] a, int ao, int height, int depth, float[] b, int from, float[] c) {
        float[] zeros = Workspace.own().zeros;
        for (int i = 0; i < height; ) {
            int rows = Tiles.rows(height - i);
            int to = i * PANEL;
            Tiles.multiplyAcross(rows, a, ao + i, b, from, depth, zeros, 0, 0, c, to, PANEL);
            i += rows;
        }
    }

    private static void copy(
            float[] from, int fromAt, int fromStride, float[] to, int toAt, int toStride, int rows, int width) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(from, fromAt + r * fromStride, to, toAt + r * toStride, width);
        }
    }

    private static void scale(Result c, int at, int rows, int columns, float factor) {
        for (int r = 0; r < rows; r++) {
            int row = at + r * c.stride;
            for (int j = 0; j < columns; j++) {
                c.values[row + j] *= factor;
            }
        }
    }
}
