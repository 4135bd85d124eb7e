package pellucid.tensor.backend.simd;

/**
 * The tiles of a product, chosen by the rows that are left: as tall as the registers allow, and for the last rows the least
 * tall one that takes them all. Texts of twenty tokens are a tile of 12 rows and one of 8.
 */
final class Tiles {
    /** Tiles taller than 6 rows need more than 16 vector registers: AVX-512 and 64-bit ARM have 32. */
    private static final boolean HAS_32_REGISTERS =
            Lanes.COUNT == 16 || System.getProperty("os.arch", "").equals("aarch64");

    /** Rows of the tallest tile. */
    static final int TALLEST = HAS_32_REGISTERS ? Tile12.ROWS : Tile6.ROWS;

    private Tiles() {}

    /** How many rows the next tile has. */
    static int rows(int left) {
        if (left <= Tile4.ROWS) {
            return Tile4.ROWS;
        }
        if (left <= Tile6.ROWS || !HAS_32_REGISTERS) {
            return Tile6.ROWS;
        }
        return left <= Tile8.ROWS ? Tile8.ROWS : Tile12.ROWS;
    }

    /**
     * {@link Tile12#multiply} for one of the numbers of rows that {@link #rows} gives.
     *
     * @param ao where in a the first row begins
     */
    static void multiply(
            int rows,
            float[] a,
            int ao,
            float[] b,
            int bo,
            int depth,
            float[] start,
            int so,
            int ss,
            float[] c,
            int co,
            int cs) {
        switch (rows) {
            case Tile4.ROWS -> Tile4.multiply(a, ao - RowBlock.STRIDE, b, bo, depth, start, so, ss, c, co, cs);
            case Tile6.ROWS -> Tile6.multiply(a, ao - RowBlock.STRIDE, b, bo, depth, start, so, ss, c, co, cs);
            case Tile8.ROWS -> Tile8.multiply(a, ao - RowBlock.STRIDE, b, bo, depth, start, so, ss, c, co, cs);
            default -> Tile12.multiply(a, ao - RowBlock.STRIDE, b, bo, depth, start, so, ss, c, co, cs);
        }
    }

    /** {@link Tile12#multiplyAcross} for one of the numbers of rows that {@link #rows} gives. */
    static void multiplyAcross(
            int rows,
            float[] a,
            int ao,
            float[] b,
            int bo,
            int depth,
            float[] start,
            int so,
            int ss,
            float[] c,
            int co,
            int cs) {
        switch (rows) {
            case Tile4.ROWS -> Tile4.multiplyAcross(a, ao, b, bo, depth, start, so, ss, c, co, cs);
            case Tile6.ROWS -> Tile6.multiplyAcross(a, ao, b, bo, depth, start, so, ss, c, co, cs);
            case Tile8.ROWS -> Tile8.multiplyAcross(a, ao, b, bo, depth, start, so, ss, c, co, cs);
            default -> Tile12.multiplyAcross(a, ao, b, bo, depth, start, so, ss, c, co, cs);
        }
    }
}
