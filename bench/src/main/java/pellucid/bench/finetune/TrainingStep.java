package pellucid.bench.finetune;

import static pellucid.autograd.function.L2Normalize.l2Normalize;

import java.util.ArrayList;
import java.util.List;
import pellucid.autograd.Variable;
import pellucid.models.nn.Dropouts;
import pellucid.models.sentence.SentenceModel;
import pellucid.tensor.Backend;
import pellucid.tensor.OptimizerOps.AdamW;
import pellucid.tensor.Tensor;

/**
 * One step of fine-tuning after the other: encode, rank, go back, clip, update. Dropout is on, as in training.
 *
 * <pre>
 *   s = 20 · A Pᵀ (unit vectors)      loss = mean of crossEntropy(s, diagonal)
 *   dA = 20 · ds P                    dP = 20 · dsᵀ A
 * </pre>
 */
final class TrainingStep {
    private static final double SCALE = 20;
    private static final double MAX_NORM = 1;
    private static final double LEARNING_RATE = 2e-5;
    private static final double WEIGHT_DECAY = 0.01;

    private final SentenceModel model;
    private final Backend backend;
    private final Dropouts dropouts = Dropouts.training(42, 0);
    private final List<Tensor> firstMoments = new ArrayList<>();
    private final List<Tensor> secondMoments = new ArrayList<>();
    private int steps;

    TrainingStep(SentenceModel model) {
        this.model = model;
        this.backend = model.backend();
        for (Variable variable : model.parameters().variables()) {
            firstMoments.add(
                    backend.zeros(variable.value().dtype(), variable.value().shape()));
            secondMoments.add(
                    backend.zeros(variable.value().dtype(), variable.value().shape()));
        }
    }

    /**
     * Runs one step.
     *
     * @param seconds receives how long each {@link Phase} took
     * @return the loss
     */
    double run(PairBatch batch, double[] seconds) {
        long begin = System.nanoTime();
        model.parameters().variables().forEach(Variable::clearGradient);
        Variable vectors = l2Normalize(model.forward(batch.tokens(), dropouts));
        Tensor seed = backend.zeros(vectors.value().dtype(), vectors.value().shape());
        double loss = rank(vectors.value(), batch.pairs(), seed);
        long forward = System.nanoTime();
        vectors.backward(seed);
        long backward = System.nanoTime();
        List<Tensor> gradients = new ArrayList<>();
        for (Variable variable : model.parameters().variables()) {
            gradients.add(variable.gradient());
        }
        backend.clipGlobalNorm(gradients, MAX_NORM);
        long clip = System.nanoTime();
        update(gradients);
        long end = System.nanoTime();
        seconds[Phase.FORWARD.ordinal()] = (forward - begin) / 1e9;
        seconds[Phase.BACKWARD.ordinal()] = (backward - forward) / 1e9;
        seconds[Phase.CLIP.ordinal()] = (clip - backward) / 1e9;
        seconds[Phase.OPTIMIZER.ordinal()] = (end - clip) / 1e9;
        return loss;
    }

    /** The loss of the pairs' unit vectors, and its gradient with respect to them. */
    private double rank(Tensor vectors, int pairs, Tensor gradient) {
        Tensor anchors = vectors.slice(0, 0, pairs);
        Tensor positives = vectors.slice(0, pairs, 2 * pairs);
        int[] diagonal = new int[pairs];
        for (int i = 0; i < pairs; i++) {
            diagonal[i] = i;
        }
        Tensor labels = backend.ints(diagonal);
        Tensor scores = backend.zeros(pairs, pairs);
        Tensor probabilities = backend.zeros(pairs, pairs);
        Tensor losses = backend.zeros(pairs);
        backend.matmul(anchors, positives.transpose(0, 1), SCALE, 0, scores);
        backend.crossEntropy(scores, labels, probabilities, losses);
        double sum = 0;
        for (float loss : losses.toFloats()) {
            sum += loss;
        }
        backend.fill(losses, 1.0 / pairs);
        backend.crossEntropyBackward(probabilities, labels, losses, scores);
        backend.matmul(scores, positives, SCALE, 0, gradient.slice(0, 0, pairs));
        backend.matmul(scores.transpose(0, 1), anchors, SCALE, 0, gradient.slice(0, pairs, 2 * pairs));
        return sum / pairs;
    }

    private void update(List<Tensor> gradients) {
        AdamW settings = new AdamW(LEARNING_RATE, 0.9, 0.999, 1e-8, WEIGHT_DECAY, ++steps);
        for (int i = 0; i < gradients.size(); i++) {
            Tensor parameter = model.parameters().variables().get(i).value();
            backend.adamW(parameter, gradients.get(i), firstMoments.get(i), secondMoments.get(i), settings);
        }
    }
}
