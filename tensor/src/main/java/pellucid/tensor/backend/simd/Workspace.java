package pellucid.tensor.backend.simd;

import java.util.Arrays;

/** The buffers of one thread, made once: nothing is allocated while kernels run. */
final class Workspace {
    private static final ThreadLocal<Workspace> OWN = ThreadLocal.withInitial(Workspace::new);

    /** The block of rows that the inner kernel is working on. */
    final RowBlock rows = new RowBlock();
    /** What lies between two products that are computed together. */
    final RowBlock between = new RowBlock();
    /** Where a tile at the edge of the result is computed whole; for attention, all tiles of one panel. */
    final float[] tile = new float[(Panels.PANEL + Tile12.ROWS) * Panels.PANEL];
    /** What sums start from that start from nothing; never written. */
    final float[] zeros = new float[Panels.PANEL];

    private final float[] bias = new float[Panels.PANEL];
    /** One vector's worth of numbers: for sums over lanes, and for the rest of a row that fills no vector. */
    final float[] lanes = new float[Lanes.COUNT];

    /** A block of the random generator. */
    final int[] words = new int[DropoutLoops.WORDS];

    /** Between two loops over a block of a row; a multiple of every vector length. */
    final float[] block = new float[1024];

    /** One more of the same size. */
    final float[] secondBlock = new float[block.length];

    /** The example of word vectors' training that this thread is working on. */
    final WordWindow window = new WordWindow();

    private int[] rowStarts = new int[16];
    private float[] updates = new float[0];
    private float[] panels = new float[0];
    private float[] keys = new float[0];
    private float[] scores = new float[0];
    private float[] sums = new float[0];
    private float[] row = new float[0];
    private float[] dropped = new float[0];
    private float[] slopes = new float[0];
    private int[] masks = new int[0];

    static Workspace own() {
        return OWN.get();
    }

    /** The last few biases, filled up to a whole panel. */
    float[] paddedBias(Epilogue epilogue, int column, int width) {
        Arrays.fill(bias, 0);
        System.arraycopy(epilogue.bias(), epilogue.biasAt() + column, bias, 0, width);
        return bias;
    }

    /** Room for packed panels; contents are whatever was there. */
    float[] panels(int size) {
        if (panels.length < size) {
            panels = new float[size + size / 4];
        }
        return panels;
    }

    /** Room for one number a query; contents are whatever was there. */
    float[] sums(int size) {
        if (sums.length < size) {
            sums = new float[size + size / 4];
        }
        return sums;
    }

    /** Room for a row of numbers between two loops over it; contents are whatever was there. */
    float[] row(int size) {
        if (row.length < size) {
            row = new float[size + size / 4];
        }
        return row;
    }

    /** Room for the masks of so many elements of a dropout; contents are whatever was there. */
    int[] masks(int count) {
        int size = DropoutLoops.room(count);
        if (masks.length < size) {
            masks = new int[size + size / 4];
        }
        return masks;
    }

    /** Room for attention probabilities after dropout; contents are whatever was there. */
    float[] dropped(int size) {
        if (dropped.length < size) {
            dropped = new float[size + size / 4];
        }
        return dropped;
    }

    /** Room for the gradients of attention scores; contents are whatever was there. */
    float[] slopes(int size) {
        if (slopes.length < size) {
            slopes = new float[size + size / 4];
        }
        return slopes;
    }

    /** Room for where rows of a table begin; contents are whatever was there. */
    int[] rowStarts(int size) {
        if (rowStarts.length < size) {
            rowStarts = new int[size + size / 4];
        }
        return rowStarts;
    }

    /** Room for what a batch of examples adds to word vectors; contents are whatever was there. */
    float[] updates(int size) {
        if (updates.length < size) {
            updates = new float[size + size / 4];
        }
        return updates;
    }

    /** Room for the keys of a head; contents are whatever was there. */
    float[] keys(int size) {
        if (keys.length < size) {
            keys = new float[size + size / 4];
        }
        return keys;
    }

    /** Room for attention scores; contents are whatever was there. */
    float[] scores(int size) {
        if (scores.length < size) {
            scores = new float[size + size / 4];
        }
        return scores;
    }
}
