package pellucid.models.word2vec.train;

import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Segments;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.Word2VecOps.ExampleOrder;
import pellucid.tensor.Word2VecOps.Word2Vec;

/** Hands batches of examples to the backend, one thread's, through tensors made once. */
final class ExampleTraining {
    private final Word2VecOptions options;
    private final WordTables tables;
    private final ExampleOrder order;
    private final Backend backend;
    private Tensor inputIds;
    private Tensor targetIds;
    private Tensor labels;
    private Tensor losses;
    private float[] lossValues = new float[0];

    ExampleTraining(Word2VecOptions options, WordTables tables, ExampleOrder order) {
        this.options = options;
        this.tables = tables;
        this.order = order;
        this.backend = tables.input().backend();
    }

    /** The tensor given, or a new one where there is none yet or it is too small. */
    private Tensor room(Tensor given, DType dtype, int size) {
        return given != null && given.size() >= size ? given : backend.zeros(dtype, Shape.of(size + size / 2));
    }

    /** Trains on one batch; returns the sum of its losses. */
    double train(ExampleBatch batch, double learningRate) {
        int examples = batch.examples();
        if (examples == 0) {
            return 0;
        }
        inputIds = room(inputIds, DType.INT32, batch.inputTotal());
        targetIds = room(targetIds, DType.INT32, batch.targetTotal());
        labels = room(labels, DType.FLOAT32, batch.targetTotal());
        losses = room(losses, DType.FLOAT32, examples);
        Tensor ownInputs = inputIds.slice(0, 0, batch.inputTotal());
        Tensor ownTargets = targetIds.slice(0, 0, batch.targetTotal());
        Tensor ownLabels = labels.slice(0, 0, batch.targetTotal());
        Tensor ownLosses = losses.slice(0, 0, examples);
        backend.write(batch.inputs(), 0, ownInputs);
        backend.write(batch.targets(), 0, ownTargets);
        backend.write(batch.labels(), 0, ownLabels);
        Segments inputSegments = Segments.ofLengths(batch.inputCounts());
        Segments targetSegments = Segments.ofLengths(batch.targetCounts());
        Word2Vec settings = new Word2Vec(options.contextGradient(), order, learningRate);
        if (options.architecture() == Architecture.SKIP_GRAM) {
            backend.word2vecEach(
                    tables.input(),
                    tables.output(),
                    inputSegments,
                    ownInputs,
                    targetSegments,
                    ownTargets,
                    ownLabels,
                    settings,
                    ownLosses);
        } else {
            backend.word2vecMean(
                    tables.input(),
                    tables.output(),
                    inputSegments,
                    ownInputs,
                    targetSegments,
                    ownTargets,
                    ownLabels,
                    settings,
                    ownLosses);
        }
        if (lossValues.length < examples) {
            lossValues = new float[examples];
        }
        backend.read(ownLosses, lossValues, 0);
        double sum = 0;
        for (int i = 0; i < examples; i++) {
            sum += lossValues[i];
        }
        return sum;
    }

    /** How many predictions a batch holds: a window of CBOW is one, a window of skip-gram one for each of its words. */
    long predictions(ExampleBatch batch) {
        return options.architecture() == Architecture.SKIP_GRAM ? batch.inputTotal() : batch.examples();
    }
}
