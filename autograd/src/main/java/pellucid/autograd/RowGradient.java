package pellucid.autograd;

import java.util.Arrays;
import pellucid.tensor.Backend;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * The gradient of a table of which only some rows were used: those rows, each once, in the order in which they were first
 * met. A batch of 2,000 tokens touches perhaps 800 of BERT's 30,522 word vectors; the other rows are exactly zero and take
 * no memory.
 *
 * <p>What is added to a row is added in the order of its coming, as in the dense gradient: the sums have the same bits.
 */
public final class RowGradient {
    private static final int FIRST_CAPACITY = 64;

    private final Tensor table;
    private final int[] places; // of each row of the table: where it lies in rows, counted from 1; 0 if it does not
    private int[] ids = new int[FIRST_CAPACITY];
    private int count;
    private Tensor rows; // [capacity, width]

    RowGradient(Tensor table) {
        this.table = table;
        this.places = new int[table.dim(0)];
    }

    /** gradient[ids[i]] += part[i], in the order of i: ids is int32 [m], part [m, width]. */
    void add(Tensor ids, Tensor part) {
        int[] wanted = ids.toInts();
        int[] targets = new int[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            targets[i] = placeOf(wanted[i]);
        }
        Backend backend = table.backend();
        makeRoom(backend);
        backend.scatterAddRows(part, backend.ints(targets), rows());
    }

    private int placeOf(int id) {
        if (places[id] == 0) {
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, 2 * count);
            }
            ids[count++] = id;
            places[id] = count;
        }
        return places[id] - 1;
    }

    private void makeRoom(Backend backend) {
        if (rows == null || rows.dim(0) < count) {
            Tensor larger = backend.zeros(table.dtype(), Shape.of(Math.max(count, ids.length), table.dim(1)));
            if (rows != null) {
                backend.copy(rows, larger.slice(0, 0, rows.dim(0)));
            }
            rows = larger;
        }
    }

    /** How many rows have a gradient. */
    public int count() {
        return count;
    }

    /** Which rows of the table have a gradient, int32 [count], each once. */
    public Tensor ids() {
        return table.backend().ints(Arrays.copyOf(ids, count));
    }

    /** Their gradients, [count, width]: the very memory, which may be scaled in place, as clipping does. */
    public Tensor rows() {
        return rows.slice(0, 0, count);
    }

    /** The shape of the table, [n, width]. */
    public Shape shape() {
        return table.shape();
    }

    /** target += this gradient; target is [n, width]. */
    public void addTo(Tensor target) {
        target.backend().scatterAddRows(rows(), ids(), target);
    }
}
