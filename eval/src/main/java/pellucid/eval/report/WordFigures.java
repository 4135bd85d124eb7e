package pellucid.eval.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import pellucid.tensor.InputException;

/** Figures that explain how word vectors are trained: how the loss falls, and how words are drawn. */
public final class WordFigures {
    /** Enough for a smooth curve. */
    private static final int SAMPLES = 200;

    private static final double RAREST = 1e-7;

    private WordFigures() {}

    /**
     * The mean loss of each epoch, a line for each run.
     *
     * @param losses by the name of the run: the loss of the first epoch, of the second, …
     */
    public static Figure trainingCurve(String caption, Map<String, double[]> losses) {
        List<Charts.Points> lines = new ArrayList<>();
        losses.forEach((run, loss) -> lines.add(new Charts.Points(
                run, IntStream.rangeClosed(1, loss.length).asDoubleStream().toArray(), loss)));
        return Charts.lines(caption, new Charts.Axes("Epoch", "Mean loss"), lines);
    }

    /**
     * How often the words of a vocabulary occur, and how often they are drawn as negatives: the share of each word, by
     * its rank, as it is and as it becomes by raising all counts to a power. Both axes are logarithmic.
     *
     * @param counts how often each word occurs, the most frequent first, all above 0
     * @param exponent for example 0.75
     */
    public static Figure samplingDistributions(String caption, double[] counts, double exponent) {
        if (counts.length == 0) {
            throw new InputException("chart '" + caption + "' has no word to show; give at least one count");
        }
        int[] ranks = ranks(counts.length);
        return Charts.lines(
                caption,
                new Charts.Axes("Rank of the word", "Share of the draws", true, true),
                List.of(
                        shares("as often as in the text", counts, 1, ranks),
                        shares("count raised to " + ChartTheme.number(exponent), counts, exponent, ranks)));
    }

    private static Charts.Points shares(String name, double[] counts, double exponent, int[] ranks) {
        double[] weights =
                Arrays.stream(counts).map(count -> Math.pow(count, exponent)).toArray();
        double sum = Arrays.stream(weights).sum();
        return new Charts.Points(
                name,
                Arrays.stream(ranks).asDoubleStream().toArray(),
                Arrays.stream(ranks)
                        .mapToDouble(rank -> weights[rank - 1] / sum)
                        .toArray());
    }

    /** Ranks from 1 to the last at steps that look the same on a logarithmic axis. */
    private static int[] ranks(int words) {
        return IntStream.range(0, SAMPLES)
                .map(i -> (int) Math.round(Math.pow(words, i / (SAMPLES - 1.0))))
                .distinct()
                .toArray();
    }

    /**
     * What share of a word's occurrences subsampling keeps, by the word's share of the text, which has a logarithmic
     * axis from one in ten million to all.
     *
     * @param keep by the name of the formula: from a word's share of the text to the share that is kept, at most 1
     */
    public static Figure subsampling(String caption, Map<String, DoubleUnaryOperator> keep) {
        double[] shares = IntStream.range(0, SAMPLES)
                .mapToDouble(i -> Math.pow(RAREST, 1 - i / (SAMPLES - 1.0)))
                .toArray();
        List<Charts.Points> lines = new ArrayList<>();
        keep.forEach((formula, curve) -> lines.add(new Charts.Points(
                formula, shares, Arrays.stream(shares).map(curve).toArray())));
        return Charts.lines(caption, new Charts.Axes("Share of the text", "Share kept", true, false), lines);
    }
}
