package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * Rows of a table: y[i] = table[ids[i]], dtable[ids[i]] += dy[i]. table is [n, width], ids int32 [m], y [m, width]. Of a
 * {@link Variable#table} only the rows that were taken get a gradient.
 */
public final class GatherRows extends Function {
    private final Tensor ids; // [m]

    private GatherRows(Tensor ids) {
        this.ids = ids;
    }

    public static Variable gatherRows(Variable table, Tensor ids) {
        return new GatherRows(ids).apply(table);
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor table = inputs[0];
        Tensor y = output(table.backend(), table.dtype(), Shape.of(ids.dim(0), table.dim(1)));
        table.backend().gatherRows(table, ids, y);
        save(ids);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        scatter(0, dy, saved(0));
    }
}
