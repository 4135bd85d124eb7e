package pellucid.cuda;

import pellucid.cuda.launch.Grid;

/**
 * Which kernel computes a product: large tiles reuse most of what they load, small ones give a device with many processors
 * something to do. In float32 all of them give the same bits, so the choice may depend on the device.
 *
 * @param processors multiprocessors of the device
 * @param tensorCores whether products are taken in TF32 on the tensor cores
 */
record Products(int processors, boolean tensorCores) {
    /** Results with at most this many rows (or columns) have a kernel of their own. */
    static final int FEW = 8;
    /** How many columns a block of that kernel computes, with how many threads. */
    private static final int FEW_COLUMNS = 16;

    private static final int FEW_THREADS = 128;

    /**
     * Whether the kernel for few rows computes a result: also where the smallest tiles would leave most processors idle, each
     * block waiting for its next eight numbers of k; that kernel has 128 of them under way.
     */
    boolean isFew(int rows, int columns, int matrices) {
        long tiles = (long) matrices * blocks(rows, 32) * blocks(columns, 32);
        return !tensorCores && (rows <= FEW || 2 * tiles < processors);
    }

    /** Whether it computes the transposed product instead, because that one has few rows. */
    boolean isFewColumns(int columns) {
        return columns <= FEW && !tensorCores;
    }

    /** The grid of the kernel for few rows. */
    static Grid fewRows(int rows, int columns, int matrices) {
        return Grid.blocks(blocks(columns, FEW_COLUMNS), blocks(rows, FEW), matrices, FEW_THREADS);
    }

    /** The side of the square tiles, each computed by a block of twice as many threads. */
    int side(int rows, int columns, int matrices) {
        long tiles = (long) matrices * blocks(rows, 128) * blocks(columns, 128);
        if (tiles >= 2L * processors) {
            return 128;
        }
        tiles = (long) matrices * blocks(rows, 64) * blocks(columns, 64);
        return tiles >= processors || tensorCores ? 64 : 32;
    }

    /** The grid of a kernel with square tiles. */
    static Grid tiles(int side, int rows, int columns, int matrices) {
        return Grid.blocks(Math.multiplyExact(blocks(rows, side), blocks(columns, side)), 1, matrices, 2 * side);
    }

    private static int blocks(int size, int side) {
        return (int) (((long) size + side - 1) / side);
    }
}
