package pellucid.tensor;

/**
 * What operations ask of the shapes and the backends of their operands, checked in one place for all backends. Each
 * method is named after the operation it guards, and does nothing when all is well. Where an operand may be null, so it
 * may here.
 */
public final class Operands {
    private Operands() {}

    /** Refuses tensors of two backends; a decorator counts as the backend inside it. */
    public static void together(String operation, Tensor a, Tensor b) {
        if (a != null
                && b != null
                && a.backend() != b.backend()
                && a.backend().undecorated() != b.backend().undecorated()) {
            throw new BackendException(
                    operation + ": " + a + " and " + b + " are on two backends; make both on one, or copy one over");
        }
    }

    /** Refuses operands of two shapes or two backends. */
    public static void sameShape(String operation, Tensor a, Tensor out) {
        together(operation, a, out);
        if (a != null && !a.shape().equals(out.shape())) {
            throw new ShapeException(operation + ": the operand is " + a.shape() + ", the output " + out.shape()
                    + "; both must have one shape");
        }
    }

    /** Refuses an output that is not of the shape to which a and b broadcast each other. */
    public static void binary(String operation, Tensor a, Tensor b, Tensor out) {
        together(operation, a, out);
        together(operation, b, out);
        if (a.shape().equals(out.shape()) && b.shape().equals(out.shape())) {
            return;
        }
        Shape result = Shape.broadcast(a.shape(), b.shape());
        if (!result.equals(out.shape())) {
            throw new ShapeException(operation + ": " + a.shape() + " and " + b.shape() + " give " + result
                    + ", the output given is " + out.shape());
        }
    }

    /** Refuses an output to which x cannot be summed down. */
    public static void sumTo(Tensor x, Tensor out) {
        together("sumTo", x, out);
        out.broadcastTo(x.shape());
    }

    /** Refuses an output that is not of the shape to which all three broadcast each other. */
    public static void where(Tensor condition, Tensor a, Tensor b, Tensor out) {
        together("where", condition, out);
        together("where", a, out);
        together("where", b, out);
        Shape result = Shape.broadcast(condition.shape(), Shape.broadcast(a.shape(), b.shape()));
        if (!result.equals(out.shape())) {
            throw new ShapeException("where: condition " + condition.shape() + ", " + a.shape() + " and " + b.shape()
                    + " give " + result + ", the output given is " + out.shape());
        }
    }

    /** Refuses an output that is not of x's shape without the axis; returns the axis counted from the front. */
    public static int reduce(String operation, Tensor x, int axis, Tensor out) {
        together(operation, x, out);
        int along = x.shape().axis(axis);
        if (!x.shape().without(along).equals(out.shape())) {
            throw new ShapeException(operation + " along axis " + along + ": " + x.shape() + " becomes "
                    + x.shape().without(along) + ", the output given is " + out.shape());
        }
        return along;
    }

    public static void topK(Tensor x, int k, Tensor values, Tensor indices) {
        together("topK", x, values);
        together("topK", x, indices);
        if (x.rank() != 2
                || k < 0
                || k > x.dim(1)
                || !values.shape().equals(Shape.of(x.dim(0), k))
                || !indices.shape().equals(values.shape())) {
            throw new ShapeException("topK: the " + k + " largest of each row of " + x.shape() + " into "
                    + values.shape() + " and " + indices.shape()
                    + "; x is [rows, n], k at most n, the outputs [rows, k]");
        }
    }

    public static void linear(Tensor x, Tensor weight, Tensor bias, Tensor preActivation, Tensor out) {
        fits(
                x.rank() == 2
                        && weight.rank() == 2
                        && x.dim(1) == weight.dim(1)
                        && is(bias, weight.dim(0))
                        && is(preActivation, x.dim(0), weight.dim(0))
                        && is(out, x.dim(0), weight.dim(0)),
                "linear",
                "[tokens, in], [out, in], [out] or none, and [tokens, out]",
                x,
                weight,
                bias,
                preActivation,
                out);
    }

    public static void feedForward(Tensor x, Tensor weight, Tensor bias, Tensor outWeight, Tensor outBias, Tensor out) {
        fits(
                x.rank() == 2
                        && weight.rank() == 2
                        && outWeight.rank() == 2
                        && x.dim(1) == weight.dim(1)
                        && is(bias, weight.dim(0))
                        && outWeight.dim(1) == weight.dim(0)
                        && is(outBias, outWeight.dim(0))
                        && is(out, x.dim(0), outWeight.dim(0)),
                "feedForward",
                "[tokens, in], [middle, in], [middle] or none, [out, middle], [out] or none, and [tokens, out]",
                x,
                weight,
                bias,
                outWeight,
                outBias,
                out);
    }

