package pellucid.tensor.backend.simd;

import java.util.Arrays;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.DType;
import pellucid.tensor.Operands;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;
import pellucid.tensor.backend.Workers;
import pellucid.tensor.backend.reference.CpuStorage;

/**
 * The SIMD backend's element-by-element operations, copies and tables: those on tensors whose rows lie without gaps; others
 * are left to the reference loops.
 */
abstract class SimdElementwise extends SharedOut {
    SimdElementwise(Workers workers) {
        super(workers);
    }

    @Override
    public void unary(UnaryOp op, Tensor x, Tensor out) {
        if (!x.hasRows() || !out.hasRows()) {
            super.unary(op, x, out);
            return;
        }
        sameShape(op.name(), x, out);
        Rows from = Rows.of(x);
        Rows to = Rows.of(out);
        forRuns(
                from,
                to,
                (i, o, n) -> UnaryLoops.apply(op, from.values(), i, to.values(), o, n, Workspace.own().lanes));
        out.storage().touch();
    }

    @Override
    public void unaryBackward(UnaryOp op, Tensor x, Tensor y, Tensor dy, Tensor dx) {
        if (!x.isContiguous() || !y.isContiguous() || !dy.isContiguous() || !dx.isContiguous()) {
            super.unaryBackward(op, x, y, dy, dx);
            return;
        }
        sameShape(op.name(), x, dx);
        sameShape(op.name(), y, dx);
        sameShape(op.name(), dy, dx);
        float[] xs = CpuStorage.floats(x);
        float[] ys = CpuStorage.floats(y);
        float[] gradient = CpuStorage.floats(dy);
        float[] to = CpuStorage.floats(dx);
        forParts(
                dx.size(),
                (from, n) -> UnaryLoops.backward(
                        op,
                        xs,
                        x.offset() + from,
                        ys,
                        y.offset() + from,
                        gradient,
                        dy.offset() + from,
                        to,
                        dx.offset() + from,
                        n));
        dx.storage().touch();
    }

    @Override
    public void binary(BinaryOp op, Tensor a, Tensor b, Tensor out) {
        if (!a.hasRows()
                || !b.hasRows()
                || !out.hasRows()
                || out.size() == 0
                || !a.shape().equals(out.shape())) {
            super.binary(op, a, b, out);
            return;
        }
        together(op.name(), a, out);
        together(op.name(), b, out);
        Rows left = Rows.of(a);
        Rows to = Rows.of(out);
        if (b.shape().equals(out.shape())) {
            Rows right = Rows.of(b);
            if (left.isOneRun() && right.isOneRun() && to.isOneRun()) {
                forParts(
                        out.size(),
                        (from, n) -> BinaryLoops.rows(
                                op,
                                left.values(),
                                left.at() + from,
                                right.values(),
                                right.at() + from,
                                to.values(),
                                to.at() + from,
                                n));
            } else {
                forRows(
                        to,
                        r -> BinaryLoops.rows(
                                op,
                                left.values(),
                                left.start(r),
                                right.values(),
                                right.start(r),
                                to.values(),
                                to.start(r),
                                to.columns()));
            }
        } else if (b.size() == 1) {
            float number = CpuStorage.floats(b)[b.offset()];
            forRows(
                    to,
                    r -> BinaryLoops.rowAndNumber(
                            op, left.values(), left.start(r), number, to.values(), to.start(r), to.columns()));
        } else if (b.size() == to.columns() && b.shape().columns() == to.columns()) {
            Rows right = Rows.of(b);
            forRows(
                    to,
                    r -> BinaryLoops.rows(
                            op,
                            left.values(),
                            left.start(r),
                            right.values(),
                            right.at(),
                            to.values(),
                            to.start(r),
                            to.columns()));
        } else if (b.rank() == out.rank() && b.shape().equals(out.shape().with(-1, 1))) {
            Rows right = Rows.of(b);
            forRows(
                    to,
                    r -> BinaryLoops.rowAndNumber(
                            op,
                            left.values(),
                            left.start(r),
                            right.values()[right.start(r)],
                            to.values(),
                            to.start(r),
                            to.columns()));
        } else {
            super.binary(op, a, b, out);
            return;
        }
        out.storage().touch();
    }

