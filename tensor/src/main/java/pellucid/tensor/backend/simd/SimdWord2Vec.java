package pellucid.tensor.backend.simd;

import pellucid.tensor.Operands;
import pellucid.tensor.Segments;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Workers;

/**
 * The SIMD backend's training of word vectors. Examples in sequence run on the calling thread: whoever wants Hogwild calls
 * from several. A batch is shared out over the workers.
 */
abstract class SimdWord2Vec extends SimdTraining {
    SimdWord2Vec(Workers workers) {
        super(workers);
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
        Word2Vec settings = new Word2Vec(contextGradient, ExampleOrder.SEQUENTIAL, learningRate);
        if (!train(false, input, output, inputs, inputIds, targets, targetIds, labels, settings, null)) {
            super.word2vec(input, output, inputs, inputIds, targets, targetIds, labels, contextGradient, learningRate);
        }
    }

    @Override
    public void word2vecMean(
            Tensor input,
            Tensor output,
            Segments inputs,
            Tensor inputIds,
            Segments targets,
            Tensor targetIds,
            Tensor labels,
            Word2Vec settings,
            Tensor losses) {
        if (!train(false, input, output, inputs, inputIds, targets, targetIds, labels, settings, losses)) {
            super.word2vecMean(input, output, inputs, inputIds, targets, targetIds, labels, settings, losses);
        }
    }

    @Override
    public void word2vecEach(
            Tensor input,
            Tensor output,
            Segments inputs,
            Tensor inputIds,
            Segments targets,
            Tensor targetIds,
            Tensor labels,
            Word2Vec settings,
            Tensor losses) {
        if (!train(true, input, output, inputs, inputIds, targets, targetIds, labels, settings, losses)) {
            super.word2vecEach(input, output, inputs, inputIds, targets, targetIds, labels, settings, losses);
        }
    }

    /** Whether the operands lie as the loops want them; if not, nothing has been done. */
    private boolean train(
            boolean each,
            Tensor input,
            Tensor output,
            Segments inputs,
            Tensor inputIds,
            Segments targets,
            Tensor targetIds,
            Tensor labels,
            Word2Vec settings,
            Tensor losses) {
        Operands.word2vec(input, output, inputs, inputIds, targets, targetIds, labels, losses);
        boolean plain = input.hasRows()
                && output.hasRows()
                && inputIds.isContiguous()
                && targetIds.isContiguous()
                && labels.isContiguous()
                && (losses == null || losses.isContiguous());
        if (!plain) {
            return false;
        }
        WordTraining training = new WordTraining(
                each,
                Rows.of(input),
                Rows.of(output),
                inputs,
                WordTraining.Ids.checked(input, inputIds),
                targets,
                WordTraining.Ids.checked(output, targetIds),
                Rows.of(labels),
                settings,
                losses == null ? null : Rows.of(losses));
        if (settings.order() == ExampleOrder.BATCH) {
            training.batch(workers);
        } else {
            training.sequence();
        }
        input.storage().touch();
        output.storage().touch();
        if (losses != null) {
            losses.storage().touch();
        }
        return true;
    }
}
