package pellucid.eval.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pellucid.tensor.InputException;
import pellucid.training.data.Example;
import pellucid.training.data.ExampleFormat;
import pellucid.training.data.ExampleSet;
import pellucid.training.data.TextLines;

/**
 * Pairs of texts with a score of how alike people found them.
 *
 * @param left the first text of each pair
 * @param right the second text of each pair
 * @param scores one for each pair, as the file has them
 */
public record ScoredPairs(List<String> left, List<String> right, double[] scores) {
    private static final int SCORE = 4;
    private static final int FIRST = 5;
    private static final int SECOND = 6;

    public ScoredPairs {
        left = List.copyOf(left);
        right = List.copyOf(right);
        scores = scores.clone();
    }

    /**
     * Reads a file as the STS benchmark is published: no header, no quotes, tabs between genre, file, year, index, score,
     * first text, second text and possibly more. A file whose first line is not like that is read as {@link ExampleSet}
     * reads pairs: a table or JSON lines with {@code sentence1}, {@code sentence2} and {@code score}.
     *
     * @throws InputException when the file cannot be read, lacks a column, has fewer than two pairs, or the same score
     *     for all of them
     */
    public static ScoredPairs read(Path file) {
        List<String> left = new ArrayList<>();
        List<String> right = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        if (isBenchmark(file)) {
            readBenchmark(file, left, right, scores);
        } else {
            readColumns(file, left, right, scores);
        }
        if (scores.size() < 2) {
            throw new InputException(file + " has " + scores.size() + " pair; a correlation needs at least 2");
        }
        if (scores.stream().distinct().count() == 1) {
            throw new InputException(file + ": all " + scores.size() + " scores are " + scores.get(0)
                    + "; a correlation needs scores that differ");
        }
        return new ScoredPairs(
                left, right, scores.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** How many pairs. */
    public int size() {
        return scores.length;
    }

    /** One for each pair. */
    @Override
    public double[] scores() {
        return scores.clone();
    }

    /**
     * The share of pairs with the higher of two scores, where there are only two.
     *
     * @return NaN where there are more
     */
    public double positives() {
        double lowest = Arrays.stream(scores).min().orElseThrow();
        double highest = Arrays.stream(scores).max().orElseThrow();
        boolean two = Arrays.stream(scores).allMatch(score -> score == lowest || score == highest);
        return two
                ? (double) Arrays.stream(scores)
                                .filter(score -> score == highest)
                                .count()
                        / scores.length
                : Double.NaN;
    }

    private static boolean isBenchmark(Path file) {
        try (TextLines lines = TextLines.open(file)) {
            if (!lines.hasNext()) {
                throw new InputException(file + " is empty; it must hold a pair and its score on every line");
            }
            String[] fields = lines.next().split("\t", -1);
            return fields.length > SECOND && number(fields[SCORE]) != null;
        }
    }

    private static void readBenchmark(Path file, List<String> left, List<String> right, List<Double> scores) {
        try (TextLines lines = TextLines.open(file)) {
            for (long number = 1; lines.hasNext(); number++) {
                String line = lines.next();
                String[] fields = (line.endsWith("\r") ? line.substring(0, line.length() - 1) : line).split("\t", -1);
                Double score = fields.length > SCORE ? number(fields[SCORE]) : null;
                if (fields.length <= SECOND || score == null) {
                    throw new InputException(file + ": line " + number + " has "
                            + (score == null && fields.length > SECOND
                                    ? "the score '" + fields[SCORE] + "'"
                                    : fields.length + " field(s)")
                            + "; every line must have genre, file, year, index, score (a number), first text and"
                            + " second text with tabs between");
                }
                left.add(fields[FIRST]);
                right.add(fields[SECOND]);
                scores.add(score);
            }
        }
    }

    private static void readColumns(Path file, List<String> left, List<String> right, List<Double> scores) {
        ExampleSet set = ExampleSet.read(file, ExampleFormat.of(file));
        if (set.columns().size() != 2 || !set.isLabelled()) {
            throw new InputException(set + " holds no scored pairs; it must have the columns sentence1, sentence2 and"
                    + " score, or be written as the STS benchmark is");
        }
        for (Example example : set.examples()) {
            left.add(example.texts().get(0));
            right.add(example.texts().get(1));
            scores.add(example.label());
        }
    }

    private static Double number(String text) {
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? value : null;
        } catch (NumberFormatException none) {
            return null;
        }
    }
}
