package pellucid.tensor.backend.ejml;

import java.util.Arrays;
import pellucid.tensor.Backend;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.DType;
import pellucid.tensor.Matmul;
import pellucid.tensor.Operands;
import pellucid.tensor.ReduceOp;
import pellucid.tensor.Shape;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Storage;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;
import pellucid.tensor.backend.reference.CpuStorage;
import pellucid.tensor.backend.reference.ReferenceBackend;

/**
 * The CPU backend for any JVM, in float32: products by EJML, the frequent operations in loops over arrays wherever the
 * rows of the operands lie without gaps, and the reference backend's loops over elements everywhere else.
 */
public final class EjmlBackend extends ReferenceBackend {
    private final ThreadLocal<Products> products = ThreadLocal.withInitial(Products::new);

    @Override
    public String name() {
        return "ejml";
    }

    @Override
    public String describe() {
        return "matrix products by EJML, plain Java loops, float32, one thread an operation";
    }

    @Override
    public Storage allocate(Backend owner, DType dtype, int size) {
        if (dtype == DType.FLOAT64) {
            throw new ShapeException("the ejml backend has no float64 (" + size + " elements were asked for);"
                    + " float64 lives on the reference backend: choose that, or use float32");
        }
        return super.allocate(owner, dtype, size);
    }

    @Override
    public void copy(Tensor source, Tensor target) {
        Operands.together("copy", source, target);
        Rows from = Rows.of(source.broadcastTo(target.shape()));
        Rows to = Rows.of(target);
        if (from == null || to == null) {
            super.copy(source, target);
            return;
        }
        for (int row = 0; row < to.count; row++) {
            System.arraycopy(from.array, from.start(row), to.array, to.start(row), to.columns);
        }
        target.storage().touch();
    }

    @Override
    public void fill(Tensor target, double value) {
        Rows to = Rows.of(target);
        if (to == null) {
            super.fill(target, value);
            return;
        }
        for (int row = 0; row < to.count; row++) {
            Arrays.fill(to.array, to.start(row), to.start(row) + to.columns, (float) value);
        }
        target.storage().touch();
    }

    @Override
    public void unary(UnaryOp op, Tensor x, Tensor out) {
        sameShape(op.name(), x, out);
        Rows from = Rows.of(x);
        Rows to = Rows.of(out);
        if (from == null || to == null) {
            super.unary(op, x, out);
            return;
        }
        if (x.isContiguous() && out.isContiguous()) {
            from = from.flattened();
            to = to.flattened();
        }
        for (int row = 0; row < to.count; row++) {
            UnaryLoops.apply(op, from.array, from.start(row), to.array, to.start(row), to.columns);
        }
        out.storage().touch();
    }

    @Override
    public void binary(BinaryOp op, Tensor a, Tensor b, Tensor out) {
        Operands.binary(op.name(), a, b, out);
        Rows to = Rows.of(out);
        Tensor left = a.broadcastTo(out.shape());
        Tensor right = b.broadcastTo(out.shape());
        boolean singleLeft = isSingle(left);
        boolean singleRight = isSingle(right);
        Rows ls = rowsOrSingles(left, singleLeft);
        Rows rs = rowsOrSingles(right, singleRight);
        if (to == null || ls == null || rs == null) {
            super.binary(op, a, b, out);
            return;
        }
        if (left.isContiguous() && right.isContiguous() && out.isContiguous()) {
            ls = ls.flattened();
            rs = rs.flattened();
            to = to.flattened();
        }
        for (int row = 0; row < to.count; row++) {
            BinaryLoops.apply(
                    op,
                    ls.array,
                    ls.start(row),
                    singleLeft,
                    rs.array,
                    rs.start(row),
                    singleRight,
                    to.array,
                    to.start(row),
                    to.columns);
        }
        out.storage().touch();
    }

    /** Whether each row repeats one number. */
    private static boolean isSingle(Tensor tensor) {
        return tensor.rank() > 0 && tensor.size() > 0 && tensor.dim(-1) > 1 && tensor.stride(-1) == 0;
    }

    private static Rows rowsOrSingles(Tensor tensor, boolean single) {
        return Rows.of(single ? tensor.slice(-1, 0, 1) : tensor);
    }

    @Override
    public void affine(Tensor x, double scale, double shift, Tensor out) {
        sameShape("affine", x, out);
        Rows from = Rows.of(x);
        Rows to = Rows.of(out);
        if (from == null || to == null) {
            super.affine(x, scale, shift, out);
            return;
        }
        float factor = (float) scale;
        float summand = (float) shift;
        for (int row = 0; row < to.count; row++) {
            int p = from.start(row);
            int q = to.start(row);
            for (int i = 0; i < to.columns; i++) {
                to.array[q + i] = from.array[p + i] * factor + summand;
            }
        }
        out.storage().touch();
    }

