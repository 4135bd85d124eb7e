package pellucid.tensor;

import pellucid.tensor.Word2VecOps.ContextGradient;
import pellucid.tensor.Word2VecOps.ExampleOrder;
import pellucid.tensor.Word2VecOps.Word2Vec;

/** The examples of one call of {@link Word2VecOps}, and the definition of what they do, in simple operations. */
record WordExamples(Segments inputs, Tensor inputIds, Segments targets, Tensor targetIds, Tensor labels) {
    /** The updates that one example makes. */
    @FunctionalInterface
    interface Rule {
        /**
         * Replaces vectors by what is to be added to them.
         *
         * @param vectors [inputs, width], the example's input vectors
         * @param outputs [targets, width], its target vectors
         * @param labels [targets]
         * @param loss [1]; null if nobody asks
         */
        void apply(OptimizerOps ops, Tensor vectors, Tensor outputs, Tensor labels, Word2Vec settings, Tensor loss);
    }

    void train(OptimizerOps ops, Tensor input, Tensor output, Word2Vec settings, Tensor losses, Rule rule) {
        try (Scratch.Frame frame = ops.scratch().open()) {
            boolean batch = settings.order() == ExampleOrder.BATCH;
            Tensor inputSeen = batch ? copy(ops, frame, input) : input;
            Tensor outputSeen = batch ? copy(ops, frame, output) : output;
            for (int example = 0; example < inputs.count(); example++) {
                Tensor loss = losses == null ? null : losses.slice(0, example, example + 1);
                if (inputs.length(example) > 0 && targets.length(example) > 0) {
                    trainOne(ops, example, inputSeen, outputSeen, input, output, settings, loss, rule);
                } else if (loss != null) {
                    ops.fill(loss, 0);
                }
            }
        }
    }

    private static Tensor copy(OptimizerOps ops, Scratch.Frame frame, Tensor table) {
        Tensor copy = frame.tensor(table.dtype(), table.shape());
        ops.copy(table, copy);
        return copy;
    }

    private void trainOne(
            OptimizerOps ops,
            int example,
            Tensor inputSeen,
            Tensor outputSeen,
            Tensor input,
            Tensor output,
            Word2Vec settings,
            Tensor loss,
            Rule rule) {
        try (Scratch.Frame frame = ops.scratch().open()) {
            Tensor ownInputs = inputIds.slice(0, inputs.start(example), inputs.end(example));
            Tensor ownTargets = targetIds.slice(0, targets.start(example), targets.end(example));
            Tensor ownLabels = labels.slice(0, targets.start(example), targets.end(example));
            Tensor vectors = frame.tensor(input.dtype(), Shape.of(inputs.length(example), input.dim(1)));
            Tensor outputs = frame.tensor(input.dtype(), Shape.of(targets.length(example), input.dim(1)));
            ops.gatherRows(inputSeen, ownInputs, vectors);
            ops.gatherRows(outputSeen, ownTargets, outputs);
            rule.apply(ops, vectors, outputs, ownLabels, settings, loss);
            ops.scatterAddRows(vectors, ownInputs, input);
            ops.scatterAddRows(outputs, ownTargets, output);
        }
    }

    /** The mean of the inputs predicts. */
    static void mean(OptimizerOps ops, Tensor vectors, Tensor outputs, Tensor labels, Word2Vec settings, Tensor loss) {
        try (Scratch.Frame frame = ops.scratch().open()) {
            Tensor hidden = frame.tensor(vectors.dtype(), Shape.of(1, vectors.dim(1)));
            ops.reduce(ReduceOp.MEAN, vectors, 0, hidden.select(0, 0));
            each(ops, hidden, outputs, labels, settings, loss);
            if (settings.contextGradient() == ContextGradient.TRUE) {
                ops.affine(hidden, 1.0 / vectors.dim(0), 0, hidden);
            }
            ops.copy(hidden.broadcastTo(vectors.shape()), vectors);
        }
    }

    /** Each input predicts by itself. */
    static void each(OptimizerOps ops, Tensor vectors, Tensor outputs, Tensor labels, Word2Vec settings, Tensor loss) {
        try (Scratch.Frame frame = ops.scratch().open()) {
            Tensor gradients = frame.tensor(vectors.dtype(), Shape.of(vectors.dim(0), outputs.dim(0)));
            ops.matmul(vectors, outputs.transpose(0, 1), 1, 0, gradients);
            if (loss != null) {
                loss(ops, gradients, labels, loss);
            }
            ops.unary(UnaryOp.SIGMOID, gradients, gradients);
            ops.binary(BinaryOp.SUBTRACT, labels, gradients, gradients);
            ops.affine(gradients, settings.learningRate(), 0, gradients);

            Tensor inputUpdates = frame.tensor(vectors.dtype(), vectors.shape());
            Tensor outputUpdates = frame.tensor(outputs.dtype(), outputs.shape());
            ops.matmul(gradients, outputs, 1, 0, inputUpdates);
            ops.matmul(gradients.transpose(0, 1), vectors, 1, 0, outputUpdates);
            ops.copy(inputUpdates, vectors);
            ops.copy(outputUpdates, outputs);
        }
    }

    /** Σ of -log p, where p = sigmoid(score) for label 1: max(score, 0) - label·score + log(1 + exp(-|score|)). */
    private static void loss(OptimizerOps ops, Tensor scores, Tensor labels, Tensor loss) {
        try (Scratch.Frame frame = ops.scratch().open()) {
            Tensor losses = frame.tensor(scores.dtype(), scores.shape());
            Tensor part = frame.tensor(scores.dtype(), scores.shape());
            ops.unary(UnaryOp.ABS, scores, losses);
            ops.unary(UnaryOp.NEGATE, losses, losses);
            ops.unary(UnaryOp.EXP, losses, losses);
            ops.affine(losses, 1, 1, losses);
            ops.unary(UnaryOp.LOG, losses, losses);
            ops.unary(UnaryOp.RELU, scores, part);
            ops.binary(BinaryOp.ADD, losses, part, losses);
            ops.binary(BinaryOp.MULTIPLY, scores, labels, part);
            ops.binary(BinaryOp.SUBTRACT, losses, part, losses);
            ops.sumTo(losses, loss);
        }
    }
}
