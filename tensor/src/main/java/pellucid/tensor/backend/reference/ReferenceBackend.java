package pellucid.tensor.backend.reference;

import pellucid.tensor.BinaryOp;
import pellucid.tensor.Dropout;
import pellucid.tensor.Matmul;
import pellucid.tensor.Operands;
import pellucid.tensor.Philox;
import pellucid.tensor.ReduceOp;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;

/**
 * The simple operations as plain loops over elements, in float32 and float64, on one thread. Compound operations are the
 * contract's default bodies. Slow, exact, and the same everywhere: what every other backend is compared with.
 */
public class ReferenceBackend extends ArrayMemory {
    @Override
    public String name() {
        return "reference";
    }

    @Override
    public String describe() {
        return "plain Java loops, float32 and float64, one thread";
    }

    @Override
    public void unary(UnaryOp op, Tensor x, Tensor out) {
        sameShape(op.name(), x, out);
        CpuStorage in = CpuStorage.of(x);
        CpuStorage to = CpuStorage.of(out);
        Walk.over(x, out, (a, b, c) -> to.set(b, op.apply(in.get(a))));
        to.touch();
    }

    @Override
    public void unaryBackward(UnaryOp op, Tensor x, Tensor y, Tensor dy, Tensor dx) {
        sameShape(op.name(), x, dx);
        sameShape(op.name(), y, dx);
        sameShape(op.name(), dy, dx);
        CpuStorage xs = CpuStorage.of(x);
        CpuStorage ys = CpuStorage.of(y);
        CpuStorage gradient = CpuStorage.of(dy);
        CpuStorage to = CpuStorage.of(dx);
        double[] slopes = new double[x.size()];
        int[] next = {0};
        Walk.over(x, y, (a, b, c) -> slopes[next[0]++] = op.derivative(xs.get(a), ys.get(b)));
        next[0] = 0;
        Walk.over(dy, dx, (a, b, c) -> to.set(b, gradient.get(a) * slopes[next[0]++]));
        to.touch();
    }

    @Override
    public void binary(BinaryOp op, Tensor a, Tensor b, Tensor out) {
        Operands.binary(op.name(), a, b, out);
        Tensor left = a.broadcastTo(out.shape());
        Tensor right = b.broadcastTo(out.shape());
        CpuStorage ls = CpuStorage.of(a);
        CpuStorage rs = CpuStorage.of(b);
        CpuStorage to = CpuStorage.of(out);
        Walk.over(out.shape(), left, right, out, (i, j, k) -> to.set(k, op.apply(ls.get(i), rs.get(j))));
        to.touch();
    }

    @Override
    public void affine(Tensor x, double scale, double shift, Tensor out) {
        sameShape("affine", x, out);
        CpuStorage in = CpuStorage.of(x);
        CpuStorage to = CpuStorage.of(out);
        Walk.over(x, out, (a, b, c) -> to.set(b, scale * in.get(a) + shift));
        to.touch();
    }

    @Override
    public void where(Tensor condition, Tensor a, Tensor b, Tensor out) {
        Operands.where(condition, a, b, out);
        CpuStorage conditions = CpuStorage.of(condition);
        CpuStorage ls = CpuStorage.of(a);
        CpuStorage rs = CpuStorage.of(b);
        CpuStorage to = CpuStorage.of(out);
        double[] chosen = new double[out.size()];
        boolean[] isLeft = new boolean[out.size()];
        int[] next = {0};
        Walk.over(condition.broadcastTo(out.shape()), (i, j, k) -> isLeft[next[0]++] = conditions.get(i) != 0);
        next[0] = 0;
        Walk.over(
                out.shape(),
                a.broadcastTo(out.shape()),
                b.broadcastTo(out.shape()),
                out,
                (i, j, k) -> chosen[next[0]] = isLeft[next[0]++] ? ls.get(i) : rs.get(j));
        next[0] = 0;
        Walk.over(out, (i, j, k) -> to.set(i, chosen[next[0]++]));
        to.touch();
    }

    @Override
    public void reduce(ReduceOp op, Tensor x, int axis, Tensor out) {
        int along = Operands.reduce(op.name(), x, axis, out);
        CpuStorage in = CpuStorage.of(x);
        CpuStorage to = CpuStorage.of(out);
        int length = x.dim(along);
        int stride = x.stride(along);
        Tensor firsts = length == 0 ? out : x.select(along, 0);
        Walk.over(firsts, out, (a, b, c) -> {
            double sum = 0;
            double largest = Double.NEGATIVE_INFINITY;
            double smallest = Double.POSITIVE_INFINITY;
            for (int i = 0; i < length; i++) {
                double value = in.get(a + i * stride);
                sum += value;
                largest = Math.max(largest, value);
                smallest = Math.min(smallest, value);
            }
            to.set(
                    b,
                    switch (op) {
                        case SUM -> sum;
                        case MEAN -> sum / length;
                        case MAX -> largest;
                        case MIN -> smallest;
                    });
        });
        to.touch();
    }

