package pellucid.eval.experiment.word2vec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import pellucid.eval.metric.ClassificationReport;
import pellucid.eval.report.Table;

/** The tables of the page. */
final class WordTables {
    private static final char NO_BREAK_SPACE = '\u00A0';
    private static final char NO_BREAK_HYPHEN = '\u2011';

    private final WordVectorResults results;
    private final List<Measure> measures;

    WordTables(WordVectorResults results) {
        this.results = results;
        this.measures = Arrays.stream(Measure.values()).filter(results::has).toList();
    }

    Table sources() {
        return new Table(
                "What was read",
                List.of("File", "Serves as", "Documents, questions or pairs", "Note"),
                results.sources().stream()
                        .map(source -> List.of(
                                source.name(),
                                source.role(),
                                String.format(Locale.ROOT, "%,d", source.documents()),
                                source.note()))
                        .toList());
    }

    /** A part of the grid: how much work, and how good. */
    Table cells(Factor factor) {
        List<String> columns = new ArrayList<>(List.of("Setting", "Sec.", "kw/s", "Loss"));
        measures.forEach(measure -> columns.add(measure.heading()));
        List<List<String>> rows = new ArrayList<>();
        for (CellResult result : results.of(factor)) {
            List<String> row = new ArrayList<>(List.of(
                    label(result.cell()),
                    number(result.seconds(), 1),
                    number(result.wordsPerSecond() / 1000, 0),
                    number(result.mean(Run::meanLoss), 3)));
            measures.forEach(measure -> row.add(number(result.value(measure), 3)));
            rows.add(row);
        }
        return new Table(caption(factor), columns, rows);
    }

    /** Short, and in one line. */
    private static String label(Cell cell) {
        return cell == Cell.CENTRE
                ? "centre"
                : cell.label().replace(' ', NO_BREAK_SPACE).replace('-', NO_BREAK_HYPHEN);
    }

    /** What another seed changes. */
    Table seeds() {
        List<CellResult> cells = results.cells().values().stream()
                .filter(result -> result.runs().size() > 1)
                .toList();
        List<String> columns = new ArrayList<>(List.of("Measure"));
        cells.forEach(result -> columns.addAll(List.of(result.cell().label(), "±")));
        List<List<String>> rows = new ArrayList<>();
        for (Measure measure : measures) {
            List<String> row = new ArrayList<>(List.of(measure.words()));
            for (CellResult result : cells) {
                double[] values = result.runs().stream()
                        .mapToDouble(run -> run.value(measure))
                        .toArray();
                row.addAll(List.of(number(result.value(measure), 3), number(Spread.deviation(values), 4)));
            }
            rows.add(row);
        }
        return new Table(
                "What another seed changes: mean and standard deviation (±) over three seeds; in the other tables the mean"
                        + " stands alone",
                columns,
                rows);
    }

    private static String caption(Factor factor) {
        return switch (factor) {
            case OPTIMISATIONS ->
                "Without subsampling, and with hierarchical softmax in place of negative sampling; the"
                        + " loss of the latter has another unit";
            case PREPROCESSING ->
                "Ways to prepare the text. kw/s counts the words that are left; losses of different"
                        + " vocabularies have no common unit";
            case AMOUNT -> "The centre on less and on more of the documents";
            default -> "All else as in the centre";
        };
    }

    /** Analogies apart, and how many could be asked. */
    Table analogies() {
        List<List<String>> rows = new ArrayList<>();
        for (CellResult result : results.cells().values()) {
            Scores scores = result.first().scores().get(Measure.ANALOGIES);
            rows.add(List.of(
                    result.cell().label(),
                    number(result.mean(Run::semantic), 3),
                    number(result.mean(Run::syntactic), 3),
                    number(result.value(Measure.ANALOGIES), 3),
                    share(scores)));
        }
        if (results.pretrained() != null) {
            Pretrained own = results.pretrained();
            rows.add(List.of(
                    own.name(),
                    number(own.semantic(), 3),
                    number(own.syntactic(), 3),
                    number(own.scores().get(Measure.ANALOGIES).value(), 3),
                    share(own.scores().get(Measure.ANALOGIES))));
        }
        return new Table(
                "Analogies: the share answered right, of those whose four words are known",
                List.of("Setting", "Semantic", "Syntactic", "All", "Asked"),
                rows);
    }

    private static String share(Scores scores) {
        return String.format(Locale.ROOT, "%,d of %,d", scores.asked(), scores.size());
    }

    Table kept() {
        List<List<String>> rows = new ArrayList<>();
        double all = results.of(Cell.KEEP_ALL).mean(Run::predictions);
        for (CellResult result : results.of(Factor.SUBSAMPLING)) {
            rows.add(List.of(
                    result.cell() == Cell.CENTRE
                            ? "t = 1e-3 (centre)"
                            : result.cell().label(),
                    percent(result.expectedKept()),
                    percent(result.mean(Run::keptShare)),
                    String.format(Locale.ROOT, "%,.0f", result.mean(Run::predictions)),
                    percent(WordVectorResults.less(all, result.mean(Run::predictions))),
                    number(result.seconds(), 1)));
        }
        return new Table(
                "What subsampling leaves: words kept, as the formula says and as counted; predictions of an epoch, and how"
                        + " many fewer than without",
                List.of("Setting", "Expected", "Kept", "Predictions", "Fewer", "Seconds"),
                rows);
    }