    public static void linearBackward(
            Tensor x, Tensor weight, Tensor preActivation, Tensor dy, Tensor dx, Tensor dWeight, Tensor dBias) {
        fits(
                x.rank() == 2
                        && weight.rank() == 2
                        && x.dim(1) == weight.dim(1)
                        && is(preActivation, x.dim(0), weight.dim(0))
                        && is(dy, x.dim(0), weight.dim(0))
                        && is(dx, x.dim(0), x.dim(1))
                        && is(dWeight, weight.dim(0), weight.dim(1))
                        && is(dBias, weight.dim(0)),
                "linearBackward",
                "x, weight, preActivation, dy, dx, dWeight and dBias like those of linear",
                x,
                weight,
                preActivation,
                dy,
                dx,
                dWeight,
                dBias);
    }

    public static void layerNorm(Tensor x, Tensor gamma, Tensor beta, Tensor normalized, Tensor rstd, Tensor out) {
        Shape shape = x.shape();
        fits(
                shape.rank() > 0
                        && is(gamma, shape.columns())
                        && is(beta, shape.columns())
                        && is(normalized, shape)
                        && is(rstd, shape.without(-1))
                        && is(out, shape),
                "layerNorm",
                "[..., hidden], [hidden], [hidden], and outputs of the shapes [..., hidden] or [...]",
                x,
                gamma,
                beta,
                normalized,
                rstd,
                out);
    }

    public static void layerNormBackward(
            Tensor normalized, Tensor rstd, Tensor gamma, Tensor dy, Tensor dx, Tensor dGamma, Tensor dBeta) {
        Shape shape = normalized.shape();
        fits(
                shape.rank() > 0
                        && is(rstd, shape.without(-1))
                        && is(gamma, shape.columns())
                        && is(dy, shape)
                        && is(dx, shape)
                        && is(dGamma, shape.columns())
                        && is(dBeta, shape.columns()),
                "layerNormBackward",
                "normalized, rstd, gamma, dy, dx, dGamma and dBeta like those of layerNorm",
                normalized,
                rstd,
                gamma,
                dy,
                dx,
                dGamma,
                dBeta);
    }

    /** For the forward pass; the backward pass has the same shapes, with dOut for out, and one more like qkv. */
    public static void attention(Tensor qkv, Segments segments, int heads, Tensor probabilities, Tensor out) {
        segments.check("attention", qkv);
        int hidden = out.rank() == 2 ? out.dim(1) : -1;
        fits(
                is(out, segments.total(), hidden)
                        && qkv.dim(1) == 3L * hidden
                        && heads > 0
                        && hidden % heads == 0
                        && (probabilities == null || is(probabilities, Math.multiplyExact(heads, segments.scores()))),
                "attention",
                "[tokens, 3 hidden], " + heads + " heads that divide hidden, probabilities [heads times "
                        + segments.scores() + "] or none, [tokens, hidden]",
                qkv,
                probabilities,
                out);
    }

    /** For the forward pass; the backward pass has dx for x and dOut for out. */
    public static void pool(Tensor x, Segments segments, int skip, Tensor out) {
        segments.check("pool", x);
        fits(
                is(out, segments.count(), x.dim(1)) && skip >= 0,
                "pool",
                "[tokens, hidden], " + skip + " tokens to skip (0 or more), [" + segments.count()
                        + " sequences, hidden]",
                x,
                out);
    }

    public static void embeddingLayerNorm(
            Tensor words,
            Tensor positions,
            Tensor types,
            Tensor ids,
            Tensor positionIds,
            Tensor typeIds,
            Tensor gamma,
            Tensor beta,
            Tensor normalized,
            Tensor rstd,
            Tensor out) {
        int tokens = out.rank() == 2 ? out.dim(0) : -1;
        fits(
                tokens >= 0
                        && is(ids, tokens)
                        && is(positionIds, tokens)
                        && is(typeIds, tokens)
                        && words.rank() == 2
                        && is(words, words.dim(0), out.dim(1))
                        && is(positions, positions.dim(0), out.dim(1))
                        && is(types, types.dim(0), out.dim(1)),
                "embeddingLayerNorm",
                "three tables [n, hidden], three times ids [tokens], out [tokens, hidden]",
                words,
                positions,
                types,
                ids,
                positionIds,
                typeIds,
                out);
        layerNorm(out, gamma, beta, normalized, rstd, out);
    }

