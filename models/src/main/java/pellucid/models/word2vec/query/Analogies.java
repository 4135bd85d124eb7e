package pellucid.models.word2vec.query;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import java.util.Arrays;
import java.util.function.IntConsumer;
import pellucid.tensor.backend.Workers;

/**
 * Answers many analogies at once. The sum of cosines that a question asks for,
 *
 * <pre>
 *   cos(w, b) + cos(w, c) - cos(w, a),
 * </pre>
 *
 * puts the words in the same order as the cosine with the sum (its length is the same for all words), and a file of 20,000
 * questions has some 900 different words: their cosines with all others are one matrix product, and each question only adds up
 * three of its columns.
 */
public final class Analogies {
    /** Parts for each thread, so that no thread waits long for the last. */
    private static final int PARTS = 4;

    private final WordQueries queries;
    private final Combination combination;
    private final int among;

    /**
     * @param among how many words of the vocabulary, from the most frequent on, may be answers; more than there are means all
     */
    public Analogies(WordQueries queries, Combination combination, int among) {
        this.queries = queries;
        this.combination = combination;
        this.among = Math.min(among, queries.vectors().size());
    }

    /**
     * The best answers to each question: {@code a} is to {@code b} as {@code c} is to what?
     *
     * @param questions ids a, b and c of each
     * @param top how many answers
     * @param progress receives how many words have been looked at so far
     * @return ids for each question, the best first, none of them one of the question's own
     */
    public int[][] best(int[][] questions, int top, IntConsumer progress) {
        Int2IntOpenHashMap columns = new Int2IntOpenHashMap();
        int[] different =
                Arrays.stream(questions).flatMapToInt(Arrays::stream).distinct().toArray();
        for (int i = 0; i < different.length; i++) {
            columns.put(different[i], i);
        }
        BestScores[] best = new BestScores[questions.length];
        Arrays.setAll(best, i -> new BestScores(Math.min(top, among)));
        Workers workers = Workers.shared();
        int parts = Math.min(questions.length, PARTS * workers.threads());
        Cosines cosines = queries.cosines();
        if (questions.length > 0) {
            cosines.forEachTile(cosines.directions(different), among, (first, words, tile) -> {
                workers.run(parts, part -> {
                    float[] scores = new float[words];
                    int to = (int) ((long) questions.length * (part + 1) / parts);
                    for (int q = (int) ((long) questions.length * part / parts); q < to; q++) {
                        score(questions[q], columns, words, tile, scores);
                        keep(best[q], questions[q], scores, first);
                    }
                });
                progress.accept(first + words);
            });
        }
        return Arrays.stream(best).map(BestScores::take).toArray(int[][]::new);
    }

    private void score(int[] question, Int2IntOpenHashMap columns, int words, float[] tile, float[] scores) {
        int a = columns.get(question[0]) * words;
        int b = columns.get(question[1]) * words;
        int c = columns.get(question[2]) * words;
        if (combination == Combination.ADD) {
            for (int i = 0; i < words; i++) {
                scores[i] = tile[b + i] + tile[c + i] - tile[a + i];
            }
        } else {
            for (int i = 0; i < words; i++) {
                scores[i] = (float) (Combination.moved(tile[b + i])
                        * Combination.moved(tile[c + i])
                        / (Combination.moved(tile[a + i]) + Combination.EPSILON));
            }
        }
    }

    private static void keep(BestScores best, int[] question, float[] scores, int first) {
        for (int i = 0; i < scores.length; i++) {
            if (best.accepts(scores[i]) && !Ranking.contains(question, first + i)) {
                best.add(scores[i], first + i);
            }
        }
    }
}
