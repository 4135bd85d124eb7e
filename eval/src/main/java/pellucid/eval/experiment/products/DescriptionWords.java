package pellucid.eval.experiment.products;

import java.util.ArrayList;
import java.util.List;
import pellucid.eval.data.Vectors;
import pellucid.eval.documents.DocumentVectors;
import pellucid.eval.documents.DocumentWords;
import pellucid.models.text.words.Preprocessing;
import pellucid.models.text.words.WordTokenizer;
import pellucid.models.word2vec.WordVectors;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.models.word2vec.corpus.EncodedCorpus;
import pellucid.models.word2vec.corpus.TokenSource;
import pellucid.models.word2vec.corpus.VocabularyBuilder;
import pellucid.models.word2vec.train.Architecture;
import pellucid.models.word2vec.train.Word2VecListener;
import pellucid.models.word2vec.train.Word2VecOptions;
import pellucid.models.word2vec.train.Word2VecTrainer;
import pellucid.tensor.Backend;
import pellucid.tensor.InputException;
import pellucid.tensor.Tensor;

/**
 * Word vectors learned from the descriptions alone, without their categories, and the descriptions as means of them: what
 * can be had without a model that others have trained.
 */
final class DescriptionWords {
    /** Under which they are told to be absent, where the descriptions have too few words. */
    static final String NAME = "Word2Vec";

    /** Rarer words say nothing about another product. */
    static final int MINIMUM_COUNT = 2;

    static final int WIDTH = 100;

    /** Few texts have to be read often. */
    static final int EPOCHS = 30;

    private static final double NANOS = 1e9;

    private final List<String> texts;
    private final Backend backend;
    private final long seed;

    DescriptionWords(List<String> texts, Backend backend, long seed) {
        this.texts = texts;
        this.backend = backend;
        this.seed = seed;
    }

    /**
     * Trains, and makes the plain mean and the one weighted by tf-idf, both of length 1.
     *
     * @throws InputException if too few words occur twice
     */
    List<Representation> means() {
        long begun = System.nanoTime();
        WordTokenizer tokenizer = Preprocessing.DEFAULT.tokenizer();
        List<List<String>> tokens = texts.stream().map(tokenizer::tokens).toList();
        WordVectors words = train(tokens::forEach);
        DocumentWords documents = new DocumentWords(words.vocabulary());
        tokens.forEach(text -> documents.add(text, null));
        double seconds = (System.nanoTime() - begun) / NANOS;
        long parameters = (long) words.size() * words.width();
        List<Representation> means = new ArrayList<>();
        means.add(new Representation(
                NAME + ", mean", vectors(DocumentVectors.mean(words).of(documents)), parameters, 0, 0, seconds));
        means.add(new Representation(
                NAME + ", tf-idf",
                vectors(DocumentVectors.tfIdf(words, documents).of(documents)),
                parameters,
                0,
                0,
                seconds));
        return means;
    }

    private WordVectors train(TokenSource source) {
        WordVocabulary vocabulary = new VocabularyBuilder().addAll(source).build(MINIMUM_COUNT);
        Word2VecOptions options = Word2VecOptions.DEFAULTS
                .withArchitecture(Architecture.SKIP_GRAM)
                .withWidth(WIDTH)
                .withEpochs(EPOCHS)
                .withDeterministic(true)
                .withSeed(seed);
        try (EncodedCorpus corpus = EncodedCorpus.encode(source, vocabulary)) {
            return new Word2VecTrainer(options, corpus, backend, Word2VecListener.SILENT)
                    .train()
                    .vectors();
        }
    }

    private static Vectors vectors(Tensor means) {
        int width = means.shape().dim(1);
        float[] values = means.toFloats();
        float[][] rows = new float[values.length / width][width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, i * width, rows[i], 0, width);
            Encodings.ofLengthOne(rows[i]);
        }
        return Vectors.of(rows);
    }
}
