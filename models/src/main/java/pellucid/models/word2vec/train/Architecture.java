package pellucid.models.word2vec.train;

/** Which words predict which. */
public enum Architecture {
    /** Each word of the window predicts the word in its middle. Better on rare words; slower. */
    SKIP_GRAM(0.025),
    /** The mean of the window's words predicts the word in its middle ("continuous bag of words"). */
    CBOW(0.05);

    private final double learningRate;

    Architecture(double learningRate) {
        this.learningRate = learningRate;
    }

    /** The learning rate that word2vec.c begins with. */
    public double learningRate() {
        return learningRate;
    }
}
