package pellucid.tensor.backend.reference;

import pellucid.tensor.Tensor;

/** The k largest elements of each row, by a heap of k whose root is the one to be pushed out next. */
final class TopRows {
    private final double[] values;
    private final int[] indices;
    private int size;

    private TopRows(int k) {
        values = new double[k];
        indices = new int[k];
    }

    static void select(
            CpuStorage in,
            Tensor x,
            int k,
            CpuStorage values,
            Tensor valuesOut,
            CpuStorage indices,
            Tensor indicesOut) {
        for (int row = 0; row < x.dim(0) && k > 0; row++) {
            TopRows top = new TopRows(k);
            for (int i = 0; i < x.dim(1); i++) {
                top.offer(in.get(x.offset() + row * x.stride(0) + i * x.stride(1)), i);
            }
            for (int rank = k - 1; rank >= 0; rank--) {
                values.set(valuesOut.offset() + row * valuesOut.stride(0) + rank * valuesOut.stride(1), top.values[0]);
                indices.set(
                        indicesOut.offset() + row * indicesOut.stride(0) + rank * indicesOut.stride(1), top.indices[0]);
                top.removeRoot();
            }
        }
    }

    private void offer(double value, int index) {
        if (size < values.length) {
            int at = size++;
            while (at > 0 && isWorse(value, index, (at - 1) / 2)) {
                move((at - 1) / 2, at);
                at = (at - 1) / 2;
            }
            set(at, value, index);
        } else if (!isWorse(value, index, 0)) {
            sink(value, index);
        }
    }

    private void removeRoot() {
        size--;
        if (size > 0) {
            sink(values[size], indices[size]);
        }
    }

    private void sink(double value, int index) {
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && isWorse(values[child + 1], indices[child + 1], child)) {
                child++;
            }
            if (isWorse(value, index, child)) {
                break;
            }
            move(child, at);
            at = child;
        }
        set(at, value, index);
    }

    /** Whether a value ranks behind the one at a place: it is smaller, or equal and later; NaN is smaller than all. */
    private boolean isWorse(double value, int index, int at) {
        double other = values[at];
        if (value != value || other != other) {
            return value != value && (other == other || index > indices[at]);
        }
        return value < other || (value == other && index > indices[at]);
    }

    private void move(int from, int to) {
        set(to, values[from], indices[from]);
    }

    private void set(int at, double value, int index) {
        values[at] = value;
        indices[at] = index;
    }
}
