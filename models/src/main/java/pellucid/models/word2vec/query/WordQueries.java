package pellucid.models.word2vec.query;

import java.util.ArrayList;
import java.util.List;
import pellucid.models.word2vec.WordVectors;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

/**
 * Asks word vectors.
 *
 * <pre>{@code
 * WordQueries queries = new WordQueries(vectors);
 * queries.rank(WordQuestion.like("queen")).best(10);
 * queries.rank(WordQuestion.analogy("man", "king", "woman")).rankOf("queen");
 * }</pre>
 *
 * <p>Safe for concurrent use. The vectors must not change meanwhile: their lengths are taken once.
 */
public final class WordQueries {
    private final WordVectors vectors;
    private final Cosines cosines;

    public WordQueries(WordVectors vectors) {
        this.vectors = vectors;
        this.cosines = new Cosines(vectors);
    }

    public WordVectors vectors() {
        return vectors;
    }

    Cosines cosines() {
        return cosines;
    }

    /**
     * How all words that may be answers answer a question.
     *
     * @throws InputException if a word is not in the vocabulary, or the words cancel each other out
     */
    public Ranking rank(WordQuestion question) {
        int[] positive = ids(question.positive());
        int[] negative = ids(question.negative());
        int among = Math.min(question.among(), vectors.size());
        float[] scores = switch (question.combination()) {
            case ADD -> cosines.with(sum(question, positive, negative), among);
            case MULTIPLY -> products(positive, negative, among);
        };
        return new Ranking(vectors.vocabulary(), scores, concatenated(positive, negative), question.filter());
    }

    /**
     * The words nearest to any vector, by cosine.
     *
     * @param vector [width]
     * @throws ShapeException if the vector has another width
     * @throws InputException if the vector is all zeros
     */
    public Ranking rank(float[] vector) {
        if (vector.length != vectors.width()) {
            throw new ShapeException("word vectors: the vector asked for has " + vector.length
                    + " numbers, those of the words have " + vectors.width() + "; take both from the same model");
        }
        float[] direction = vector.clone();
        if (!Cosines.normalize(direction)) {
            throw new InputException("the vector asked for is all zeros, which has no direction; ask for another");
        }
        float[] scores = cosines.with(direction, vectors.size());
        return new Ranking(vectors.vocabulary(), scores, new int[0], word -> true);
    }

    private int[] ids(List<String> words) {
        return words.stream().mapToInt(vectors.vocabulary()::require).toArray();
    }

    private static int[] concatenated(int[] first, int[] second) {
        int[] both = new int[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private float[] sum(WordQuestion question, int[] positive, int[] negative) {
        float[] sum = new float[vectors.width()];
        add(positive, 1, sum);
        add(negative, -1, sum);
        if (!Cosines.normalize(sum)) {
            throw new InputException("like " + question.positive() + ", unlike " + question.negative()
                    + ": these words cancel each other out; ask with other words");
        }
        return sum;
    }

    private void add(int[] ids, int sign, float[] sum) {
        for (int id : ids) {
            float[] direction = cosines.direction(id);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += sign * direction[i];
            }
        }
    }

    private float[] products(int[] positive, int[] negative, int among) {
        float[] scores = new float[among];
        float[] directions = cosines.directions(concatenated(positive, negative));
        cosines.forEachTile(directions, among, (first, words, tile) -> {
            for (int i = 0; i < words; i++) {
                double above = product(tile, i, 0, positive.length, words);
                double below = product(tile, i, positive.length, positive.length + negative.length, words);
                scores[first + i] = (float) (above / (below + Combination.EPSILON));
            }
        });
        return scores;
    }

    private static double product(float[] tile, int word, int from, int to, int words) {
        double product = 1;
        for (int d = from; d < to; d++) {
            product *= Combination.moved(tile[d * words + word]);
        }
        return product;
    }

    /** The cosine of two words, from -1 to 1; 0 where a vector is all zeros. */
    public double similarity(String a, String b) {
        int left = vectors.vocabulary().require(a);
        int right = vectors.vocabulary().require(b);
        return similarity(left, right);
    }

    /** The cosine of the words with these ids. */
    public double similarity(int a, int b) {
        return Math.max(-1, Math.min(1, Cosines.dot(cosines.direction(a), cosines.direction(b))));
    }

    /**
     * The word that belongs least to the others: its cosine with the mean of all directions is the lowest. Among equals, the
     * one that is named first.
     *
     * @throws InputException if a word is not in the vocabulary, or there are fewer than three
     */
    public String doesntMatch(List<String> words) {
        if (words.size() < 3) {
            throw new InputException("which of " + words
                    + " does not match? That takes at least 3 words: of 2, both are" + " equally far from their mean");
        }
        List<float[]> directions = new ArrayList<>();
        float[] mean = new float[vectors.width()];
        for (int id : ids(words)) {
            float[] direction = cosines.direction(id);
            directions.add(direction);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += direction[i] / words.size();
            }
        }
        double[] likeness = directions.stream()
                .mapToDouble(direction -> Cosines.dot(direction, mean))
                .toArray();
        int least = 0;
        for (int i = 1; i < likeness.length; i++) {
            least = likeness[i] < likeness[least] ? i : least;
        }
        return words.get(least);
    }
}