    @Override
    public void affine(Tensor x, double scale, double shift, Tensor out) {
        if (!x.hasRows() || !out.hasRows()) {
            super.affine(x, scale, shift, out);
            return;
        }
        sameShape("affine", x, out);
        Rows from = Rows.of(x);
        Rows to = Rows.of(out);
        float factor = (float) scale;
        float summand = (float) shift;
        forRuns(from, to, (i, o, n) -> {
            float[] in = from.values();
            float[] result = to.values();
            for (int j = 0; j < n; j++) {
                result[o + j] = factor * in[i + j] + summand;
            }
        });
        out.storage().touch();
    }

    @Override
    public void addScaled(double alpha, Tensor x, Tensor y) {
        if (!x.hasRows() || !y.hasRows() || !x.shape().equals(y.shape())) {
            super.addScaled(alpha, x, y);
            return;
        }
        together("addScaled", x, y);
        Rows from = Rows.of(x);
        Rows to = Rows.of(y);
        float factor = (float) alpha;
        forRuns(from, to, (i, o, n) -> {
            float[] in = from.values();
            float[] result = to.values();
            for (int j = 0; j < n; j++) {
                result[o + j] += factor * in[i + j];
            }
        });
        y.storage().touch();
    }

    @Override
    public void fill(Tensor target, double value) {
        if (target.dtype() != DType.FLOAT32 || !target.hasRows()) {
            super.fill(target, value);
            return;
        }
        Rows to = Rows.of(target);
        for (int r = 0; r < to.count(); r++) {
            Arrays.fill(to.values(), to.start(r), to.start(r) + to.columns(), (float) value);
        }
        target.storage().touch();
    }

    @Override
    public void copy(Tensor source, Tensor target) {
        boolean rows = source.dtype() == DType.FLOAT32
                && target.dtype() == DType.FLOAT32
                && source.shape().equals(target.shape())
                && source.hasRows()
                && target.hasRows();
        if (!rows) {
            super.copy(source, target);
            return;
        }
        together("copy", source, target);
        Rows from = Rows.of(source);
        Rows to = Rows.of(target);
        if (from.isOneRun() && to.isOneRun()) {
            System.arraycopy(from.values(), from.at(), to.values(), to.at(), target.size());
        } else {
            for (int r = 0; r < to.count(); r++) {
                System.arraycopy(from.values(), from.start(r), to.values(), to.start(r), to.columns());
            }
        }
        target.storage().touch();
    }

    @Override
    public void gatherRows(Tensor table, Tensor ids, Tensor out) {
        if (!table.hasRows() || !out.hasRows() || table.rank() != 2) {
            super.gatherRows(table, ids, out);
            return;
        }
        Operands.tableRows("gatherRows", table, ids, out);
        Rows from = Rows.of(table);
        Rows to = Rows.of(out);
        for (int i = 0; i < to.count(); i++) {
            int row = rowId("gatherRows", table, ids, i);
            System.arraycopy(from.values(), from.start(row), to.values(), to.start(i), to.columns());
        }
        out.storage().touch();
    }

    @Override
    public void scatterAddRows(Tensor rows, Tensor ids, Tensor table) {
        if (!table.hasRows() || !rows.hasRows() || table.rank() != 2) {
            super.scatterAddRows(rows, ids, table);
            return;
        }
        Operands.tableRows("scatterAddRows", table, ids, rows);
        Rows from = Rows.of(rows);
        Rows to = Rows.of(table);
        for (int i = 0; i < from.count(); i++) {
            int row = rowId("scatterAddRows", table, ids, i);
            BinaryLoops.rows(
                    BinaryOp.ADD,
                    to.values(),
                    to.start(row),
                    from.values(),
                    from.start(i),
                    to.values(),
                    to.start(row),
                    to.columns());
        }
        table.storage().touch();
    }
}