    Table objectives() {
        List<List<String>> rows = new ArrayList<>();
        for (ObjectiveResult result : results.objectives()) {
            double[] losses = result.losses();
            rows.add(List.of(
                    result.label(),
                    number(result.outputs(), 1),
                    number(1e6 * result.secondsPerPrediction(), 2),
                    number(result.seconds(), 1),
                    number(losses[0], 3),
                    number(losses[losses.length - 1], 3),
                    number(result.value(Measure.PAIRS), 3),
                    number(result.value(Measure.SYNONYMS), 3)));
        }
        return new Table(
                "The objectives on the small corpus. The full softmax is the simple version on autograd, the others are the"
                        + " fast trainer; outputs are the vectors that a prediction reads and changes",
                List.of(
                        "Objective",
                        "Outputs",
                        "µs a prediction",
                        "Seconds",
                        "First loss",
                        "Last loss",
                        Measure.PAIRS.heading(),
                        Measure.SYNONYMS.heading()),
                rows);
    }

    /** The bins that have enough synonyms. */
    int[] rareBins() {
        int[] sizes = results.synonyms().sizes();
        return IntStream.range(0, sizes.length)
                .filter(bin -> sizes[bin] >= Synonyms.LEAST_ASKED)
                .toArray();
    }

    Table rare() {
        int[] sizes = results.synonyms().sizes();
        List<String> bins = Synonyms.bins();
        List<String> columns = new ArrayList<>(List.of("Setting"));
        int[] asked = rareBins();
        IntStream.of(asked).forEach(bin -> columns.add(bins.get(bin)));
        List<List<String>> rows = new ArrayList<>();
        List<String> counts = new ArrayList<>(List.of("pairs"));
        IntStream.of(asked).forEach(bin -> counts.add(String.format(Locale.ROOT, "%,d", sizes[bin])));
        rows.add(counts);
        for (CellResult result : results.cells().values()) {
            double[] byBin =
                    Synonyms.byBin(results.synonyms(), result.first().scores().get(Measure.SYNONYMS));
            List<String> row = new ArrayList<>(List.of(result.cell().label()));
            IntStream.of(asked).forEach(bin -> row.add(number(byBin[bin], 3)));
            rows.add(row);
        }
        return new Table(
                "Synonyms by how often the rarer of the two occurs: how often a synonym is nearer than a word as frequent"
                        + " as it. Chance is 0.5",
                columns,
                rows);
    }

    Table applications() {
        List<List<String>> rows = new ArrayList<>();
        for (Map.Entry<Measure, Application> set : results.applications().entrySet()) {
            Application own = set.getValue();
            rows.add(List.of(
                    set.getKey().words(),
                    String.format(Locale.ROOT, "%,d", own.learned()),
                    String.format(Locale.ROOT, "%,d", own.asked()),
                    number(own.baseline(), 3),
                    number(own.meanScores().value(), 3),
                    number(own.weightedScores().value(), 3)));
        }
        return new Table(
                "Accuracy of the classifier on documents that it has not learned from",
                List.of("Documents", "Learned", "Asked", "Most frequent label", "Mean", "Mean by tf-idf"),
                rows);
    }

    static Table report(String what, ClassificationReport report) {
        List<ClassificationReport.ClassScores> lines = new ArrayList<>(report.classes());
        lines.add(report.macro());
        lines.add(report.weighted());
        return new Table(
                what + ": by class. Accuracy " + number(report.accuracy(), 3),
                List.of("Class", "Precision", "Recall", "F1", "Support"),
                lines.stream()
                        .map(line -> List.of(
                                line.label(),
                                number(line.precision(), 3),
                                number(line.recall(), 3),
                                number(line.f1(), 3),
                                Long.toString(line.support())))
                        .toList());
    }

    static Table pretrained(WordVectorResults results) {
        Pretrained other = results.pretrained();
        List<List<String>> rows = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            if (results.has(measure) && other.scores().containsKey(measure)) {
                Scores theirs = other.scores().get(measure);
                rows.add(List.of(
                        measure.words(),
                        number(results.of(Cell.CENTRE).value(measure), 3),
                        share(results.of(Cell.CENTRE).first().scores().get(measure)),
                        number(theirs.value(), 3),
                        share(theirs)));
            }
        }
        return new Table(
                String.format(
                        Locale.ROOT,
                        "The centre beside %s, %,d words of %d numbers",
                        other.name(),
                        other.words(),
                        other.width()),
                List.of("Measure", "Centre", "Asked", "Pretrained", "Asked"),
                rows);
    }

    static String number(double value, int digits) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }
}
