package pellucid.eval.experiment.word2vec;

import pellucid.tensor.InputException;

/**
 * How large the experiment is.
 *
 * @param fraction of the documents that the centre learns from, above 0 and at most 1
 * @param epochs of every training
 * @param width of the centre's vectors; others have two and three times as many numbers
 * @param documents labelled ones that a classifier learns from, and as many that it is asked; 0 for all
 * @param smallTokens words of the small corpus on which the full softmax runs
 * @param minimumCount of a word that gets a vector
 * @param pretrainedWords the first so many words of pretrained vectors are taken
 * @param threads that train
 * @param seed of everything that is drawn
 * @param shuffle the control: labels, judgements, answers and synonyms are dealt out anew, so that there is nothing to be
 *     known
 */
public record WordVectorOptions(
        double fraction,
        int epochs,
        int width,
        int documents,
        int smallTokens,
        int minimumCount,
        int pretrainedWords,
        int threads,
        long seed,
        boolean shuffle) {
    /** A quarter of an hour on two free processors, for 25 million words of text. */
    public static final WordVectorOptions DEFAULTS = new WordVectorOptions(
            0.1, 5, 100, 5000, 100_000, 5, 500_000, Runtime.getRuntime().availableProcessors(), 42, false);

    /** All text, all documents: some hours. */
    public static final WordVectorOptions FULL =
            DEFAULTS.withFraction(1).withDocuments(0).withPretrainedWords(Integer.MAX_VALUE);

    public WordVectorOptions {
        if (!(fraction > 0 && fraction <= 1)) {
            throw new InputException(
                    "the fraction is " + fraction + "; it must be above 0 and at most 1, for example 0.1");
        }
        atLeast("the number of epochs", epochs, 1);
        atLeast("the vectors' width", width, 1);
        atLeast("the number of labelled documents", documents, 0);
        atLeast("the number of words of the small corpus", smallTokens, 1000);
        atLeast("the minimum count", minimumCount, 1);
        atLeast("the number of pretrained words", pretrainedWords, 1);
        atLeast("the number of threads", threads, 1);
    }

    private static void atLeast(String what, int value, int least) {
        if (value < least) {
            throw new InputException(what + " is " + value + "; it must be at least " + least);
        }
    }

    public WordVectorOptions withFraction(double number) {
        return new WordVectorOptions(
                number, epochs, width, documents, smallTokens, minimumCount, pretrainedWords, threads, seed, shuffle);
    }

    public WordVectorOptions withEpochs(int number) {
        return new WordVectorOptions(
                fraction, number, width, documents, smallTokens, minimumCount, pretrainedWords, threads, seed, shuffle);
    }

    public WordVectorOptions withWidth(int number) {
        return new WordVectorOptions(
                fraction,
                epochs,
                number,
                documents,
                smallTokens,
                minimumCount,
                pretrainedWords,
                threads,
                seed,
                shuffle);
    }

    public WordVectorOptions withDocuments(int number) {
        return new WordVectorOptions(
                fraction, epochs, width, number, smallTokens, minimumCount, pretrainedWords, threads, seed, shuffle);
    }

    public WordVectorOptions withSmallTokens(int number) {
        return new WordVectorOptions(
                fraction, epochs, width, documents, number, minimumCount, pretrainedWords, threads, seed, shuffle);
    }

    public WordVectorOptions withMinimumCount(int number) {
        return new WordVectorOptions(
                fraction, epochs, width, documents, smallTokens, number, pretrainedWords, threads, seed, shuffle);
    }

    public WordVectorOptions withPretrainedWords(int number) {
        return new WordVectorOptions(
                fraction, epochs, width, documents, smallTokens, minimumCount, number, threads, seed, shuffle);
    }

    public WordVectorOptions withThreads(int number) {
        return new WordVectorOptions(
                fraction, epochs, width, documents, smallTokens, minimumCount, pretrainedWords, number, seed, shuffle);
    }

    public WordVectorOptions withSeed(long number) {
        return new WordVectorOptions(
                fraction,
                epochs,
                width,
                documents,
                smallTokens,
                minimumCount,
                pretrainedWords,
                threads,
                number,
                shuffle);
    }

    public WordVectorOptions withShuffle(boolean control) {
        return new WordVectorOptions(
                fraction, epochs, width, documents, smallTokens, minimumCount, pretrainedWords, threads, seed, control);
    }
}
