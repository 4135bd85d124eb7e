package pellucid.tensor.backend.simd;

import java.util.Arrays;
import pellucid.tensor.DType;
import pellucid.tensor.Operands;
import pellucid.tensor.ReduceOp;
import pellucid.tensor.Scratch;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Workers;
import pellucid.tensor.backend.reference.CpuStorage;

/**
 * The SIMD backend's operations on rows: reductions, softmax, layer normalisation.
 */
abstract class SimdRows extends SimdElementwise {
    SimdRows(Workers workers) {
        super(workers);
    }

    @Override
    public void reduce(ReduceOp op, Tensor x, int axis, Tensor out) {
        int along = x.shape().axis(axis);
        boolean supported = x.hasRows() && out.isContiguous() && x.size() > 0 && op != ReduceOp.MIN;
        if (!supported || !x.shape().without(along).equals(out.shape())) {
            super.reduce(op, x, axis, out);
            return;
        }
        together(op.name(), x, out);
        Rows from = Rows.of(x);
        float[] to = CpuStorage.floats(out);
        if (along == x.rank() - 1) {
            forRows(from, r -> to[out.offset() + r] = reduced(op, from, r));
        } else if (along == 0 && x.rank() == 2 && op != ReduceOp.MAX) {
            Arrays.fill(to, out.offset(), out.offset() + out.size(), 0);
            addColumnSums(from, null, out);
            if (op == ReduceOp.MEAN) {
                RowLoops.scale(to, out.offset(), out.size(), 1f / x.dim(0));
            }
        } else {
            super.reduce(op, x, axis, out);
            return;
        }
        out.storage().touch();
    }

    private static float reduced(ReduceOp op, Rows rows, int r) {
        float[] lanes = Workspace.own().lanes;
        int n = rows.columns();
        return switch (op) {
            case SUM -> RowLoops.sum(rows.values(), rows.start(r), n, lanes);
            case MEAN -> RowLoops.sum(rows.values(), rows.start(r), n, lanes) / n;
            case MAX -> RowLoops.max(rows.values(), rows.start(r), n, lanes);
            case MIN -> throw new IllegalArgumentException("MIN is left to the reference loops");
        };
    }

    @Override
    public void softmax(Tensor x, Tensor out) {
        if (!x.hasRows() || !out.hasRows() || x.size() == 0) {
            super.softmax(x, out);
            return;
        }
        sameShape("softmax", x, out);
        Rows from = Rows.of(x);
        Rows to = Rows.of(out);
        forRows(
                to,
                r -> RowLoops.softmax(
                        from.values(), from.start(r), to.values(), to.start(r), to.columns(), Workspace.own().lanes));
        out.storage().touch();
    }

    @Override
    public void softmaxBackward(Tensor y, Tensor dy, Tensor dx) {
        if (!y.hasRows() || !dy.hasRows() || !dx.hasRows() || y.size() == 0) {
            super.softmaxBackward(y, dy, dx);
            return;
        }
        sameShape("softmaxBackward", y, dx);
        sameShape("softmaxBackward", dy, dx);
        Rows ys = Rows.of(y);
        Rows gradient = Rows.of(dy);
        Rows to = Rows.of(dx);
        forRows(
                to,
                r -> RowLoops.softmaxBackward(
                        ys.values(),
                        ys.start(r),
                        gradient.values(),
                        gradient.start(r),
                        to.values(),
                        to.start(r),
                        to.columns(),
                        Workspace.own().lanes));
        dx.storage().touch();
    }

    @Override
    public void layerNorm(
            Tensor x, Tensor gamma, Tensor beta, double epsilon, Tensor normalized, Tensor rstd, Tensor out) {
        if (canNormalize(x, null, gamma, beta, normalized, rstd, out)) {
            normalizeRows(x, null, gamma, beta, epsilon, normalized, rstd, out);
        } else {
            super.layerNorm(x, gamma, beta, epsilon, normalized, rstd, out);
        }
    }

    @Override
    public void residualLayerNorm(
            Tensor x,
            Tensor residual,
            Tensor gamma,
            Tensor beta,
            double epsilon,
            Tensor normalized,
            Tensor rstd,
            Tensor out) {
        if (canNormalize(x, residual, gamma, beta, normalized, rstd, out)) {
            normalizeRows(x, residual, gamma, beta, epsilon, normalized, rstd, out);
        } else {
            super.residualLayerNorm(x, residual, gamma, beta, epsilon, normalized, rstd, out);
        }
    }