    @Override
    public void argMax(Tensor x, int axis, Tensor out) {
        int along = Operands.reduce("argMax", x, axis, out);
        CpuStorage in = CpuStorage.of(x);
        int[] to = CpuStorage.ints(out);
        int length = x.dim(along);
        int stride = x.stride(along);
        Walk.over(x.select(along, 0), out, (a, b, c) -> {
            int best = 0;
            for (int i = 1; i < length; i++) {
                if (in.get(a + i * stride) > in.get(a + best * stride)) {
                    best = i;
                }
            }
            to[b] = best;
        });
        out.storage().touch();
    }

    @Override
    public double squaredNorm(Tensor x) {
        CpuStorage in = CpuStorage.of(x);
        double[] sum = {0};
        Walk.over(x, (a, b, c) -> sum[0] += in.get(a) * in.get(a));
        return sum[0];
    }

    @Override
    public void topK(Tensor x, int k, Tensor values, Tensor indices) {
        Operands.topK(x, k, values, indices);
        TopRows.select(CpuStorage.of(x), x, k, CpuStorage.of(values), values, CpuStorage.of(indices), indices);
        values.storage().touch();
        indices.storage().touch();
    }

    @Override
    public void matmul(Tensor a, Tensor b, double alpha, double beta, Tensor out) {
        together("matmul", a, out);
        together("matmul", b, out);
        Matmul.check(a, b, out);
        CpuStorage left = CpuStorage.of(a);
        CpuStorage right = CpuStorage.of(b);
        CpuStorage to = CpuStorage.of(out);
        int m = out.dim(-2);
        int n = out.dim(-1);
        int inner = a.dim(-1);
        Shape batch = Matmul.batchOf(out.shape());
        Tensor lefts = batchCorner(a, batch);
        Tensor rights = batchCorner(b, batch);
        Tensor outs = batchCorner(out, batch);
        Walk.over(batch, lefts, rights, outs, (pa, pb, pc) -> {
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int k = 0; k < inner; k++) {
                        sum += left.get(pa + i * a.stride(-2) + k * a.stride(-1))
                                * right.get(pb + k * b.stride(-2) + j * b.stride(-1));
                    }
                    int position = pc + i * out.stride(-2) + j * out.stride(-1);
                    to.set(position, beta == 0 ? alpha * sum : alpha * sum + beta * to.get(position));
                }
            }
        });
        to.touch();
    }

    /** Element (0, 0) of each matrix, as a tensor of the batch's shape. */
    private static Tensor batchCorner(Tensor matrices, Shape batch) {
        return matrices.slice(-1, 0, Math.min(1, matrices.dim(-1)))
                                .slice(-2, 0, Math.min(1, matrices.dim(-2)))
                                .size()
                        == 0
                ? matrices.broadcastTo(stretched(matrices, batch)).slice(-1, 0, 0)
                : matrices.broadcastTo(stretched(matrices, batch)).select(-1, 0).select(-1, 0);
    }

    private static Shape stretched(Tensor matrices, Shape batch) {
        int[] dims = new int[batch.rank() + 2];
        System.arraycopy(batch.dims(), 0, dims, 0, batch.rank());
        dims[dims.length - 2] = matrices.dim(-2);
        dims[dims.length - 1] = matrices.dim(-1);
        return Shape.of(dims);
    }

    @Override
    public void gatherRows(Tensor table, Tensor ids, Tensor out) {
        Operands.tableRows("gatherRows", table, ids, out);
        CpuStorage from = CpuStorage.of(table);
        CpuStorage to = CpuStorage.of(out);
        for (int i = 0; i < ids.dim(0); i++) {
            int row = rowId("gatherRows", table, ids, i);
            for (int j = 0; j < table.dim(1); j++) {
                to.set(
                        out.offset() + i * out.stride(0) + j * out.stride(1),
                        from.get(table.offset() + row * table.stride(0) + j * table.stride(1)));
            }
        }
        to.touch();
    }

    @Override
    public void scatterAddRows(Tensor rows, Tensor ids, Tensor table) {
        Operands.tableRows("scatterAddRows", table, ids, rows);
        CpuStorage from = CpuStorage.of(rows);
        CpuStorage to = CpuStorage.of(table);
        for (int i = 0; i < ids.dim(0); i++) {
            int row = rowId("scatterAddRows", table, ids, i);
            for (int j = 0; j < table.dim(1); j++) {
                int position = table.offset() + row * table.stride(0) + j * table.stride(1);
                to.set(position, to.get(position) + from.get(rows.offset() + i * rows.stride(0) + j * rows.stride(1)));
            }
        }
        to.touch();
    }

    /** The i-th id, checked against the table. */
    protected static int rowId(String operation, Tensor table, Tensor ids, int i) {
        int row = CpuStorage.ints(ids)[ids.offset() + i * ids.stride(0)];
        Operands.rowId(operation, table, row, i);
        return row;
    }

    @Override
    public void dropout(Tensor x, Dropout dropout, Tensor out) {
        sameShape("dropout", x, out);
        CpuStorage in = CpuStorage.of(x);
        CpuStorage to = CpuStorage.of(out);
        double scale = 1 / (1 - dropout.probability());
        long[] next = {dropout.offset()};
        Walk.over(x, out, (a, b, c) -> {
            boolean kept = Philox.uniform(dropout.seed(), next[0]++) >= dropout.probability();
            to.set(b, kept ? in.get(a) * scale : 0);
        });
        to.touch();
    }
}
