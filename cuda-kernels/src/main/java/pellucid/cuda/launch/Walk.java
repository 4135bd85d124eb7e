package pellucid.cuda.launch;

import pellucid.tensor.Shape;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;

/**
 * How a kernel walks over views of one shape that lie differently in memory: the struct {@code Walk} of
 * {@code pellucid.cuh}, which holds the sizes of the axes and for each operand its strides.
 *
 * <p>Axes that every operand steps through without a gap are merged into one, so tensors that all lie without gaps are
 * walked along a single axis with stride 1.
 */
public final class Walk {
    static final int AXES = 6;
    static final int OPERANDS = 4;
    static final int BYTES = 4 * (1 + AXES + OPERANDS * AXES);

    private final int[] words = new int[BYTES / 4];
    private final int size;

    private Walk(int size) {
        this.size = size;
    }

    /** A walk over a shape, to which the operands are broadcast. */
    public static Walk over(Shape shape, Tensor... operands) {
        if (operands.length > OPERANDS) {
            throw new IllegalArgumentException(operands.length + " operands; a walk has at most " + OPERANDS);
        }
        Tensor[] views = new Tensor[operands.length];
        for (int i = 0; i < views.length; i++) {
            views[i] = operands[i].broadcastTo(shape);
        }
        int[] dims = new int[shape.rank() + 1];
        int[][] strides = new int[operands.length][shape.rank() + 1];
        int rank = 0;
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (shape.dim(axis) == 1) {
                continue;
            }
            boolean merges = rank > 0;
            for (int i = 0; i < views.length && merges; i++) {
                merges = strides[i][rank - 1] == views[i].stride(axis) * shape.dim(axis);
            }
            int at = merges ? rank - 1 : rank++;
            dims[at] = merges ? dims[at] * shape.dim(axis) : shape.dim(axis);
            for (int i = 0; i < views.length; i++) {
                strides[i][at] = views[i].stride(axis);
            }
        }
        if (rank > AXES) {
            throw new ShapeException("the CUDA backend walks over at most " + AXES + " axes, " + shape + " has " + rank
                    + " that cannot be merged; copy the operands to contiguous tensors first");
        }
        if (rank == 0) {
            dims[rank++] = 1;
        }
        return packed(shape.size(), rank, dims, strides);
    }

    private static Walk packed(int size, int rank, int[] dims, int[][] strides) {
        Walk walk = new Walk(size);
        walk.words[0] = rank;
        System.arraycopy(dims, 0, walk.words, 1, rank);
        for (int i = 0; i < strides.length; i++) {
            System.arraycopy(strides[i], 0, walk.words, 1 + AXES + i * AXES, rank);
        }
        return walk;
    }

    /** Number of elements. */
    public int size() {
        return size;
    }

    /** Whether an operand lies without gaps in the order of the axes. */
    public boolean isDense(int operand) {
        return words[0] == 1 && (words[1] == 1 || words[1 + AXES + operand * AXES] == 1);
    }

    int[] words() {
        return words;
    }
}