    private static boolean canNormalize(
            Tensor x, Tensor residual, Tensor gamma, Tensor beta, Tensor normalized, Tensor rstd, Tensor out) {
        return x.hasRows()
                && out.hasRows()
                && x.size() > 0
                && (residual == null || residual.hasRows())
                && (normalized == null || normalized.hasRows())
                && (rstd == null || rstd.isContiguous())
                && gamma.isContiguous()
                && beta.isContiguous()
                && gamma.shape().equals(Shape.of(x.shape().columns()))
                && beta.shape().equals(gamma.shape());
    }

    @Override
    public void layerNormBackward(
            Tensor normalized, Tensor rstd, Tensor gamma, Tensor dy, Tensor dx, Tensor dGamma, Tensor dBeta) {
        boolean plain = normalized.hasRows()
                && dy.hasRows()
                && dx.hasRows()
                && dx.size() > 0
                && rstd.isContiguous()
                && gamma.isContiguous()
                && (dGamma == null || dGamma.isContiguous())
                && (dBeta == null || dBeta.isContiguous());
        if (!plain) {
            super.layerNormBackward(normalized, rstd, gamma, dy, dx, dGamma, dBeta);
            return;
        }
        Operands.layerNormBackward(normalized, rstd, gamma, dy, dx, dGamma, dBeta);
        Rows kept = Rows.of(normalized);
        Rows gradient = Rows.of(dy);
        Rows to = Rows.of(dx);
        // Before dx is written, which may lie on dy or on normalized.
        addColumnSums(gradient, kept, dGamma);
        addColumnSums(gradient, null, dBeta);
        float[] scales = CpuStorage.floats(rstd);
        float[] gammas = CpuStorage.floats(gamma);
        forRows(to, r -> {
            Workspace workspace = Workspace.own();
            RowLoops.layerNormBackward(
                    kept.values(),
                    kept.start(r),
                    scales[rstd.offset() + r],
                    gammas,
                    gamma.offset(),
                    gradient.values(),
                    gradient.start(r),
                    to.values(),
                    to.start(r),
                    to.columns(),
                    workspace.row(to.columns()),
                    workspace.lanes);
        });
        dx.storage().touch();
    }

    /** sums += Σ over rows of x, or of x · factor where there is one; sums may be null. */
    final void addColumnSums(Rows x, Rows factor, Tensor sums) {
        if (sums == null) {
            return;
        }
        int columns = x.columns();
        int blocks = ColumnLoops.blocks(x.count());
        try (Scratch.Frame frame = scratch().open()) {
            Tensor partial = frame.tensor(DType.FLOAT32, Shape.of(blocks, columns));
            float[] parts = CpuStorage.floats(partial);
            if (worthSharing(x)) {
                workers.run(blocks, block -> ColumnLoops.sum(x, factor, block, parts, partial.offset()));
            } else {
                for (int block = 0; block < blocks; block++) {
                    ColumnLoops.sum(x, factor, block, parts, partial.offset());
                }
            }
            float[] to = CpuStorage.floats(sums);
            for (int block = 0; block < blocks; block++) {
                ColumnLoops.add(parts, partial.offset() + block * columns, to, sums.offset(), columns);
            }
        }
        sums.storage().touch();
    }

    private void normalizeRows(
            Tensor x,
            Tensor residual,
            Tensor gamma,
            Tensor beta,
            double epsilon,
            Tensor normalized,
            Tensor rstd,
            Tensor out) {
        Operands.layerNorm(x, gamma, beta, normalized, rstd, out);
        Operands.sameShape("layerNorm", residual, out);
        Rows from = Rows.of(x);
        Rows to = Rows.of(out);
        Rows second = null;
        if (residual != null) {
            second = Rows.of(residual);
        }
        Rows kept = null;
        if (normalized != null) {
            kept = Rows.of(normalized);
        }
        Rows added = second;
        Rows centred = kept;
        float[] gammas = CpuStorage.floats(gamma);
        float[] betas = CpuStorage.floats(beta);
        float[] scales = rstd == null ? null : CpuStorage.floats(rstd);
        forRows(to, r -> {
            float scale = RowLoops.layerNorm(
                    from.values(),
                    from.start(r),
                    added == null ? null : added.values(),
                    added == null ? 0 : added.start(r),
                    gammas,
                    gamma.offset(),
                    betas,
                    beta.offset(),
                    epsilon,
                    centred == null ? null : centred.values(),
                    centred == null ? 0 : centred.start(r),
                    to.values(),
                    to.start(r),
                    to.columns(),
                    Workspace.own().lanes);
            if (scales != null) {
                scales[rstd.offset() + r] = scale;
            }
        });
        out.storage().touch();
        if (normalized != null) {
            normalized.storage().touch();
        }
        if (rstd != null) {
            rstd.storage().touch();
        }
    }
}
