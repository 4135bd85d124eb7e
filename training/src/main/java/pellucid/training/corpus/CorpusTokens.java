package pellucid.training.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import pellucid.models.text.words.Preprocessing;
import pellucid.models.text.words.WordTokenizer;
import pellucid.models.word2vec.corpus.Phrases;
import pellucid.models.word2vec.corpus.TokenSource;
import pellucid.training.corpus.Documents.Counts;

/**
 * Documents, prepared: the sentences of tokens that Word2Vec is trained on. {@link #tokens} prepares any other text in
 * the same way, for what is done with the vectors afterwards.
 *
 * <pre>
 *   CorpusTokens corpus = new CorpusTokens(CsvDocuments.imdb(file).fraction(0.1, seed), Preprocessing.DEFAULT)
 *           .withPhrases(5, 100);
 *   WordVocabulary vocabulary = new VocabularyBuilder().addAll(corpus).build(5);
 *   EncodedCorpus encoded = EncodedCorpus.encode(corpus, vocabulary);
 * </pre>
 *
 * <p>For one thread at a time.
 */
public final class CorpusTokens implements TokenSource {
    private final Prepared prepared;
    private final List<Phrases> passes;

    public CorpusTokens(Documents documents, Preprocessing preprocessing) {
        this(new Prepared(documents, preprocessing), List.of());
    }

    private CorpusTokens(Prepared prepared, List<Phrases> passes) {
        this.prepared = prepared;
        this.passes = passes;
    }

    /**
     * The same corpus with one more pass of phrases, learned from it as it is; the first pass joins pairs of words, the
     * second makes phrases of up to four. Reads the corpus.
     *
     * @param minimumCount taken off the count of a pair, as {@link Phrases#learn} says
     * @param threshold that scores must exceed, likewise
     */
    public CorpusTokens withPhrases(int minimumCount, double threshold) {
        List<Phrases> more = new ArrayList<>(passes);
        more.add(Phrases.learn(this, minimumCount, threshold));
        return new CorpusTokens(prepared, List.copyOf(more));
    }

    @Override
    public void read(Consumer<List<String>> sentence) {
        TokenSource source = passes.isEmpty() ? prepared : passes.get(passes.size() - 1);
        source.read(sentence);
    }

    /** All tokens of a text, prepared as the corpus is, its phrases joined. */
    public List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        prepared.tokenizer.tokenize(text, sentence -> {
            List<String> joined = sentence;
            for (Phrases phrases : passes) {
                joined = phrases.join(joined);
            }
            tokens.addAll(joined);
        });
        return tokens;
    }

    /** The number of different phrases, of all passes. */
    public int phrases() {
        return passes.stream().mapToInt(Phrases::size).sum();
    }

    /** What the last reading of the corpus met; zeros before the first. */
    public Counts counts() {
        return prepared.counts;
    }

    /** The corpus before any phrase is joined. */
    private static final class Prepared implements TokenSource {
        private final Documents documents;
        private final WordTokenizer tokenizer;
        private Counts counts = new Counts(0, 0);

        Prepared(Documents documents, Preprocessing preprocessing) {
            this.documents = Objects.requireNonNull(documents, "documents");
            this.tokenizer = preprocessing.tokenizer();
        }

        @Override
        public void read(Consumer<List<String>> sentence) {
            counts = documents.read(document -> tokenizer.tokenize(document.text(), sentence));
        }
    }
}
