package pellucid.eval.words;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pellucid.eval.metric.Correlation;
import pellucid.models.word2vec.query.WordQueries;
import pellucid.tensor.InputException;
import pellucid.training.data.TextLines;

/**
 * A file of word pairs with what people said of how alike they are: two words and a number on each line, with tabs, commas or
 * blanks between. Lines that begin with # are remarks, and the first line may name the columns.
 *
 * @param source where it comes from, for messages
 */
public record WordPairTest(String source, List<Pair> pairs) {
    /** How many words are looked among, unless said otherwise; as in gensim. */
    public static final int AMONG = AnalogyTest.AMONG;

    private static final int FIELDS = 3;

    /** Two words, and the higher the score the more alike. */
    public record Pair(String left, String right, double score) {}

    public WordPairTest {
        pairs = List.copyOf(pairs);
    }

    /**
     * Reads a file such as WordSim-353.
     *
     * @throws InputException if it cannot be read, a line is not as it must be, or there are fewer than two pairs
     */
    public static WordPairTest read(Path file) {
        List<Pair> pairs = new ArrayList<>();
        boolean first = true;
        try (TextLines lines = TextLines.open(file)) {
            for (long number = 1; lines.hasNext(); number++) {
                String line = lines.next().strip();
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                Pair pair = pair(line);
                if (pair != null) {
                    pairs.add(pair);
                } else if (!first) {
                    throw new InputException(file + ": line " + number + " is '" + line
                            + "'; a line must have two words and a number, with tabs between");
                }
                first = false;
            }
        }
        if (pairs.size() < 2) {
            throw new InputException(
                    file + " has " + pairs.size() + " word pair(s); a correlation needs at least 2 lines"
                            + " with two words and a number, with tabs between");
        }
        return new WordPairTest(file.toString(), pairs);
    }

    /** The pair on a line; null if there is none. */
    private static Pair pair(String line) {
        String[] fields = line.split(line.indexOf('\t') >= 0 ? "\t" : line.indexOf(',') >= 0 ? "," : " +");
        if (fields.length < FIELDS) {
            return null;
        }
        try {
            double score = Double.parseDouble(fields[2].strip());
            return Double.isFinite(score) ? new Pair(fields[0].strip(), fields[1].strip(), score) : null;
        } catch (NumberFormatException none) {
            return null;
        }
    }

    /**
     * Correlates the cosines of the pairs with their scores.
     *
     * @param among how many words of the vocabulary, from the most frequent on, are known
     */
    public WordPairScores score(WordQueries queries, int among) {
        KnownWords known = new KnownWords(queries.vectors().vocabulary(), among);
        List<Pair> asked = pairs.stream()
                .filter(pair -> known.id(pair.left()) >= 0 && known.id(pair.right()) >= 0)
                .toList();
        double[] wanted = asked.stream().mapToDouble(Pair::score).toArray();
        double[] cosines = asked.stream()
                .mapToDouble(pair -> queries.similarity(known.id(pair.left()), known.id(pair.right())))
                .toArray();
        int unknown = pairs.size() - asked.size();
        if (asked.size() < 2) {
            return new WordPairScores(asked.size(), unknown, Double.NaN, Double.NaN);
        }
        return new WordPairScores(
                asked.size(), unknown, Correlation.pearson(wanted, cosines), Correlation.spearman(wanted, cosines));
    }
}
