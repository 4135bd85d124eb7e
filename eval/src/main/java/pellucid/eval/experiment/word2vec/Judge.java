package pellucid.eval.experiment.word2vec;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import pellucid.eval.documents.DocumentClassification;
import pellucid.eval.documents.DocumentClassification.Weighting;
import pellucid.eval.documents.DocumentParts;
import pellucid.models.word2vec.WordVectors;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.models.word2vec.query.Analogies;
import pellucid.models.word2vec.query.Combination;
import pellucid.models.word2vec.query.WordQueries;
import pellucid.models.word2vec.query.WordQuestion;
import pellucid.training.classifier.ClassifierOptions;

/** Asks all vectors the same: word pairs, analogies, synonyms, documents. */
final class Judge {
    /** Answers to analogies are sought among so many words, as word2vec.c's compute-accuracy does. */
    private static final int AMONG = 30_000;

    private final Questions questions;
    private final Synonyms synonyms;
    private final long seed;

    /**
     * @param questions the word pairs and analogies, where there are any
     * @param synonyms that are asked
     * @param seed of the classifiers
     */
    Judge(Questions questions, Synonyms synonyms, long seed) {
        this.questions = questions;
        this.synonyms = synonyms;
        this.seed = seed;
    }

    Synonyms synonyms() {
        return synonyms;
    }

    /**
     * Everything that words alone can be asked.
     *
     * @param form what the preparation of the vectors' text makes of a word; null where it leaves it out
     */
    Map<Measure, Scores> wordScores(WordVectors vectors, UnaryOperator<String> form) {
        Map<Measure, Scores> scores = new EnumMap<>(Measure.class);
        WordQueries queries = new WordQueries(vectors);
        if (!questions.pairs().isEmpty()) {
            scores.put(Measure.PAIRS, pairs(queries, form));
        }
        if (!questions.analogies().isEmpty()) {
            scores.put(Measure.ANALOGIES, analogies(queries, form));
        }
        Scores all = synonyms.scores(vectors, form);
        scores.put(Measure.SYNONYMS, all);
        scores.put(Measure.RARE_SYNONYMS, all.at(synonyms.places(true)));
        return scores;
    }

    /** Everything, the documents among it. */
    Map<Measure, Scores> scores(WordVectors vectors, PreparedText text, List<Measure> documents, long run) {
        Map<Measure, Scores> scores = wordScores(vectors, text::form);
        for (Measure measure : documents) {
            scores.put(measure, right(classification(vectors, text.documents(measure), Weighting.MEAN, run)));
        }
        return scores;
    }

    /** The classifier's answers on the documents. */
    DocumentClassification classification(WordVectors vectors, DocumentParts parts, Weighting weighting, long run) {
        return DocumentClassification.of(
                vectors, parts, weighting, ClassifierOptions.defaults().withSeed(seed + run));
    }

    static Scores right(DocumentClassification answers) {
        boolean[] right = new boolean[answers.truth().size()];
        for (int i = 0; i < right.length; i++) {
            right[i] = answers.truth().get(i).equals(answers.predicted().get(i));
        }
        return Scores.of(right);
    }

    private Scores pairs(WordQueries queries, UnaryOperator<String> form) {
        WordVocabulary vocabulary = queries.vectors().vocabulary();
        double[] cosines = new double[questions.pairs().size()];
        for (int i = 0; i < cosines.length; i++) {
            Questions.Pair pair = questions.pairs().get(i);
            int left = id(vocabulary, form.apply(pair.left()));
            int right = id(vocabulary, form.apply(pair.right()));
            cosines[i] = left < 0 || right < 0 ? Double.NaN : queries.similarity(left, right);
        }
        return new Scores(
                cosines,
                questions.pairs().stream()
                        .mapToDouble(Questions.Pair::judgement)
                        .toArray());
    }

    /** A question whose words are not four different ones after preparation is not asked. */
    private Scores analogies(WordQueries queries, UnaryOperator<String> form) {
        WordVocabulary vocabulary = queries.vectors().vocabulary();
        int among = Math.min(AMONG, vocabulary.size());
        int[][] ids = questions.analogies().stream()
                .map(question -> question.words().stream()
                        .mapToInt(word -> id(vocabulary, form.apply(word)))
                        .toArray())
                .toArray(int[][]::new);
        int[] asked = IntStream.range(0, ids.length)
                .filter(i -> Arrays.stream(ids[i]).allMatch(id -> id >= 0 && id < among)
                        && Arrays.stream(ids[i]).distinct().count() == ids[i].length)
                .toArray();
        int[][] answers = new Analogies(queries, Combination.ADD, among)
                .best(
                        Arrays.stream(asked)
                                .mapToObj(i -> Arrays.copyOf(ids[i], 3))
                                .toArray(int[][]::new),
                        1,
                        words -> {});
        double[] scores = new double[ids.length];
        Arrays.fill(scores, Double.NaN);
        for (int i = 0; i < asked.length; i++) {
            scores[asked[i]] = answers[i].length > 0 && answers[i][0] == ids[asked[i]][3] ? 1 : 0;
        }
        return Scores.of(scores);
    }

    private static int id(WordVocabulary vocabulary, String word) {
        return word == null ? -1 : vocabulary.id(word);
    }

    /** The share of right answers to one kind of analogies; NaN where none was asked. */
    double share(Scores analogies, boolean syntactic) {
        return analogies
                .at(IntStream.range(0, analogies.size())
                        .filter(i -> questions.analogies().get(i).syntactic() == syntactic)
                        .toArray())
                .value();
    }

    /** The rank of queen as the answer to king - man + woman; 0 where one of the words is unknown. */
    static int queen(WordVectors vectors) {
        WordVocabulary vocabulary = vectors.vocabulary();
        boolean known = List.of("king", "man", "woman", "queen").stream().allMatch(word -> vocabulary.id(word) >= 0);
        return known
                ? new WordQueries(vectors)
                        .rank(WordQuestion.analogy("man", "king", "woman"))
                        .rankOf("queen")
                : 0;
    }
}
