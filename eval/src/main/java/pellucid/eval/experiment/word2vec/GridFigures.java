package pellucid.eval.experiment.word2vec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import pellucid.eval.metric.ConfusionMatrix;
import pellucid.eval.report.Charts;
import pellucid.eval.report.Figure;
import pellucid.eval.report.WordFigures;
import pellucid.models.word2vec.train.EpochReport;

/** The charts of the page. */
final class GridFigures {
    private static final List<Cell> RARE =
            List.of(Cell.CENTRE, Cell.CBOW, Cell.HIERARCHICAL, Cell.KEEP_ALL, Cell.KEEP_1E_5, Cell.NEGATIVE_20);

    private static final List<Cell> CURVES = List.of(Cell.CENTRE, Cell.CBOW, Cell.WIDTH_300, Cell.WINDOW_10);

    /** More names do not fit below a chart. */
    private static final int MOST_NAMED = 8;

    private final WordVectorResults results;

    GridFigures(WordVectorResults results) {
        this.results = results;
    }

    /** Time of a prediction over the size, both logarithmic: a straight line is a power. */
    Figure costs() {
        Costs costs = results.costs();
        return Charts.lines(
                "What a prediction costs as the vocabulary grows, on one thread. Both axes are logarithmic: O(V) is a line that"
                        + " rises tenfold over a vocabulary ten times as large, a level one does not depend on V.",
                new Charts.Axes("words of the vocabulary, V", "µs a prediction", true, true),
                List.of(
                        bySize("full softmax", costs.softmax()),
                        bySize("hierarchical softmax", costs.hierarchical()),
                        bySize("negative sampling, K = 5", costs.negative())));
    }

    private static Charts.Points bySize(String name, List<Costs.Cost> costs) {
        return new Charts.Points(
                name,
                costs.stream().mapToDouble(Costs.Cost::size).toArray(),
                costs.stream().mapToDouble(cost -> 1e6 * cost.seconds()).toArray());
    }

    Figure byNegatives() {
        List<Costs.Cost> costs = results.costs().byNegatives();
        return Charts.lines(
                "What a prediction costs as more words are drawn against each.",
                new Charts.Axes("words drawn, K", "µs a prediction"),
                List.of(bySize("negative sampling", costs)));
    }

    /** By the geometric middle of the occurrences in a bin. */
    Figure rare() {
        List<Charts.Points> lines = new ArrayList<>();
        for (Cell cell : RARE) {
            double[] byBin = Synonyms.byBin(
                    results.synonyms(), results.of(cell).first().scores().get(Measure.SYNONYMS));
            int[] known = IntStream.range(0, byBin.length)
                    .filter(bin -> !Double.isNaN(byBin[bin]))
                    .toArray();
            if (known.length > 0) {
                lines.add(new Charts.Points(
                        cell.label(),
                        Arrays.stream(known).mapToDouble(Synonyms::middle).toArray(),
                        Arrays.stream(known).mapToDouble(bin -> byBin[bin]).toArray()));
            }
        }
        return Charts.lines(
                "Synonyms by how often the rarer of the two occurs (logarithmic): how often a synonym is nearer than a word"
                        + " that is as frequent as it. Chance is 0.5.",
                new Charts.Axes("occurrences of the rarer word", "synonym nearer", true, false),
                lines);
    }

    /** Every measure over the amount of text. */
    Figure amounts() {
        List<CellResult> cells = results.of(Factor.AMOUNT).stream()
                .sorted(Comparator.comparingDouble(result -> result.cell().amount()))
                .toList();
        double[] shares = cells.stream()
                .mapToDouble(result ->
                        100 * result.cell().amount() * results.options().fraction())
                .toArray();
        List<Charts.Points> lines = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            if (results.has(measure)) {
                lines.add(new Charts.Points(measure.words(), shares, values(cells, cell -> cell.value(measure))));
            }
        }
        return Charts.lines(
                "The learning curve: every measure over the share of the documents that the vectors are learned from.",
                new Charts.Axes("% of the documents", "measure"),
                lines);
    }

    private static double[] values(List<CellResult> cells, ToDoubleFunction<CellResult> value) {
        return cells.stream().mapToDouble(value).toArray();
    }

    /** The losses of settings whose loss has the same unit. */
    Figure losses() {
        Map<String, double[]> losses = new LinkedHashMap<>();
        for (Cell cell : CURVES) {
            losses.put(
                    cell.label(),
                    results.of(cell).first().epochs().stream()
                            .mapToDouble(EpochReport::meanLoss)
                            .toArray());
        }
        return WordFigures.trainingCurve(
                "The mean loss of each epoch. All draw 5 negatives, so one unit; CBOW predicts each word once, skip-gram"
                        + " once for each neighbour. A prediction is measured before it is learned from: while the learning"
                        + " rate is high, vectors follow the text at hand, and the loss can rise again as the rate falls.",
                losses);
    }

    /** What was taken for what, as shares of the true class. */
    static Figure confusion(String what, ConfusionMatrix matrix) {
        double[][] shares = new double[matrix.labels().size()][];
        for (int i = 0; i < shares.length; i++) {
            double actual = Math.max(1, matrix.actual(i));
            shares[i] = Arrays.stream(matrix.counts()[i])
                    .mapToDouble(count -> count / actual)
                    .toArray();
        }
        List<String> columns = shares.length > MOST_NAMED
                ? IntStream.rangeClosed(1, shares.length)
                        .mapToObj(String::valueOf)
                        .toList()
                : matrix.labels();
        return Charts.heatMap(
                what + ": the confusion matrix, as shares of the documents of a class."
                        + (shares.length > MOST_NAMED
                                ? " Columns stand in the order of the rows, which is that of the table above."
                                : ""),
                new Charts.Axes("taken for", "is"),
                columns,
                matrix.labels(),
                shares);
    }
}
