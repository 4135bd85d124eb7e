package pellucid.eval.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pellucid.eval.data.Synset;
import pellucid.eval.data.Vectors;
import pellucid.eval.data.WordNet;
import pellucid.eval.projection.Pca;
import pellucid.eval.projection.Plane;
import pellucid.eval.projection.TSne;
import pellucid.eval.projection.TSneOptions;
import pellucid.eval.report.Machine;
import pellucid.eval.report.Provenance;
import pellucid.eval.report.Report;
import pellucid.eval.report.Table;
import pellucid.eval.report.WordMap;
import pellucid.eval.words.WordThemes;
import pellucid.models.text.words.Preprocessing;
import pellucid.models.word2vec.WordVectors;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.models.word2vec.corpus.EncodedCorpus;
import pellucid.models.word2vec.corpus.VocabularyBuilder;
import pellucid.models.word2vec.query.Neighbour;
import pellucid.models.word2vec.query.Ranking;
import pellucid.models.word2vec.query.WordQueries;
import pellucid.models.word2vec.query.WordQuestion;
import pellucid.models.word2vec.train.Architecture;
import pellucid.models.word2vec.train.EpochReport;
import pellucid.models.word2vec.train.Word2VecModel;
import pellucid.models.word2vec.train.Word2VecOptions;
import pellucid.tensor.backend.Backends;
import pellucid.training.corpus.CorpusTokens;
import pellucid.training.corpus.Document;
import pellucid.training.corpus.Documents;

/** Word2Vec on WordNet's glosses: what some hundred thousand definitions teach of the words in them. */
final class WordDemo {
    static final long SEED = 42;

    /** Skip-gram, and all else as in word2vec.c: under a minute. */
    static final Word2VecOptions OPTIONS =
            Word2VecOptions.DEFAULTS.withArchitecture(Architecture.SKIP_GRAM).withSeed(SEED);

    private static final int MINIMUM_COUNT = 5;
    private static final int NEIGHBOURS = 7;
    private static final int LABEL = 10;
    private static final double PERPLEXITY = 15;
    private static final List<String> ASKED =
            List.of("dog", "mother", "river", "bread", "green", "walk", "angry", "music");

    /** a is to b as c is to d. */
    private record Analogy(String a, String b, String c, String d) {}

    private static final List<Analogy> ANALOGIES = List.of(
            new Analogy("man", "king", "woman", "queen"),
            new Analogy("father", "son", "mother", "daughter"),
            new Analogy("day", "night", "summer", "winter"),
            new Analogy("bird", "wings", "fish", "fins"));

    private final Output output;
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private WordVectors vectors;
    private WordThemes themes;
    private Plane map;

    WordDemo(Output output) {
        this.output = output;
    }

    /** Trains, and tells what came of it. */
    void run(Word2VecOptions options) {
        Documents glosses = sink -> {
            List<Synset> synsets = WordNet.synsets();
            synsets.forEach(synset -> sink.accept(new Document(synset.gloss())));
            return new Documents.Counts(synsets.size(), 0);
        };
        CorpusTokens tokens = new CorpusTokens(glosses, Preprocessing.DEFAULT);
        WordVocabulary vocabulary = new VocabularyBuilder().addAll(tokens).build(MINIMUM_COUNT);
        try (EncodedCorpus corpus = EncodedCorpus.encode(tokens, vocabulary);
                WordTrainingNotices notices = new WordTrainingNotices(output)) {
            output.result(String.format(
                    Locale.ROOT,
                    "WordNet's glosses: %,d words; %,d words occur %d times or more",
                    corpus.tokens(),
                    vocabulary.size(),
                    MINIMUM_COUNT));
            Word2VecModel model = WordTraining.train(options, corpus, Backends.get(), notices);
            vectors = model.vectors();
            double seconds =
                    model.epochs().stream().mapToDouble(EpochReport::seconds).sum();
            output.result(WordTrainingOption.words(options) + String.format(Locale.ROOT, ": %.1f s", seconds));
            json.put("words", corpus.tokens())
                    .put("vocabulary", vocabulary.size())
                    .put("seconds", seconds);
        }
        tellNeighbours();
        tellAnalogies();
        tellMap();
    }

