package pellucid.models.word2vec.train;

import java.util.Objects;
import java.util.function.Consumer;
import pellucid.tensor.InputException;
import pellucid.tensor.Word2VecOps.ContextGradient;

/**
 * How word vectors are trained. Begin with {@link #DEFAULTS}, which are word2vec.c's, and change what differs:
 *
 * <pre>  Word2VecOptions.DEFAULTS.withArchitecture(Architecture.SKIP_GRAM).withWidth(300)  </pre>
 *
 * @param architecture which words predict which
 * @param objective how the prediction is asked for
 * @param width numbers in a vector
 * @param window the most words to either side
 * @param shrinkWindow whether each position's reach is drawn from 1 to window, each as likely, so that near words count
 *     more; else it is window everywhere
 * @param negative how many words are drawn against each target; for negative sampling alone
 * @param negativeExponent see {@link NegativeDistribution}
 * @param subsampling which occurrences of frequent words are left out
 * @param epochs passes over the corpus
 * @param learningRate at the beginning; it falls linearly with the words read, to a ten-thousandth. 0 for the
 *     architecture's own: 0.025 for skip-gram, 0.05 for CBOW.
 * @param contextGradient what the words of a CBOW window get of the error; without effect on skip-gram
 * @param threads how many; 0 for as many as {@code -Dpellucid.threads} says, or the processors. In the deterministic way
 *     they draw the examples, and the backend computes with threads of its own.
 * @param deterministic whether the same seed shall give the same bits, on any number of threads; else threads write into
 *     each other's vectors (Hogwild), which is faster
 * @param seed of all that is drawn
 */
public record Word2VecOptions(
        Architecture architecture,
        Objective objective,
        int width,
        int window,
        boolean shrinkWindow,
        int negative,
        double negativeExponent,
        Subsampling subsampling,
        int epochs,
        double learningRate,
        ContextGradient contextGradient,
        int threads,
        boolean deterministic,
        long seed) {

    /** word2vec.c's: CBOW by negative sampling, 100 numbers, windows of 5, 5 negatives, threshold 1e-3, 5 epochs. */
    public static final Word2VecOptions DEFAULTS = new Word2VecOptions(
            Architecture.CBOW,
            Objective.NEGATIVE_SAMPLING,
            100,
            5,
            true,
            5,
            0.75,
            Subsampling.at(1e-3),
            5,
            0,
            ContextGradient.WHOLE_ERROR,
            0,
            false,
            1);

    public Word2VecOptions {
        Objects.requireNonNull(architecture, "architecture");
        Objects.requireNonNull(objective, "objective");
        Objects.requireNonNull(subsampling, "subsampling");
        Objects.requireNonNull(contextGradient, "contextGradient");
        atLeast(1, width, "the vectors' width", "100 is usual");
        atLeast(1, window, "the window", "it is the most words to either side, and 5 is usual");
        atLeast(0, negative, "the number of negatives", "5 is usual");
        atLeast(1, epochs, "the number of epochs", "5 is usual");
        atLeast(0, threads, "the number of threads", "0 takes as many as there are processors");
        if (objective == Objective.NEGATIVE_SAMPLING && negative == 0) {
            throw new InputException("negative sampling with 0 negatives would train nothing but to say yes;"
                    + " draw at least 1 (5 is usual), or choose hierarchical softmax");
        }
        if (!Double.isFinite(negativeExponent)) {
            throw new InputException("the exponent of the negatives' distribution is " + negativeExponent
                    + "; it must be a finite number: 0.75 as in word2vec.c");
        }
        if (!(learningRate >= 0 && learningRate < Double.POSITIVE_INFINITY)) {
            throw new InputException("the learning rate is " + learningRate
                    + "; it must be above 0, or 0 for the architecture's own (0.025 for skip-gram, 0.05 for CBOW)");
        }
    }

    private static void atLeast(int least, int value, String what, String advice) {
        if (value < least) {
            throw new InputException(what + " is " + value + "; at least " + least + " is needed: " + advice);
        }
    }

    /** The learning rate at the beginning: the one given, or the architecture's own. */
    public double firstLearningRate() {
        return learningRate > 0 ? learningRate : architecture.learningRate();
    }

    public Word2VecOptions withArchitecture(Architecture architecture) {
        return changed(draft -> draft.architecture = architecture);
    }

    public Word2VecOptions withObjective(Objective objective) {
        return changed(draft -> draft.objective = objective);
    }

    public Word2VecOptions withWidth(int width) {
        return changed(draft -> draft.width = width);
    }

    public Word2VecOptions withWindow(int window) {
        return changed(draft -> draft.window = window);
    }

    public Word2VecOptions withShrinkWindow(boolean shrinkWindow) {
        return changed(draft -> draft.shrinkWindow = shrinkWindow);
    }

    public Word2VecOptions withNegative(int negative) {
        return changed(draft -> draft.negative = negative);
    }

    public Word2VecOptions withNegativeExponent(double negativeExponent) {
        return changed(draft -> draft.negativeExponent = negativeExponent);
    }

    public Word2VecOptions withSubsampling(Subsampling subsampling) {
        return changed(draft -> draft.subsampling = subsampling);
    }

    public Word2VecOptions withEpochs(int epochs) {
        return changed(draft -> draft.epochs = epochs);
    }

    public Word2VecOptions withLearningRate(double learningRate) {
        return changed(draft -> draft.learningRate = learningRate);
    }

    public Word2VecOptions withContextGradient(ContextGradient contextGradient) {
        return changed(draft -> draft.contextGradient = contextGradient);
    }

    public Word2VecOptions withThreads(int threads) {
        return changed(draft -> draft.threads = threads);
    }

    public Word2VecOptions withDeterministic(boolean deterministic) {
        return changed(draft -> draft.deterministic = deterministic);
    }

    public Word2VecOptions withSeed(long seed) {
        return changed(draft -> draft.seed = seed);
    }

    private Word2VecOptions changed(Consumer<Word2VecDraft> change) {
        Word2VecDraft draft = new Word2VecDraft(this);
        change.accept(draft);
        return draft.options();
    }
}
