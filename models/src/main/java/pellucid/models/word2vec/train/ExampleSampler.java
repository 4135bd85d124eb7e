package pellucid.models.word2vec.train;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.models.word2vec.corpus.EncodedCorpus;

/**
 * Draws the examples of a block of the corpus: which tokens stay, how far each window reaches, which words are negatives.
 * Tokens that subsampling leaves out go before windows are made, so that windows reach across them.
 */
final class ExampleSampler {
    /**
     * How many words of a skip-gram window share their negatives. On nine million words of an encyclopedia, analogies came
     * out right in 20.3 to 21.3% with 3 (three seeds), in 20.3 and 20.7% with all of a window; word2vec.c, which shares
     * none, had 20.5 to 21.5%.
     */
    private static final int SHARING = 3;

    private final Word2VecOptions options;
    private final EncodedCorpus corpus;
    private final Targets targets;
    /** For each word, the share of its tokens that stays, as a fraction of 2³¹. */
    private final int[] keptShares;

    /** How many words of a window are one example's inputs. */
    private final int inputs;

    private final RandomStream random = new RandomStream();
    private ExampleBatch batch;
    private int[] block;
    private int[] sentence = new int[1000];

    private ExampleSampler(Word2VecOptions options, EncodedCorpus corpus, Targets targets, int[] keptShares) {
        this.options = options;
        this.corpus = corpus;
        this.targets = targets;
        this.keptShares = keptShares;
        this.inputs = inputs(options);
    }

    /** The most words that one example has as inputs: a window of CBOW is not divided. */
    static int inputs(Word2VecOptions options) {
        return options.architecture() == Architecture.SKIP_GRAM ? SHARING : 2 * options.window();
    }

    /** Makes samplers over one corpus, one for each thread. */
    static Supplier<ExampleSampler> over(Word2VecOptions options, EncodedCorpus corpus, Targets targets) {
        WordVocabulary vocabulary = corpus.vocabulary();
        int[] keptShares = new int[vocabulary.size()];
        for (int id = 0; id < keptShares.length; id++) {
            double frequency = Math.max(vocabulary.count(id), 1) / (double) Math.max(vocabulary.total(), 1);
            keptShares[id] =
                    (int) Math.min(Integer.MAX_VALUE, options.subsampling().keep(frequency) * 0x1p31);
        }
        return () -> new ExampleSampler(options, corpus, targets, keptShares);
    }

    /**
     * Draws one block's examples.
     *
     * @param batches gives a cleared batch each time one is needed
     * @param full takes each batch when it is full, and the last one as it is
     */
    void sample(int epoch, int blockNumber, Supplier<ExampleBatch> batches, Consumer<ExampleBatch> full) {
        block = corpus.read(blockNumber, block);
        int length = corpus.length(blockNumber);
        random.start(options.seed(), epoch, blockNumber);
        batch = batches.get();
        int read = 0;
        int kept = 0;
        for (int i = 0; i < length; i++) {
            int id = block[i];
            if (id != EncodedCorpus.END_OF_SENTENCE) {
                read++;
                if (keptShares[id] == Integer.MAX_VALUE || random.next() >>> 33 < keptShares[id]) {
                    if (kept == sentence.length) {
                        sentence = Arrays.copyOf(sentence, 2 * kept);
                    }
                    sentence[kept++] = id;
                }
                continue;
            }
            batch.read(read, kept);
            for (int middle = 0; middle < kept; middle++) {
                window(middle, kept, batches, full);
            }
            read = 0;
            kept = 0;
        }
        full.accept(batch);
    }

    private void window(int middle, int length, Supplier<ExampleBatch> batches, Consumer<ExampleBatch> full) {
        int reach = options.window();
        if (options.shrinkWindow()) {
            reach = 1 + (int) ((random.next() >>> 32) * reach >>> 32);
        }
        int to = Math.min(length, middle + reach + 1);
        int next = Math.max(0, middle - reach);
        int left = to - next - 1;
        while (left > 0) {
            if (batch.isFull()) {
                full.accept(batch);
                batch = batches.get();
            }
            int count = Math.min(inputs, left);
            int end = next + count;
            if (next <= middle && middle <= end) {
                end++;
            }
            batch.example(sentence, next, end, middle);
            targets.add(sentence[middle], random, batch);
            next = end;
            left -= count;
        }
    }
}
