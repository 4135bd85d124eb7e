package pellucid.tensor.backend.simd;

import pellucid.tensor.backend.Workers;

/**
 * Two packed products, one behind the other: c = second(first(a)), each with its {@link Epilogue}. What lies between them
 * never leaves the second-level cache:
 *
 * <pre>
 *   for each block of rows
 *     for each {@link RowBlock#STRIDE} columns between the two products
 *       compute them for the block, in the layout that the inner kernel reads its left matrix in
 *       add what they contribute to the block's rows of c
 * </pre>
 *
 * Every element is summed as {@link Gemm#multiply} sums it: the bits are those of two calls.
 */
final class TwoProducts {
    /**
     * Rows of a block: a multiple of the tallest tile. A block of a, one of what lies between and one of c share the cache
     * with the panels that stream through it, so that a block is half as tall as that of a single product. The last block
     * takes the rows that are left over, too: for a few rows the panels would be fetched once more.
     */
    private static final int HEIGHT = RowBlock.HEIGHT / 2;

    private final Panels first;
    private final Epilogue afterFirst;
    private final Panels second;
    private final Epilogue afterSecond;

    TwoProducts(Panels first, Epilogue afterFirst, Panels second, Epilogue afterSecond) {
        this.first = first;
        this.afterFirst = afterFirst;
        this.second = second;
        this.afterSecond = afterSecond;
    }

    static int blocks(int rows) {
        return Math.max(1, rows / HEIGHT);
    }

    /** Shares the blocks of rows out over the workers. */
    void multiply(Workers workers, Gemm.Left a, int rows, Gemm.Result c) {
        int blocks = blocks(rows);
        workers.run(blocks, block -> {
            int from = block * HEIGHT;
            block(a, from, block == blocks - 1 ? rows - from : HEIGHT, c);
        });
    }

    private void block(Gemm.Left a, int from, int height, Gemm.Result c) {
        Workspace workspace = Workspace.own();
        int top = c.at() + from * c.stride();
        for (int k = 0; k < second.depth; k += RowBlock.STRIDE) {
            int depth = Math.min(RowBlock.STRIDE, second.depth - k);
            between(workspace, a, from, height, k, depth);
            boolean last = k + depth == second.depth;
            for (int p = 0; p < second.count; p++) {
                int panel = second.start(k, p);
                Gemm.panel(
                        workspace,
                        workspace.between,
                        height,
                        depth,
                        second,
                        panel,
                        p,
                        k > 0,
                        last,
                        c,
                        top,
                        afterSecond);
            }
        }
    }

    /** Columns of the first product, from {@code column} on, for the rows of a block. */
    private void between(Workspace workspace, Gemm.Left a, int from, int height, int column, int columns) {
        Gemm.Result to = new Gemm.Result(workspace.between.values, 0, RowBlock.STRIDE);
        int firstPanel = column / Panels.PANEL;
        int end = firstPanel + Panels.count(columns);
        int k = 0;
        do {
            int depth = Math.min(RowBlock.STRIDE, first.depth - k);
            // Rows that fit in one block are there already from the columns before.
            if (column == 0 || first.depth > RowBlock.STRIDE) {
                int corner = a.at() + from * a.rowStride() + k * a.columnStride();
                workspace.rows.fill(a.values(), corner, a.rowStride(), a.columnStride(), height, depth, 1);
            }
            boolean last = k + depth == first.depth;
            for (int p = firstPanel; p < end; p++) {
                int panel = first.start(k, p);
                Gemm.panel(
                        workspace,
                        workspace.rows,
                        height,
                        depth,
                        first,
                        panel,
                        p,
                        k > 0,
                        last,
                        to,
                        -column,
                        afterFirst);
            }
            k += depth;
        } while (k < first.depth);
    }
}
