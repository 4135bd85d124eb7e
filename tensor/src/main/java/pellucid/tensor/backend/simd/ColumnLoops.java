package pellucid.tensor.backend.simd;

import jdk.incubator.vector.FloatVector;

/**
 * What is computed down the columns of a matrix. Each column is summed by itself, in blocks of rows from the first to the
 * last, so that no bit depends on which columns are summed together.
 */
final class ColumnLoops {
    /** Columns whose sums stay in registers together: what one task takes. */
    static final int GROUP = 4 * Lanes.COUNT;

    /** Rows that are summed before the sum is added to the total: keeps rounding small over thousands of rows. */
    private static final int BLOCK = 64;

    private static final int L = Lanes.COUNT;

    private ColumnLoops() {}

    /** How many groups of columns there are. */
    static int groups(int columns) {
        return (columns + GROUP - 1) / GROUP;
    }

    /** to[at + j] += Σ over rows of x[row, j], for the columns j of one group. */
    static void addSums(Rows x, int group, float[] to, int at) {
        int column = group * GROUP;
        int width = Math.min(GROUP, x.columns() - column);
        if (width == GROUP) {
            for (int row = 0; row < x.count(); row += BLOCK) {
                sumBlock(
                        x.values(),
                        x.start(row) + column,
                        x.stride(),
                        Math.min(BLOCK, x.count() - row),
                        to,
                        at + column);
            }
            return;
        }
        for (int j = column; j < column + width; j++) {
            for (int row = 0; row < x.count(); row += BLOCK) {
                float sum = 0;
                for (int r = row; r < Math.min(row + BLOCK, x.count()); r++) {
                    sum += x.values()[x.start(r) + j];
                }
                to[at + j] += sum;
            }
        }
    }

    private static void sumBlock(float[] x, int at, int stride, int rows, float[] to, int o) {
        FloatVector s0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s1 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s2 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s3 = FloatVector.zero(Lanes.FLOATS);
        for (int r = 0; r < rows; r++) {
            s0 = s0.add(Lanes.load(x, at + r * stride));
            s1 = s1.add(Lanes.load(x, at + r * stride + L));
            s2 = s2.add(Lanes.load(x, at + r * stride + 2 * L));
            s3 = s3.add(Lanes.load(x, at + r * stride + 3 * L));
        }
        Lanes.load(to, o).add(s0).intoArray(to, o);
        Lanes.load(to, o + L).add(s1).intoArray(to, o + L);
        Lanes.load(to, o + 2 * L).add(s2).intoArray(to, o + 2 * L);
        Lanes.load(to, o + 3 * L).add(s3).intoArray(to, o + 3 * L);
    }

    /** to[at + j] += Σ over rows of a[row, j] · b[row, j], for the columns j of one group. */
    static void addDots(Rows a, Rows b, int group, float[] to, int at) {
        int column = group * GROUP;
        int width = Math.min(GROUP, a.columns() - column);
        if (width == GROUP) {
            for (int row = 0; row < a.count(); row += BLOCK) {
                dotBlock(
                        a.values(),
                        a.start(row) + column,
                        a.stride(),
                        b.values(),
                        b.start(row) + column,
                        b.stride(),
                        Math.min(BLOCK, a.count() - row),
                        to,
                        at + column);
            }
            return;
        }
        for (int j = column; j < column + width; j++) {
            for (int row = 0; row < a.count(); row += BLOCK) {
                float sum = 0;
                for (int r = row; r < Math.min(row + BLOCK, a.count()); r++) {
                    sum = Math.fma(a.values()[a.start(r) + j], b.values()[b.start(r) + j], sum);
                }
                to[at + j] += sum;
            }
        }
    }

    private static void dotBlock(float[] a, int ao, int as, float[] b, int bo, int bs, int rows, float[] to, int o) {
        FloatVector s0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s1 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s2 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s3 = FloatVector.zero(Lanes.FLOATS);
        for (int r = 0; r < rows; r++) {
            s0 = Lanes.load(a, ao + r * as).fma(Lanes.load(b, bo + r * bs), s0);
            s1 = Lanes.load(a, ao + r * as + L).fma(Lanes.load(b, bo + r * bs + L), s1);
            s2 = Lanes.load(a, ao + r * as + 2 * L).fma(Lanes.load(b, bo + r * bs + 2 * L), s2);
            s3 = Lanes.load(a, ao + r * as + 3 * L).fma(Lanes.load(b, bo + r * bs + 3 * L), s3);
        }
        Lanes.load(to, o).add(s0).intoArray(to, o);
        Lanes.load(to, o + L).add(s1).intoArray(to, o + L);
        Lanes.load(to, o + 2 * L).add(s2).intoArray(to, o + 2 * L);
        Lanes.load(to, o + 3 * L).add(s3).intoArray(to, o + 3 * L);
    }
}
