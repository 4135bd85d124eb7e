package pellucid.cuda;

import java.util.List;
import pellucid.cuda.driver.CudaStorage;
import pellucid.cuda.driver.Device;
import pellucid.cuda.launch.Grid;
import pellucid.cuda.launch.Walk;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.tensor.Operands;
import pellucid.tensor.Scratch;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * The part of the CUDA backend for losses, optimisers and random tensors. Kernels in {@code loss.cu}, {@code optimizer.cu}
 * and {@code dropout.cu}.
 */
abstract class CudaTraining extends CudaWord2Vec {
    /** Elements whose squares one block sums. */
    private static final int NORM_CHUNK = 1 << 14;

    CudaTraining(Device device) {
        super(device);
    }

    private void checkLabels(Tensor logits, Tensor labels) {
        if (!areWithin(labels, logits.dim(1))) {
            Operands.labels(logits, labels);
        }
    }

    @Override
    public void crossEntropy(Tensor logits, Tensor labels, Tensor probabilities, Tensor losses) {
        Operands.crossEntropyShapes(logits, labels, probabilities, losses);
        checkLabels(logits, labels);
        if (losses.size() == 0) {
            return;
        }
        try (Scratch.Frame frame = scratch().open()) {
            Tensor from = rows(frame, logits);
            Tensor kept = rowsOutput(frame, probabilities);
            Tensor to = denseOutput(frame, losses);
            launch(
                    "cross_entropy",
                    Grid.blocks(logits.dim(0), 1, 1, threadsFor(logits.dim(1))),
                    from,
                    from.rowStride(),
                    labels,
                    labels.stride(0),
                    logits.dim(1),
                    kept,
                    kept == null ? 0 : kept.rowStride(),
                    to);
            settle(kept, probabilities);
            settle(to, losses);
        }
    }

    @Override
    public void crossEntropyBackward(Tensor probabilities, Tensor labels, Tensor dLosses, Tensor dLogits) {
        Operands.crossEntropyShapes(probabilities, labels, dLogits, dLosses);
        checkLabels(probabilities, labels);
        if (dLogits.size() == 0) {
            return;
        }
        try (Scratch.Frame frame = scratch().open()) {
            Tensor from = rows(frame, probabilities);
            Tensor to = rowsOutput(frame, dLogits);
            launch(
                    "cross_entropy_backward",
                    Grid.blocks(dLogits.dim(0), 1, 1, threadsFor(dLogits.dim(1))),
                    from,
                    from.rowStride(),
                    labels,
                    labels.stride(0),
                    dLosses,
                    dLosses.stride(0),
                    dLogits.dim(1),
                    to,
                    to.rowStride());
            settle(to, dLogits);
        }
    }

    /** The squares of all gradients are summed on the device, in float64; one number comes back. */
    @Override
    public double clipGlobalNorm(List<Tensor> gradients, double maxNorm) {
        int chunks = 0;
        for (Tensor gradient : gradients) {
            chunks += runs(gradient.size(), NORM_CHUNK);
        }
        double norm = chunks == 0 ? 0 : Math.sqrt(sumOfSquares(gradients, chunks));
        double scale = maxNorm / (norm + 1e-6);
        if (scale < 1) {
            for (Tensor gradient : gradients) {
                affine(gradient, scale, 0, gradient);
            }
        }
        return norm;
    }

    private double sumOfSquares(List<Tensor> tensors, int chunks) {
        Tensor partial = doubles(chunks);
        Tensor sum = doubles(1);
        int at = 0;
        for (Tensor tensor : tensors) {
            int blocks = runs(tensor.size(), NORM_CHUNK);
            if (blocks > 0) {
                launch(
                        "squared_norm_partial",
                        Grid.blocks(blocks, 1, 1, BLOCK),
                        tensor,
                        partial.slice(0, at, at + blocks),
                        Walk.over(tensor.shape(), tensor),
                        tensor.size(),
                        NORM_CHUNK);
            }
            at += blocks;
        }
        launch("sum_doubles", Grid.blocks(1, 1, 1, BLOCK), partial, sum, chunks);
        return sum.item();
    }

    @Override
    public void adamW(Tensor parameter, Tensor gradient, Tensor firstMoment, Tensor secondMoment, AdamW settings) {
        Operands.optimizer("adamW", parameter, gradient, firstMoment, secondMoment);
        if (parameter.size() == 0) {
            return;
        }
        try (Scratch.Frame frame = scratch().open()) {
            Tensor p = dense(frame, parameter);
            Tensor m = dense(frame, firstMoment);
            Tensor v = dense(frame, secondMoment);
            Factors f = Factors.of(settings);
            launch(
                    "adamw",
                    Grid.linear(p.size(), BLOCK),
                    p,
                    dense(frame, gradient),
                    m,
                    v,
                    p.size(),
                    f.decay,
                    f.beta1,
                    f.gradientShare,
                    f.beta2,
                    f.squareShare,
                    f.rate,
                    f.rootScale,
                    f.epsilon);
            settle(p, parameter);
            settle(m, firstMoment);
            settle(v, secondMoment);
        }
    }

