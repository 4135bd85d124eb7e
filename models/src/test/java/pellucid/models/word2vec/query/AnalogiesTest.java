package pellucid.models.word2vec.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pellucid.models.word2vec.WordVectors;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.tensor.Backend;
import pellucid.tensor.backend.Backends;

/** Random vectors, searched by plain loops in float64 beside. */
class AnalogiesTest {
    private static final int SIZE = 5_003;
    private static final int WIDTH = 13;

    private final double[][] vectors = random();

    private static double[][] random() {
        Random random = new Random(11);
        double[][] vectors = new double[SIZE][WIDTH];
        for (double[] vector : vectors) {
            Arrays.setAll(vector, i -> (float) random.nextGaussian());
        }
        return vectors;
    }

    private WordQueries queries(Backend backend) {
        float[] values = new float[SIZE * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) vectors[i / WIDTH][i % WIDTH];
        }
        List<String> words = IntStream.range(0, SIZE).mapToObj(i -> "w" + i).toList();
        return new WordQueries(new WordVectors(WordVocabulary.of(words, null), backend.floats(values, SIZE, WIDTH)));
    }

    private double cosine(int a, int b) {
        return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    }

    private double dot(int a, int b) {
        return IntStream.range(0, WIDTH)
                .mapToDouble(i -> vectors[a][i] * vectors[b][i])
                .sum();
    }

    private double score(Combination combination, int[] question, int word) {
        double a = cosine(word, question[0]);
        double b = cosine(word, question[1]);
        double c = cosine(word, question[2]);
        return combination == Combination.ADD ? b + c - a : (1 + b) / 2 * (1 + c) / 2 / ((1 + a) / 2 + 1e-6);
    }

    private int[] wanted(Combination combination, int[] question, int among, int top) {
        double[] scores = IntStream.range(0, among)
                .mapToDouble(word -> score(combination, question, word))
                .toArray();
        return IntStream.range(0, among)
                .filter(word -> Arrays.stream(question).noneMatch(q -> q == word))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer word) -> -scores[word]))
                .limit(top)
                .mapToInt(word -> word)
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "ADD, 5003, simd",
        "MULTIPLY, 5003, simd",
        "ADD, 700, simd",
        "MULTIPLY, 100000, reference",
        "ADD, 5003, reference"
    })
    void manyAtOnceFindWhatPlainLoopsFindAndWhatOneAtATimeFinds(Combination combination, int among, String backend) {
        WordQueries queries = queries(Backends.byName(backend));
        Random random = new Random(among);
        int[][] questions = new int[60][];
        Arrays.setAll(questions, i -> random.ints(3, 0, Math.min(among, 500)).toArray());
        List<Integer> progress = new ArrayList<>();
        int[][] found = new Analogies(queries, combination, among).best(questions, 5, progress::add);
        int words = Math.min(among, SIZE);
        for (int i = 0; i < questions.length; i++) {
            int[] q = questions[i];
            assertThat(found[i]).as(Arrays.toString(q)).isEqualTo(wanted(combination, q, words, 5));
            WordQuestion question = WordQuestion.analogy("w" + q[0], "w" + q[1], "w" + q[2])
                    .by(combination)
                    .among(among);
            assertThat(queries.rank(question).best(5)).extracting(Neighbour::id).containsExactly(box(found[i]));
            assertThat(queries.rank(question).rankOf("w" + found[i][3])).isEqualTo(4);
        }
        assertThat(progress).isSorted().endsWith(words);
    }

    private static Integer[] box(int[] ids) {
        return Arrays.stream(ids).boxed().toArray(Integer[]::new);
    }

    @Test
    void noQuestionsHaveNoAnswers() {
        assertThat(new Analogies(queries(Backends.get()), Combination.ADD, 10).best(new int[0][], 5, done -> {}))
                .isEmpty();
    }
}
