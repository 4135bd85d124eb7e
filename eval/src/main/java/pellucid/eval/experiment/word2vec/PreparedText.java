package pellucid.eval.experiment.word2vec;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import pellucid.eval.documents.DocumentParts;
import pellucid.eval.documents.DocumentWords;
import pellucid.models.text.words.Lemmas;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.models.word2vec.corpus.EncodedCorpus;
import pellucid.models.word2vec.corpus.Phrases;
import pellucid.models.word2vec.corpus.VocabularyBuilder;
import pellucid.training.corpus.CorpusTokens;
import pellucid.training.corpus.Document;

/** The texts prepared in one way: what is learned from as ids, and the labelled documents. */
final class PreparedText implements AutoCloseable {
    private final CorpusTokens tokens;
    private final EncodedCorpus corpus;
    private final Map<Measure, DocumentParts> documents = new EnumMap<>(Measure.class);
    private final Map<String, String> forms = new HashMap<>();

    private PreparedText(CorpusTokens tokens, EncodedCorpus corpus, Map<Measure, LabelledDocuments> labelled) {
        this.tokens = tokens;
        this.corpus = corpus;
        labelled.forEach((measure, own) -> documents.put(measure, words(own, tokens::tokens, corpus.vocabulary())));
    }

    /** Labelled documents as the words of a vocabulary. */
    static DocumentParts words(
            LabelledDocuments documents, Function<String, List<String>> tokens, WordVocabulary vocabulary) {
        return new DocumentParts(
                words(documents.learn(), tokens, vocabulary), words(documents.ask(), tokens, vocabulary));
    }

    private static DocumentWords words(
            List<Document> texts, Function<String, List<String>> tokens, WordVocabulary vocabulary) {
        DocumentWords words = new DocumentWords(vocabulary);
        texts.forEach(document -> words.add(tokens.apply(document.text()), document.label()));
        return words;
    }

    /**
     * Prepares the texts.
     *
     * @param amount of the text, as a multiple of the centre's
     * @param lemmas what knows dictionary forms
     */
    static PreparedText of(
            TextData data, Preparation preparation, double amount, Lemmas lemmas, WordVectorOptions options) {
        CorpusTokens tokens = new CorpusTokens(
                data.documents(amount * options.fraction(), options.seed()), preparation.preprocessing(lemmas));
        if (preparation == Preparation.PHRASES) {
            tokens = tokens.withPhrases(Phrases.DEFAULT_MINIMUM_COUNT, Phrases.DEFAULT_THRESHOLD);
        }
        WordVocabulary vocabulary = new VocabularyBuilder().addAll(tokens).build(options.minimumCount());
        return new PreparedText(tokens, EncodedCorpus.encode(tokens, vocabulary), data.labelled());
    }

    /** The tokens of any text, prepared in the same way. */
    List<String> tokens(String text) {
        return tokens.tokens(text);
    }

    EncodedCorpus corpus() {
        return corpus;
    }

    /** As {@link LabelledDocuments} divides them. */
    DocumentParts documents(Measure measure) {
        return documents.get(measure);
    }

    /** What becomes of a word; null where it is left out or falls apart. */
    String form(String word) {
        return forms.computeIfAbsent(word, asked -> {
            List<String> made = tokens.tokens(asked);
            return made.size() == 1 ? made.get(0) : null;
        });
    }

    @Override
    public void close() {
        corpus.close();
    }
}
