package pellucid.models.word2vec.train;

import pellucid.models.word2vec.WordVocabulary;

/**
 * How many examples may see the same tables. The updates of a batch are added up, each computed as if it were alone; if a
 * vector is in too many of them, it is moved too far, and further in the next batch. A vector in n pairs of a batch makes
 * a step of about n · rate: that is bounded, for the vector in the most pairs.
 */
final class BatchSize {
    private static final int MOST_EXAMPLES = 512;

    /** The bound on n · rate; at the double of it small vocabularies still learn as in sequence, at nine times it they diverge. */
    private static final double LONGEST_STEP = 3.2;

    private BatchSize() {}

    static int examples(Word2VecOptions options, WordVocabulary vocabulary, Targets targets) {
        double[] shares = keptShares(options, vocabulary);
        double window = options.shrinkWindow() ? options.window() + 1 : 2 * options.window();
        double contexts = Math.min(window, ExampleSampler.inputs(options));
        double mostFrequent = 0;
        for (double share : shares) {
            mostFrequent = Math.max(mostFrequent, share);
        }
        double asInput = contexts * mostFrequent * targets.meanCount(shares);
        double asTarget = targets.busiest(shares) * (options.architecture() == Architecture.SKIP_GRAM ? contexts : 1);
        double step = Math.max(asInput, asTarget) * options.firstLearningRate();
        return (int) Math.max(1, Math.min(MOST_EXAMPLES, LONGEST_STEP / step));
    }

    /** Each word's share of the tokens that subsampling keeps. */
    private static double[] keptShares(Word2VecOptions options, WordVocabulary vocabulary) {
        double[] shares = new double[vocabulary.size()];
        double sum = 0;
        for (int id = 0; id < shares.length; id++) {
            double frequency = vocabulary.count(id) / (double) Math.max(vocabulary.total(), 1);
            shares[id] = frequency > 0 ? frequency * options.subsampling().keep(frequency) : 0;
            sum += shares[id];
        }
        for (int id = 0; id < shares.length; id++) {
            shares[id] /= sum;
        }
        return shares;
    }
}
