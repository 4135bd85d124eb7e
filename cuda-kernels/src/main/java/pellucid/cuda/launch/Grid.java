package pellucid.cuda.launch;

import pellucid.tensor.BackendException;

/**
 * How many blocks of how many threads a kernel is launched with, and how much dynamic shared memory each block gets.
 *
 * @param sharedBytes dynamic shared memory of a block, in bytes
 */
public record Grid(int gridX, int gridY, int gridZ, int blockX, int blockY, int blockZ, int sharedBytes) {
    private static final int MOST_THREADS = 1024;
    private static final int MOST_BLOCKS_YZ = 65535;

    public Grid {
        long threads = (long) blockX * blockY * blockZ;
        if (gridX < 1
                || gridY < 1
                || gridZ < 1
                || blockX < 1
                || blockY < 1
                || blockZ < 1
                || threads > MOST_THREADS
                || gridY > MOST_BLOCKS_YZ
                || gridZ > MOST_BLOCKS_YZ
                || sharedBytes < 0) {
            throw new BackendException("a grid of " + gridX + " x " + gridY + " x " + gridZ + " blocks of " + blockX
                    + " x " + blockY + " x " + blockZ + " threads with " + sharedBytes
                    + " bytes of shared memory cannot"
                    + " be launched; sizes are at least 1, a block has at most " + MOST_THREADS
                    + " threads, the second and third size of the grid are at most " + MOST_BLOCKS_YZ);
        }
    }

    /** As many one-dimensional blocks as give each element a thread. */
    public static Grid linear(long elements, int blockSize) {
        return blocks(Math.toIntExact((elements + blockSize - 1) / blockSize), 1, 1, blockSize);
    }

    /** The same where each thread works on several elements. */
    public static Grid linear(long elements, int blockSize, int perThread) {
        return linear((elements + perThread - 1) / perThread, blockSize);
    }

    /** A grid of one-dimensional blocks. */
    public static Grid blocks(int x, int y, int z, int blockSize) {
        return new Grid(x, y, z, blockSize, 1, 1, 0);
    }

    /** The same grid with two-dimensional blocks. */
    public Grid withBlock(int x, int y) {
        return new Grid(gridX, gridY, gridZ, x, y, 1, sharedBytes);
    }

    /** The same grid with dynamic shared memory, in bytes a block. */
    public Grid withShared(int bytes) {
        return new Grid(gridX, gridY, gridZ, blockX, blockY, blockZ, bytes);
    }
}
