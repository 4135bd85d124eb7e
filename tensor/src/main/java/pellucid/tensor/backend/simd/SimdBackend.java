package pellucid.tensor.backend.simd;

import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Matmul;
import pellucid.tensor.Operands;
import pellucid.tensor.Scratch;
import pellucid.tensor.Shape;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Storage;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Workers;
import pellucid.tensor.backend.reference.CpuStorage;

/**
 * The fast CPU backend: float32 by the Vector API, shared out over {@link Workers}. This class has what rests on the packed
 * matrix product: matmul and linear layers. Views whose rows have gaps inside are left to the reference loops.
 */
public final class SimdBackend extends SimdSequences {

    private final Gemm gemm;

    public SimdBackend(Workers workers) {
        super(workers);
        this.gemm = new Gemm(workers);
    }

    @Override
    public String name() {
        return "simd";
    }

    @Override
    public String describe() {
        return Lanes.COUNT + " lanes of float32 (" + Lanes.COUNT * 32 + "-bit vectors), " + workers.threads()
                + (workers.threads() == 1 ? " thread" : " threads");
    }

    @Override
    public Storage allocate(Backend owner, DType dtype, int size) {
        if (dtype == DType.FLOAT64) {
            throw new ShapeException("the simd backend computes in float32; float64 is the reference backend's:"
                    + " ask for that with -Dpellucid.backend=reference");
        }
        return super.allocate(owner, dtype, size);
    }

    @Override
    public void matmul(Tensor a, Tensor b, double alpha, double beta, Tensor out) {
        together("matmul", a, out);
        together("matmul", b, out);
        Matmul.check(a, b, out);
        if (out.size() == 0) {
            return;
        }
        if (a.dim(-1) == 0) {
            affineOrZero(beta, out);
            return;
        }
        if (out.stride(-1) != 1 && out.dim(-1) != 1) {
            try (Scratch.Frame frame = scratch().open()) {
                Tensor rows = frame.tensor(out.dtype(), out.shape());
                if (beta != 0) {
                    copy(out, rows);
                }
                matmul(a, b, alpha, beta, rows);
                copy(rows, out);
            }
            return;
        }
        Shape batch = Matmul.batchOf(out.shape());
        if (batch.size() == 1) {
            multiply(matrix(a, batch, 0), matrix(b, batch, 0), alpha, beta, matrix(out, batch, 0));
        } else {
            workers.run(
                    batch.size(),
                    i -> multiply(matrix(a, batch, i), matrix(b, batch, i), alpha, beta, matrix(out, batch, i)));
        }
        out.storage().touch();
    }

    private void affineOrZero(double beta, Tensor out) {
        if (beta == 0) {
            fill(out, 0);
        } else {
            affine(out, beta, 0, out);
        }
    }

    /** Matrix number {@code index} of a stack that is broadcast to the batch. */
    private static Tensor matrix(Tensor stack, Shape batch, int index) {
        Tensor view = stack;
        int rest = index;
        int[] at = new int[batch.rank()];
        for (int axis = batch.rank() - 1; axis >= 0; axis--) {
            at[axis] = rest % batch.dim(axis);
            rest /= batch.dim(axis);
        }
        int extra = batch.rank() - (stack.rank() - 2);
        for (int axis = extra; axis < batch.rank(); axis++) {
            view = view.select(0, view.dim(0) == 1 ? 0 : at[axis]);
        }
        return view;
    }

    private void multiply(Tensor a, Tensor b, double alpha, double beta, Tensor out) {
        Panels panels = new Panels(b.dim(0), b.dim(1), Workspace.own().panels(Panels.size(b.dim(0), b.dim(1))));
        pack(panels, b);
        gemm.multiply(left(a), a.dim(0), (float) alpha, panels, (float) beta, result(out), Epilogue.NONE);
    }

    private void pack(Panels panels, Tensor b) {
        float[] source = CpuStorage.floats(b);
        int groups = panels.depth * panels.columns < WORTH_SHARING ? 1 : 2 * workers.threads();
        workers.run(
                Math.min(groups, panels.count),
                part -> panels.pack(
                        source,
                        b.offset(),
                        b.stride(0),
                        b.stride(1),
                        panels.count * part / Math.min(groups, panels.count),
                        panels.count * (part + 1) / Math.min(groups, panels.count)));
    }

    private static Gemm.Left left(Tensor a) {
        return new Gemm.Left(CpuStorage.floats(a), a.offset(), a.stride(0), a.dim(1) == 1 ? 1 : a.stride(1));
    }

    private static Gemm.Result result(Tensor out) {
        return new Gemm.Result(CpuStorage.floats(out), out.offset(), out.stride(0));
    }

    /** What a packed weight is kept under: which part of its storage it is, and which way round. */
    private record PackedKey(int offset, int rows, int columns, int rowStride, int columnStride) {}

    /** The packed form of a weight, made once and kept until the weight changes. */
    private Panels packed(Tensor b) {
        PackedKey key = new PackedKey(b.offset(), b.dim(0), b.dim(1), b.stride(0), b.stride(1));
        return b.storage().derived(key, () -> {
            Panels panels = new Panels(b.dim(0), b.dim(1));
            pack(panels, b);
            return panels;
        });
    }