    private void tellNeighbours() {
        output.result("");
        output.result("Nearest words:");
        WordQueries queries = new WordQueries(vectors);
        ObjectNode all = json.putObject("neighbours");
        for (String word : ASKED) {
            List<String> near = near(queries, word);
            near.forEach(all.putArray(word)::add);
            Paragraph.labelled("  " + word, LABEL + 2, String.join(", ", near)).forEach(output::result);
        }
    }

    private static List<String> near(WordQueries queries, String word) {
        return queries.rank(WordQuestion.like(word)).best(NEIGHBOURS).stream()
                .map(Neighbour::word)
                .toList();
    }

    private void tellAnalogies() {
        output.result("");
        output.result("Analogies, and at which place the right answer stands:");
        WordQueries queries = new WordQueries(vectors);
        for (Analogy analogy : ANALOGIES) {
            Ranking ranking = queries.rank(WordQuestion.analogy(analogy.a(), analogy.b(), analogy.c()));
            int rank = ranking.rankOf(analogy.d());
            String first = ranking.best(1).get(0).word();
            output.result(String.format(
                    Locale.ROOT,
                    "  %s - %s + %s = %s: place %,d of %,d%s",
                    analogy.b(),
                    analogy.a(),
                    analogy.c(),
                    analogy.d(),
                    rank,
                    ranking.candidates(),
                    rank == 1 ? "" : ", the first is " + first));
            json.withArray("analogies")
                    .addObject()
                    .put("question", analogy.a() + " " + analogy.b() + " " + analogy.c())
                    .put("answer", analogy.d())
                    .put("rank", rank)
                    .put("first", first);
        }
    }

    private void tellMap() {
        themes = WordThemes.of(vectors.vocabulary());
        Vectors points = points();
        map = new TSne(TSneOptions.DEFAULTS.withPerplexity(PERPLEXITY))
                .map(points)
                .plane();
        output.result("");
        output.result("A map (t-SNE) of " + themes.words().size() + " common words; not all have room:");
        TextMap.lines(themes.words(), map.x(), map.y()).forEach(output::result);
    }

    private Vectors points() {
        return Vectors.of(themes.words().stream().map(vectors::vector).toArray(float[][]::new));
    }

    /** The result as a page; {@link #run} comes first. */
    Report page(long seed) {
        WordQueries queries = new WordQueries(vectors);
        List<List<String>> rows = new ArrayList<>();
        ASKED.forEach(word -> rows.add(List.of(word, String.join(", ", near(queries, word)))));
        Plane pca = Pca.plane(points());
        return new Report(
                        "Word2Vec on WordNet's glosses",
                        String.format(
                                Locale.ROOT,
                                "Vectors of %,d words, learned from the definitions of a dictionary alone.",
                                vectors.size()))
                .figure(WordMap.of(
                        "Common words by theme, by t-SNE: near words have near vectors.",
                        themes.words(),
                        map.x(),
                        map.y(),
                        themes.themes()))
                .figure(WordMap.of(
                        "The same words on the two principal components of their vectors.",
                        themes.words(),
                        pca.x(),
                        pca.y(),
                        themes.themes()))
                .table(new Table("The nearest words", List.of("Word", "Nearest"), rows))
                .table(new Table(
                        "Analogies, and at which place the right answer stands",
                        List.of("Question", "Right answer", "Place", "First"),
                        analogyRows()))
                .provenance(Provenance.of(Machine.here(), Instant.now())
                        .fact("Backend", vectors.backend().name())
                        .fact("Seed", Long.toString(seed)));
    }

    private List<List<String>> analogyRows() {
        List<List<String>> rows = new ArrayList<>();
        json.withArray("analogies")
                .forEach(analogy -> rows.add(List.of(
                        analogy.path("question").asText(),
                        analogy.path("answer").asText(),
                        analogy.path("rank").asText(),
                        analogy.path("first").asText())));
        return rows;
    }

    ObjectNode json() {
        return json;
    }
}
