package pellucid.training.word2vec;

import pellucid.models.word2vec.WordVocabulary;
import pellucid.models.word2vec.corpus.EncodedCorpus;
import pellucid.models.word2vec.train.Architecture;
import pellucid.models.word2vec.train.NegativeDistribution;
import pellucid.models.word2vec.train.Objective;
import pellucid.models.word2vec.train.Word2VecOptions;

/**
 * Goes through a corpus and makes examples of it, as word2vec.c does: occurrences of frequent words are left out first, and
 * windows are laid over what is left of a sentence; each window reaches 1 to {@code window} words to either side, each
 * reach as likely as any other.
 */
final class ExampleReader {
    /** Takes the mini-batches of an epoch. */
    @FunctionalInterface
    interface Sink {
        /**
         * A mini-batch.
         *
         * @param words how many words of the corpus were read in this epoch before its last window, subsampled ones
         *     included
         */
        void examples(Examples examples, long words);
    }

    private final Word2VecOptions options;
    private final EncodedCorpus corpus;
    private final int batchSize;
    private final double[] keep;
    private final NegativeDistribution distribution;

    /** @param batchSize the predictions that a mini-batch has at least; it ends with the window that reaches the number */
    ExampleReader(Word2VecOptions options, EncodedCorpus corpus, int batchSize) {
        this.options = options;
        this.corpus = corpus;
        this.batchSize = batchSize;
        WordVocabulary vocabulary = corpus.vocabulary();
        long[] counts = new long[vocabulary.size()];
        keep = new double[counts.length];
        for (int word = 0; word < counts.length; word++) {
            counts[word] = vocabulary.count(word);
            double frequency = Math.max(counts[word], 1) / (double) Math.max(vocabulary.total(), 1);
            keep[word] = options.subsampling().keep(frequency);
        }
        distribution = options.objective() == Objective.NEGATIVE_SAMPLING
                ? new NegativeDistribution(options.negativeExponent(), counts)
                : null;
    }

    /**
     * Reads the corpus once.
     *
     * @param epoch counted from 1; another one draws other numbers
     * @return how many words were kept
     */
    long read(int epoch, Sink sink) {
        ExampleBuilder builder = new ExampleBuilder(distribution, options.negative());
        int[] ids = new int[0];
        int[] sentence = new int[0];
        long words = 0;
        long kept = 0;
        for (int block = 0; block < corpus.blocks(); block++) {
            DrawSequence draws = new DrawSequence(options.seed(), epoch, block);
            ids = corpus.read(block, ids);
            int length = corpus.length(block);
            sentence = sentence.length < length ? new int[length] : sentence;
            int size = 0;
            for (int i = 0; i < length; i++) {
                if (ids[i] != EncodedCorpus.END_OF_SENTENCE) {
                    words++;
                    if (draws.happens(keep[ids[i]])) {
                        sentence[size++] = ids[i];
                    }
                    continue;
                }
                kept += size;
                for (int middle = 0; middle < size; middle++) {
                    window(builder, sentence, middle, size, draws);
                    if (builder.predictions() >= batchSize) {
                        sink.examples(builder.take(), words);
                    }
                }
                size = 0;
            }
        }
        if (builder.predictions() > 0) {
            sink.examples(builder.take(), words);
        }
        return kept;
    }

    private void window(ExampleBuilder builder, int[] sentence, int middle, int size, DrawSequence draws) {
        int reach = options.shrinkWindow() ? 1 + draws.below(options.window()) : options.window();
        int from = Math.max(0, middle - reach);
        int to = Math.min(size, middle + reach + 1);
        if (options.architecture() == Architecture.CBOW) {
            builder.bag(sentence, from, middle, to, draws);
        } else {
            builder.pairs(sentence, from, middle, to, draws);
        }
    }
}