    @Override
    public void linear(Tensor x, Tensor weight, Tensor bias, Activation activation, Tensor preActivation, Tensor out) {
        Tensor transposed = weight.transpose(0, 1);
        boolean plain = x.rank() == 2
                && out.rank() == 2
                && (out.stride(1) == 1 || out.dim(1) == 1)
                && x.size() > 0
                && out.size() > 0
                && (bias == null || bias.isContiguous());
        if (!plain) {
            super.linear(x, weight, bias, activation, preActivation, out);
            return;
        }
        Operands.linear(x, weight, bias, preActivation, out);
        Tensor target = preActivation == null || !preActivation.isContiguous() ? out : preActivation;
        boolean fused = preActivation == null;
        Epilogue epilogue = epilogue(bias, fused ? activation : Activation.NONE);
        gemm.multiply(left(x), x.dim(0), 1, packed(transposed), 0, result(target), epilogue);
        target.storage().touch();
        if (!fused) {
            copyIfOther(target, preActivation);
            if (activation == Activation.NONE) {
                copyIfOther(target, out);
            } else {
                unary(activation.function(), target, out);
            }
        }
    }

    @Override
    public void feedForward(
            Tensor x, Tensor weight, Tensor bias, Activation activation, Tensor outWeight, Tensor outBias, Tensor out) {
        Operands.feedForward(x, weight, bias, outWeight, outBias, out);
        boolean plain = out.hasRows()
                && x.size() > 0
                && out.size() > 0
                && weight.dim(0) > 0
                && (bias == null || bias.isContiguous())
                && (outBias == null || outBias.isContiguous());
        // With few rows each product alone is shared out over the threads, by columns.
        boolean fewRows = !workers.isSerial() && TwoProducts.blocks(x.dim(0)) < 2 * workers.threads();
        if (!plain || fewRows) {
            super.feedForward(x, weight, bias, activation, outWeight, outBias, out);
            return;
        }
        TwoProducts products = new TwoProducts(
                packed(weight.transpose(0, 1)),
                epilogue(bias, activation),
                packed(outWeight.transpose(0, 1)),
                epilogue(outBias, Activation.NONE));
        products.multiply(workers, left(x), x.dim(0), result(out));
        out.storage().touch();
    }

    private static Epilogue epilogue(Tensor bias, Activation activation) {
        return bias == null
                ? new Epilogue(null, 0, activation)
                : new Epilogue(CpuStorage.floats(bias), bias.offset(), activation);
    }

    private void copyIfOther(Tensor from, Tensor to) {
        if (from != to) {
            copy(from, to);
        }
    }

    @Override
    public void linearBackward(
            Tensor x,
            Tensor weight,
            Activation activation,
            Tensor preActivation,
            Tensor dy,
            Tensor dx,
            Tensor dWeight,
            Tensor dBias) {
        boolean plain = x.hasRows()
                && dy.hasRows()
                && x.size() > 0
                && dy.size() > 0
                && (dWeight == null || dWeight.hasRows())
                && (dBias == null || dBias.isContiguous());
        if (!plain) {
            super.linearBackward(x, weight, activation, preActivation, dy, dx, dWeight, dBias);
            return;
        }
        Operands.linearBackward(x, weight, preActivation, dy, dx, dWeight, dBias);
        try (Scratch.Frame frame = scratch().open()) {
            Tensor g = activation == Activation.NONE ? dy : slope(frame, activation, preActivation, dy);
            addColumnSums(Rows.of(g), null, dBias);
            if (dWeight != null) {
                addWeightGradient(g, x, dWeight);
            }
            if (dx != null) {
                matmul(g, weight, 1, 0, dx);
            }
        }
    }

    /** dy · activation'(preActivation). */
    private Tensor slope(Scratch.Frame frame, Activation activation, Tensor preActivation, Tensor dy) {
        Tensor g = frame.tensor(dy.dtype(), dy.shape());
        // GELU's slope is made from its argument alone; g stands in for its result.
        if (activation != Activation.GELU) {
            unary(activation.function(), preActivation, g);
        }
        unaryBackward(activation.function(), preActivation, g, dy, g);
        return g;
    }

    private void addWeightGradient(Tensor g, Tensor x, Tensor dWeight) {
        Panels panels = new Panels(x.dim(0), x.dim(1), Workspace.own().panels(Panels.size(x.dim(0), x.dim(1))));
        pack(panels, x);
        WeightGradient gradient = new WeightGradient(Rows.of(g), panels, Rows.of(dWeight));
        boolean alone = workers.isSerial() || (long) g.size() * x.dim(1) < WeightGradient.WORTH_SHARING;
        int parts = alone ? 1 : Math.min(panels.count, Math.max(1, 4 * workers.threads() / gradient.blocks()));
        int tasks = alone ? 1 : gradient.blocks() * parts;
        workers.run(tasks, task -> {
            if (alone) {
                for (int block = 0; block < gradient.blocks(); block++) {
                    gradient.add(block, 0, panels.count);
                }
            } else {
                int part = task % parts;
                gradient.add(task / parts, panels.count * part / parts, panels.count * (part + 1) / parts);
            }
        });
        dWeight.storage().touch();
    }
}