    /** Also refuses labels that are no class, for which it reads them. */
    public static void crossEntropy(Tensor logits, Tensor labels, Tensor probabilities, Tensor losses) {
        crossEntropyShapes(logits, labels, probabilities, losses);
        labels(logits, labels);
    }

    /** The same without a look at the labels. */
    public static void crossEntropyShapes(Tensor logits, Tensor labels, Tensor probabilities, Tensor losses) {
        fits(
                logits.rank() == 2
                        && is(labels, logits.dim(0))
                        && is(probabilities, logits.shape())
                        && is(losses, logits.dim(0)),
                "crossEntropy",
                "[rows, classes], labels [rows], [rows, classes] or none, losses [rows]",
                logits,
                labels,
                probabilities,
                losses);
    }

    /** Reads the labels and refuses those that are no class of the logits. */
    public static void labels(Tensor logits, Tensor labels) {
        int[] values = labels.toInts();
        for (int i = 0; i < values.length; i++) {
            if (values[i] < 0 || values[i] >= logits.dim(1)) {
                throw new ShapeException("crossEntropy: label " + values[i] + " at position " + i + "; the logits "
                        + logits.shape() + " have classes 0 to " + (logits.dim(1) - 1));
            }
        }
    }

    /** For the rows of a table [n, width] that ids [m] name, and rows [m, width]. */
    public static void tableRows(String operation, Tensor table, Tensor ids, Tensor rows) {
        together(operation, table, rows);
        together(operation, table, ids);
        if (table.rank() != 2 || ids.rank() != 1 || !is(rows, ids.dim(0), table.dim(1))) {
            throw new ShapeException(operation + ": table " + table.shape() + ", ids " + ids.shape() + ", rows "
                    + rows.shape() + "; they must be [n, width], [m] and [m, width]");
        }
    }

    /** Refuses an id, found at a position among the ids, that is no row of the table. */
    public static void rowId(String operation, Tensor table, int id, int position) {
        if (id < 0 || id >= table.dim(0)) {
            throw new ShapeException(operation + ": id " + id + " at position " + position + "; the table "
                    + table.shape() + " has rows 0 to " + (table.dim(0) - 1));
        }
    }

    /** All tensors of an optimiser's step must have the parameter's shape. */
    public static void optimizer(String operation, Tensor parameter, Tensor... others) {
        for (Tensor other : others) {
            together(operation, parameter, other);
            if (!is(other, parameter.shape())) {
                throw new ShapeException(operation + ": the parameter is " + parameter.shape()
                        + ", its gradient or state " + other.shape() + "; all must have one shape");
            }
        }
    }

    public static void word2vec(
            Tensor input,
            Tensor output,
            Segments inputs,
            Tensor inputIds,
            Segments targets,
            Tensor targetIds,
            Tensor labels,
            Tensor losses) {
        fits(
                input.rank() == 2
                        && output.rank() == 2
                        && input.dim(1) == output.dim(1)
                        && inputs.count() == targets.count()
                        && is(inputIds, inputs.total())
                        && is(targetIds, targets.total())
                        && is(labels, targets.total())
                        && is(losses, inputs.count()),
                "word2vec",
                "[vocabulary, width], [targets, width], input ids [" + inputs.total() + "], target ids and"
                        + " labels [" + targets.total() + "], as many examples of inputs (" + inputs.count()
                        + ") as of targets (" + targets.count() + "), and losses [" + inputs.count() + "] or none",
                input,
                output,
                inputIds,
                targetIds,
                labels,
                losses);
    }

    /** Whether a tensor has this shape, or is null. */
    private static boolean is(Tensor tensor, Shape shape) {
        return tensor == null || tensor.shape().equals(shape);
    }

    private static boolean is(Tensor tensor, int size) {
        return tensor == null || (tensor.rank() == 1 && tensor.dim(0) == size);
    }

    private static boolean is(Tensor tensor, int rows, int columns) {
        return tensor == null || (tensor.rank() == 2 && tensor.dim(0) == rows && tensor.dim(1) == columns);
    }

    private static void fits(boolean fits, String operation, String wanted, Tensor first, Tensor... others) {
        for (Tensor other : others) {
            together(operation, first, other);
        }
        if (!fits) {
            StringBuilder given = new StringBuilder(first.shape().toString());
            for (Tensor other : others) {
                given.append(", ").append(other == null ? "none" : other.shape());
            }
            throw new ShapeException(operation + " takes " + wanted + "; given were " + given);
        }
    }
}
