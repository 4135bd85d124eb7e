package pellucid.tensor.backend.simd;

import java.util.Arrays;
import java.util.List;
import pellucid.tensor.Dropout;
import pellucid.tensor.Operands;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Workers;
import pellucid.tensor.backend.reference.CpuStorage;

/** The SIMD backend's dropout, norms of gradients and optimiser steps: passes over memory, each element looked at once. */
abstract class SimdTraining extends SimdRows {
    /** Elements whose squares are summed by one task: fixed, so that the sum does not depend on the number of threads. */
    private static final int NORM_BLOCK = 1 << 15;

    SimdTraining(Workers workers) {
        super(workers);
    }

    @Override
    public void dropout(Tensor x, Dropout dropout, Tensor out) {
        if (!x.hasRows() || !out.hasRows() || out.size() == 0) {
            super.dropout(x, dropout, out);
            return;
        }
        sameShape("dropout", x, out);
        Rows from = Rows.of(x);
        Rows to = Rows.of(out);
        if (from.isOneRun() && to.isOneRun()) {
            forParts(
                    out.size(),
                    (at, n) -> DropoutLoops.apply(
                            dropout, at, from.values(), from.at() + at, to.values(), to.at() + at, n));
        } else {
            forRows(
                    to,
                    r -> DropoutLoops.apply(
                            dropout,
                            (long) r * to.columns(),
                            from.values(),
                            from.start(r),
                            to.values(),
                            to.start(r),
                            to.columns()));
        }
        out.storage().touch();
    }

    @Override
    public double squaredNorm(Tensor x) {
        if (!x.isContiguous()) {
            return super.squaredNorm(x);
        }
        float[] values = CpuStorage.floats(x);
        double[] sums = new double[(x.size() + NORM_BLOCK - 1) / NORM_BLOCK];
        workers.run(sums.length, block -> {
            int from = block * NORM_BLOCK;
            sums[block] = OptimizerLoops.squares(values, x.offset() + from, Math.min(NORM_BLOCK, x.size() - from));
        });
        double sum = 0;
        for (double block : sums) {
            sum += block;
        }
        return sum;
    }

    @Override
    public void adamW(Tensor parameter, Tensor gradient, Tensor firstMoment, Tensor secondMoment, AdamW settings) {
        if (!allContiguous(List.of(parameter, gradient, firstMoment, secondMoment))) {
            super.adamW(parameter, gradient, firstMoment, secondMoment, settings);
            return;
        }
        Operands.optimizer("adamW", parameter, gradient, firstMoment, secondMoment);
        OptimizerLoops.AdamWFactors factors = OptimizerLoops.AdamWFactors.of(settings);
        float[] p = CpuStorage.floats(parameter);
        float[] g = CpuStorage.floats(gradient);
        float[] m = CpuStorage.floats(firstMoment);
        float[] v = CpuStorage.floats(secondMoment);
        forParts(
                parameter.size(),
                (at, n) -> OptimizerLoops.adamW(
                        factors,
                        p,
                        parameter.offset() + at,
                        g,
                        gradient.offset() + at,
                        m,
                        firstMoment.offset() + at,
                        v,
                        secondMoment.offset() + at,
                        n));
        touch(parameter, firstMoment, secondMoment);
    }

    @Override
    public void adamWSparse(
            Tensor parameter,
            Tensor rows,
            Tensor rowGradients,
            Tensor firstMoment,
            Tensor secondMoment,
            AdamW settings) {
        if (!allContiguous(List.of(parameter, rowGradients, firstMoment, secondMoment)) || parameter.rank() != 2) {
            super.adamWSparse(parameter, rows, rowGradients, firstMoment, secondMoment, settings);
            return;
        }
        Operands.optimizer("adamWSparse", parameter, firstMoment, secondMoment);
        Operands.tableRows("adamWSparse", parameter, rows, rowGradients);
        int width = parameter.dim(1);
        int[] gradientOf = new int[parameter.dim(0)];
        Arrays.fill(gradientOf, -1);
        for (int i = 0; i < rows.dim(0); i++) {
            gradientOf[rowId("adamWSparse", parameter, rows, i)] = rowGradients.offset() + i * width;
        }
        OptimizerLoops.AdamWFactors factors = OptimizerLoops.AdamWFactors.of(settings);
        float[] none = new float[width];
        float[] p = CpuStorage.floats(parameter);
        float[] g = CpuStorage.floats(rowGradients);
        float[] m = CpuStorage.floats(firstMoment);
        float[] v = CpuStorage.floats(secondMoment);
        forRows(Rows.of(parameter), r -> {
            int at = gradientOf[r];
            OptimizerLoops.adamW(
                    factors,
                    p,
                    parameter.offset() + r * width,
                    at < 0 ? none : g,
                    Math.max(at, 0),
                    m,
                    firstMoment.offset() + r * width,
                    v,
                    secondMoment.offset() + r * width,
                    width);
        });
        touch(parameter, firstMoment, secondMoment);
    }

    private static boolean allContiguous(List<Tensor> tensors) {
        return tensors.stream().allMatch(Tensor::isContiguous);
    }

    private static void touch(Tensor... tensors) {
        for (Tensor tensor : tensors) {
            tensor.storage().touch();
        }
    }
}