    @Override
    public void adamWSparse(
            Tensor parameter,
            Tensor rows,
            Tensor rowGradients,
            Tensor firstMoment,
            Tensor secondMoment,
            AdamW settings) {
        Operands.optimizer("adamWSparse", parameter, firstMoment, secondMoment);
        Operands.tableRows("adamWSparse", parameter, rows, rowGradients);
        checkIds("adamWSparse", parameter, rows);
        if (parameter.size() == 0) {
            return;
        }
        try (Scratch.Frame frame = scratch().open()) {
            Tensor place = frame.tensor(DType.INT32, Shape.of(parameter.dim(0)));
            fill(place, 0);
            if (rows.size() > 0) {
                launch("place_rows", Grid.linear(rows.size(), BLOCK), rows, rows.stride(0), rows.size(), place);
                CudaStorage.of(place).forgetRange();
            }
            Tensor p = dense(frame, parameter);
            Tensor m = dense(frame, firstMoment);
            Tensor v = dense(frame, secondMoment);
            Factors f = Factors.of(settings);
            launch(
                    "adamw_sparse",
                    Grid.linear(p.size(), BLOCK),
                    p,
                    place,
                    dense(frame, rowGradients),
                    m,
                    v,
                    p.size(),
                    parameter.dim(1),
                    f.decay,
                    f.beta1,
                    f.gradientShare,
                    f.beta2,
                    f.squareShare,
                    f.rate,
                    f.rootScale,
                    f.epsilon);
            settle(p, parameter);
            settle(m, firstMoment);
            settle(v, secondMoment);
        }
    }

    /** The numbers of a step of AdamW that are the same for all parameters; see {@code optimizer.cu}. */
    private record Factors(
            double decay,
            double beta1,
            double gradientShare,
            double beta2,
            double squareShare,
            double rate,
            double rootScale,
            double epsilon) {
        static Factors of(AdamW settings) {
            double correction1 = 1 - Math.pow(settings.beta1(), settings.step());
            double correction2 = 1 - Math.pow(settings.beta2(), settings.step());
            return new Factors(
                    1 - settings.learningRate() * settings.weightDecay(),
                    settings.beta1(),
                    1 - settings.beta1(),
                    settings.beta2(),
                    1 - settings.beta2(),
                    settings.learningRate() / correction1,
                    1 / Math.sqrt(correction2),
                    settings.epsilon());
        }
    }

    @Override
    public void sgd(Tensor parameter, Tensor gradient, Tensor buffer, Sgd settings) {
        Operands.optimizer("sgd", parameter, gradient, buffer);
        if (settings.momentum() != 0 && buffer == null) {
            throw new InputException("sgd with momentum " + settings.momentum()
                    + " needs a buffer of the parameter's shape " + parameter.shape() + "; give one of zeros");
        }
        if (parameter.size() == 0) {
            return;
        }
        try (Scratch.Frame frame = scratch().open()) {
            Tensor changed = settings.momentum() == 0 ? null : buffer;
            Tensor p = dense(frame, parameter);
            Tensor b = changed == null ? null : dense(frame, changed);
            launch(
                    "sgd",
                    Grid.linear(p.size(), BLOCK),
                    p,
                    dense(frame, gradient),
                    b,
                    p.size(),
                    settings.weightDecay(),
                    settings.momentum(),
                    settings.nesterov() ? 1 : 0,
                    settings.learningRate());
            settle(p, parameter);
            settle(b, changed);
        }
    }

    @Override
    public void uniform(Tensor out, double low, double high, long seed) {
        if (out.dtype() != DType.FLOAT32) {
            super.uniform(out, low, high, seed);
        } else if (out.size() > 0) {
            draw("uniform", 4, out, low, high, seed);
        }
    }

    @Override
    public void normal(Tensor out, double mean, double standardDeviation, long seed) {
        if (out.dtype() != DType.FLOAT32) {
            super.normal(out, mean, standardDeviation, seed);
        } else if (out.size() > 0) {
            draw("normal", 2, out, mean, standardDeviation, seed);
        }
    }

    private void draw(String kernel, int perThread, Tensor out, double first, double second, long seed) {
        try (Scratch.Frame frame = scratch().open()) {
            Tensor to = denseOutput(frame, out);
            launch(kernel, Grid.linear(out.size(), BLOCK, perThread), to, out.size(), first, second, seed);
            settle(to, out);
        }
    }
}
