package pellucid.models.word2vec.train;

import pellucid.tensor.Word2VecOps.ContextGradient;

/** Options in the making: what {@link Word2VecOptions}'s {@code with} methods change before the record checks them. */
final class Word2VecDraft {
    Architecture architecture;
    Objective objective;
    int width;
    int window;
    boolean shrinkWindow;
    int negative;
    double negativeExponent;
    Subsampling subsampling;
    int epochs;
    double learningRate;
    ContextGradient contextGradient;
    int threads;
    boolean deterministic;
    long seed;

    Word2VecDraft(Word2VecOptions from) {
        this.architecture = from.architecture();
        this.objective = from.objective();
        this.width = from.width();
        this.window = from.window();
        this.shrinkWindow = from.shrinkWindow();
        this.negative = from.negative();
        this.negativeExponent = from.negativeExponent();
        this.subsampling = from.subsampling();
        this.epochs = from.epochs();
        this.learningRate = from.learningRate();
        this.contextGradient = from.contextGradient();
        this.threads = from.threads();
        this.deterministic = from.deterministic();
        this.seed = from.seed();
    }

    Word2VecOptions options() {
        return new Word2VecOptions(
                architecture,
                objective,
                width,
                window,
                shrinkWindow,
                negative,
                negativeExponent,
                subsampling,
                epochs,
                learningRate,
                contextGradient,
                threads,
                deterministic,
                seed);
    }
}