    @Override
    public void addScaled(double alpha, Tensor x, Tensor y) {
        Operands.binary("addScaled", x, y, y);
        Rows from = Rows.of(x.broadcastTo(y.shape()));
        Rows to = Rows.of(y);
        if (from == null || to == null) {
            super.addScaled(alpha, x, y);
            return;
        }
        float factor = (float) alpha;
        for (int row = 0; row < to.count; row++) {
            int p = from.start(row);
            int q = to.start(row);
            for (int i = 0; i < to.columns; i++) {
                to.array[q + i] += from.array[p + i] * factor;
            }
        }
        y.storage().touch();
    }

    @Override
    public void reduce(ReduceOp op, Tensor x, int axis, Tensor out) {
        Rows from = Rows.of(x);
        boolean lastAxis = from != null && x.rank() > 0 && x.shape().axis(axis) == x.rank() - 1;
        if (!lastAxis
                || x.size() == 0
                || out.dtype() != DType.FLOAT32
                || !out.isContiguous()
                || !x.shape().without(axis).equals(out.shape())) {
            super.reduce(op, x, axis, out);
            return;
        }
        Operands.together(op.name(), x, out);
        float[] to = CpuStorage.floats(out);
        for (int row = 0; row < from.count; row++) {
            to[out.offset() + row] = RowLoops.reduce(op, from.array, from.start(row), from.columns);
        }
        out.storage().touch();
    }

    @Override
    public void softmax(Tensor x, Tensor out) {
        sameShape("softmax", x, out);
        Rows from = Rows.of(x);
        Rows to = Rows.of(out);
        if (from == null || to == null) {
            super.softmax(x, out);
            return;
        }
        for (int row = 0; row < to.count; row++) {
            RowLoops.softmax(from.array, from.start(row), to.array, to.start(row), to.columns);
        }
        out.storage().touch();
    }

    @Override
    public void layerNorm(
            Tensor x, Tensor gamma, Tensor beta, double epsilon, Tensor normalized, Tensor rstd, Tensor out) {
        Operands.layerNorm(x, gamma, beta, normalized, rstd, out);
        Rows from = Rows.of(x);
        Rows kept = Rows.of(normalized == null ? out : normalized);
        Rows to = Rows.of(out);
        Rows scales = Rows.of(gamma);
        Rows shifts = Rows.of(beta);
        boolean fast = from != null && kept != null && to != null && scales != null && shifts != null;
        if (!fast || (rstd != null && !rstd.isContiguous())) {
            super.layerNorm(x, gamma, beta, epsilon, normalized, rstd, out);
            return;
        }
        for (int row = 0; row < to.count; row++) {
            int p = kept.start(row);
            int q = to.start(row);
            float scale = RowLoops.normalize(from.array, from.start(row), epsilon, kept.array, p, to.columns);
            for (int i = 0; i < to.columns; i++) {
                to.array[q + i] = kept.array[p + i] * scales.array[scales.offset + i] + shifts.array[shifts.offset + i];
            }
            if (rstd != null) {
                CpuStorage.floats(rstd)[rstd.offset() + row] = scale;
            }
        }
        touch(normalized, rstd, out);
    }

    @Override
    public void matmul(Tensor a, Tensor b, double alpha, double beta, Tensor out) {
        together("matmul", a, out);
        together("matmul", b, out);
        Matmul.check(a, b, out);
        multiplyAll(a.broadcastTo(stack(out, a)), b.broadcastTo(stack(out, b)), alpha, beta, out, products.get());
        out.storage().touch();
    }

    /** The shape of a matrix, with the stack's axes of the output before it. */
    private static Shape stack(Tensor out, Tensor matrix) {
        return out.shape().with(-2, matrix.dim(-2)).with(-1, matrix.dim(-1));
    }

    private static void multiplyAll(Tensor a, Tensor b, double alpha, double beta, Tensor out, Products products) {
        if (out.rank() == 2) {
            products.multiply(a, b, alpha, beta, out);
            return;
        }
        for (int i = 0; i < out.dim(0); i++) {
            multiplyAll(a.select(0, i), b.select(0, i), alpha, beta, out.select(0, i), products);
        }
    }

    @Override
    public void gatherRows(Tensor table, Tensor ids, Tensor out) {
        Operands.tableRows("gatherRows", table, ids, out);
        Rows from = Rows.of(table);
        Rows to = Rows.of(out);
        if (from == null || to == null) {
            super.gatherRows(table, ids, out);
            return;
        }
        for (int i = 0; i < to.count; i++) {
            int row = rowId("gatherRows", table, ids, i);
            System.arraycopy(from.array, from.start(row), to.array, to.start(i), to.columns);
        }
        out.storage().touch();
    }

    private static void touch(Tensor... written) {
        for (Tensor tensor : written) {
            if (tensor != null) {
                tensor.storage().touch();
            }
        }
    }
}
