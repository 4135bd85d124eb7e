package pellucid.cuda;

import pellucid.cuda.driver.Device;
import pellucid.cuda.launch.Grid;
import pellucid.tensor.InputException;
import pellucid.tensor.Operands;
import pellucid.tensor.Scratch;
import pellucid.tensor.Segments;
import pellucid.tensor.Shape;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;

/**
 * The part of the CUDA backend that trains word vectors. Kernels in {@code word2vec.cu}.
 *
 * <p>The contract's {@link #word2vec} trains examples strictly one after another, on one processor of the device. The two
 * Hogwild methods train all sentences at once (Niu et al., 2011), by negative sampling; two sentences that change one
 * vector at the same moment may lose an addition, so no two runs are the same.
 */
abstract class CudaWord2Vec extends CudaSequences {
    CudaWord2Vec(Device device) {
        super(device);
    }

    @Override
    public void word2vec(
            Tensor input,
            Tensor output,
            Segments inputs,
            Tensor inputIds,
            Segments targets,
            Tensor targetIds,
            Tensor labels,
            ContextGradient contextGradient,
            double learningRate) {
        Operands.word2vec(input, output, inputs, inputIds, targets, targetIds, labels, null);
        int width = input.dim(1);
        if (width * Float.BYTES > SHARED_BYTES) {
            super.word2vec(input, output, inputs, inputIds, targets, targetIds, labels, contextGradient, learningRate);
            return;
        }
        checkIds("word2vec", input, inputIds);
        checkIds("word2vec", output, targetIds);
        if (width == 0 || inputs.total() == 0 || targets.total() == 0) {
            return;
        }
        try (Scratch.Frame frame = scratch().open()) {
            Tensor inputRows = rows(frame, input);
            Tensor outputRows = rows(frame, output);
            launch(
                    "word2vec",
                    Grid.blocks(1, 1, 1, threadsFor(width)).withShared(width * Float.BYTES),
                    inputRows,
                    inputRows.rowStride(),
                    outputRows,
                    outputRows.rowStride(),
                    width,
                    inputs.count(),
                    offsets(inputs),
                    dense(frame, inputIds),
                    offsets(targets),
                    dense(frame, targetIds),
                    dense(frame, labels),
                    contextGradient == ContextGradient.WHOLE_ERROR ? 1 : 0,
                    learningRate,
                    frame.tensor(input.dtype(), Shape.of(targets.total())));
            settle(inputRows, input);
            settle(outputRows, output);
        }
    }

    /**
     * One pass of skip-gram over sentences: each word of a window predicts the word in its middle.
     *
     * @param input [vocabulary, width], changed
     * @param output [vocabulary, width], changed
     * @param words int32, the words of all sentences, as {@code sentences} divides them
     * @param reaches int32 of the same size: how many words to either side the window at each position takes in
     * @param longestReach the largest of the reaches
     * @param negatives int32 [words, count], the words drawn against each position's word; -1 for none
     */
    public void skipGramHogwild(
            Tensor input,
            Tensor output,
            Segments sentences,
            Tensor words,
            Tensor reaches,
            int longestReach,
            Tensor negatives,
            double learningRate) {
        checkHogwild("skipGramHogwild", input, output, sentences, words, reaches, negatives);
        int width = input.dim(1);
        int targets = 1 + negatives.dim(1);
        long sharedBytes = 2L * longestReach * (width + targets) * Float.BYTES;
        if (longestReach < 1 || sharedBytes > SHARED_BYTES) {
            throw new InputException("skipGramHogwild with windows of " + longestReach + " words to either side, width "
                    + width + " and " + (targets - 1) + " negatives needs " + sharedBytes
                    + " bytes of a block's shared memory; at least 1 word to either side and at most " + SHARED_BYTES
                    + " bytes are possible: take smaller windows or narrower vectors");
        }
        if (words.size() == 0 || width == 0) {
            return;
        }
        try (Scratch.Frame frame = scratch().open()) {
            Tensor inputRows = rows(frame, input);
            Tensor outputRows = rows(frame, output);
            launch(
                    "word2vec_skip_gram_hogwild",
                    Grid.blocks(sentences.count(), 1, 1, threadsFor(width)).withShared((int) sharedBytes),
                    inputRows,
                    inputRows.rowStride(),
                    outputRows,
                    outputRows.rowStride(),
                    width,
                    dense(frame, words),
                    offsets(sentences),
                    dense(frame, reaches),
                    longestReach,
                    dense(frame, negatives),
                    negatives.dim(1),
                    learningRate);
            settle(inputRows, input);
            settle(outputRows, output);
        }
    }

    /** One pass of CBOW over sentences: the mean of a window predicts the word in its middle; see {@link #skipGramHogwild}. */
    public void cbowHogwild(
            Tensor input,
            Tensor output,
            Segments sentences,
            Tensor words,
            Tensor reaches,
            Tensor negatives,
            ContextGradient contextGradient,
            double learningRate) {
        checkHogwild("cbowHogwild", input, output, sentences, words, reaches, negatives);
        int width = input.dim(1);
        long sharedBytes = (width + 1L + negatives.dim(1)) * Float.BYTES;
        if (sharedBytes > SHARED_BYTES) {
            throw new InputException("cbowHogwild of width " + width + " with " + negatives.dim(1)
                    + " negatives needs " + sharedBytes + " bytes of a block's shared memory; at most " + SHARED_BYTES
                    + " are possible: take narrower vectors");
        }
        if (words.size() == 0 || width == 0) {
            return;
        }
        try (Scratch.Frame frame = scratch().open()) {
            Tensor inputRows = rows(frame, input);
            Tensor outputRows = rows(frame, output);
            launch(
                    "word2vec_cbow_hogwild",
                    Grid.blocks(sentences.count(), 1, 1, threadsFor(width)).withShared((int) sharedBytes),
                    inputRows,
                    inputRows.rowStride(),
                    outputRows,
                    outputRows.rowStride(),
                    width,
                    dense(frame, words),
                    offsets(sentences),
                    dense(frame, reaches),
                    dense(frame, negatives),
                    negatives.dim(1),
                    contextGradient == ContextGradient.WHOLE_ERROR ? 1 : 0,
                    learningRate);
            settle(inputRows, input);
            settle(outputRows, output);
        }
    }

    private void checkHogwild(
            String operation,
            Tensor input,
            Tensor output,
            Segments sentences,
            Tensor words,
            Tensor reaches,
            Tensor negatives) {
        for (Tensor other : new Tensor[] {output, words, reaches, negatives}) {
            Operands.together(operation, input, other);
        }
        boolean fits = input.rank() == 2
                && output.shape().equals(input.shape())
                && words.shape().equals(Shape.of(sentences.total()))
                && reaches.shape().equals(words.shape())
                && negatives.rank() == 2
                && negatives.dim(0) == sentences.total();
        if (!fits) {
            throw new ShapeException(operation + " takes two tables [vocabulary, width], words and reaches ["
                    + sentences.total() + "] and negatives [" + sentences.total() + ", count]; given were "
                    + input.shape() + ", " + output.shape() + ", " + words.shape() + ", " + reaches.shape() + ", "
                    + negatives.shape());
        }
        checkIds(operation, input, words);
        checkNegatives(operation, input, negatives);
    }

    /** Negatives may also be -1. */
    private void checkNegatives(String operation, Tensor table, Tensor negatives) {
        if (!areWithin(negatives, table.dim(0))) {
            int[] values = negatives.toInts();
            for (int i = 0; i < values.length; i++) {
                if (values[i] != -1) {
                    Operands.rowId(operation, table, values[i], i);
                }
            }
        }
    }
}
