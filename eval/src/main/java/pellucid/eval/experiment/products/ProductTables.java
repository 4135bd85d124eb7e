package pellucid.eval.experiment.products;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pellucid.eval.metric.ClassificationReport;
import pellucid.eval.metric.ClassificationReport.ClassScores;
import pellucid.eval.metric.ConfusionMatrix;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Table;

/** The tables of the page. */
final class ProductTables {
    private final ProductResults results;

    ProductTables(ProductResults results) {
        this.results = results;
    }

    /** Everything that was classified. */
    Table accuracies() {
        List<List<String>> rows = new ArrayList<>();
        for (Measured measured : results.all()) {
            Spread splits = measured.classified().accuracies();
            Interval interval = results.accuracy(measured);
            Interval gain = results.gain(results.base(), measured);
            rows.add(List.of(
                    measured.label(),
                    number(splits.mean(), 4),
                    "[" + splits.range() + "]",
                    range(interval, 3),
                    measured == results.base()
                            ? ""
                            : String.format(
                                    Locale.ROOT, "%+.3f [%+.3f, %+.3f]", gain.estimate(), gain.low(), gain.high()),
                    measured.onStudysSplit() == null ? "" : Long.toString(measured.rightOnStudysSplit())));
        }
        return new Table(
                "How often products are taken for what they are: the mean over "
                        + results.options().splits()
                        + " splits, the lowest and highest split, the 95% interval over the products, and the difference"
                        + " from the description alone, product by product. Rows that name no model are by "
                        + results.model() + "."
                        + (results.hasStudysSplit()
                                ? " Last: how many of the " + Reported.TESTED + " on the study's own split."
                                : ""),
                List.of("Read", "Accuracy", "Splits", "95%", "Difference", "Own"),
                rows);
    }

    /** What was reported, and why nothing was measured. */
    Table reported() {
        Measured bert = results.bertBase();
        List<List<String>> rows = new ArrayList<>();
        rows.add(compared(
                Contender.MINILM, Reported.ACCURACY, Reported.INDEX, results.isMiniLm() ? results.base() : null));
        rows.add(compared(Contender.BERT_BASE, Reported.BERT_ACCURACY, Reported.BERT_INDEX, bert));
        if (!results.isMiniLm()) {
            rows.add(row(results.model() + " (not in the study)", "", "", results.base()));
        }
        return new Table(
                "The study's figures beside ours. Its accuracy is that of one split, its ARI of clusters of which it is not"
                        + " said what was grouped.",
                List.of("Model", "Accuracy reported", "its split", "all splits", "ARI reported", "vectors", "plane"),
                rows);
    }

    private static List<String> compared(String model, double accuracy, double index, Measured measured) {
        String accuracyReported = number(accuracy, 4);
        String indexReported = number(index, 4);
        return measured == null
                ? List.of(
                        model
                                + (model.equals(Contender.MINILM)
                                        ? " (not tested: not the main model)"
                                        : " (not tested: the model is absent)"),
                        accuracyReported,
                        "",
                        "",
                        indexReported,
                        "",
                        "")
                : row(model, accuracyReported, indexReported, measured);
    }

    private static List<String> row(String model, String accuracy, String index, Measured measured) {
        return List.of(
                model,
                accuracy,
                measured.onStudysSplit() == null
                        ? ""
                        : number((double) measured.rightOnStudysSplit() / Reported.TESTED, 4),
                number(measured.classified().accuracies().mean(), 4),
                index,
                number(measured.clustered().embeddings().adjustedRandIndex(), 4),
                number(measured.clustered().onPlane().adjustedRandIndex(), 4));
    }

    /** The classification report on all splits, and how far F1 goes up and down. */
    Table classes() {
        Classified classified = results.base().classified();
        List<List<String>> rows = new ArrayList<>();
        ClassificationReport report = classified.report();
        List<ClassScores> all = new ArrayList<>(report.classes());
        all.add(report.macro());
        for (ClassScores row : all) {
            rows.add(List.of(
                    row.label(),
                    number(row.precision(), 3),
                    number(row.recall(), 3),
                    number(row.f1(), 3),
                    row == report.macro()
                            ? ""
                            : "[" + classified.f1(row.label()).range() + "]",
                    Long.toString(row.support())));
        }
        return new Table(
                "Classification report of " + results.model() + " on the description, "
                        + results.options().splits() + " splits together. Every product is tested "
                        + results.options().repeats() + " times.",
                List.of("Category", "Precision", "Recall", "F1", "F1 of single splits", "Support"),
                rows);
    }

    /** The report on the study's own split beside the reported one. */
    Table ownSplit(String model, Measured measured, List<Reported.Row> reported) {
        List<List<String>> rows = new ArrayList<>();
        ClassificationReport report = ClassificationReport.of(measured.onStudysSplit());
        for (ClassScores row : report.classes()) {
            Reported.Row study = Reported.of(reported, row.label());
            rows.add(List.of(
                    row.label(),
                    both(row.precision(), study.precision()),
                    both(row.recall(), study.recall()),
                    both(row.f1(), study.f1()),
                    Long.toString(row.support())));
        }
        rows.add(List.of(
                "accuracy",
                "",
                "",
                number(report.accuracy(), 4) + " / "
                        + number(reported == Reported.MINILM ? Reported.ACCURACY : Reported.BERT_ACCURACY, 4),
                Long.toString(Reported.TESTED)));
        return new Table(
                "The study's own split, " + model + ": ours / reported"
                        + (reported == Reported.MINILM && !results.isMiniLm() ? " of " + Contender.MINILM : "")
                        + ". Its " + Reported.TESTED
                        + " products are those that scikit-learn's train_test_split draws with the seed "
                        + Reported.SEED + "; they are not stratified, which is why the support differs.",
                List.of("Category", "Precision", "Recall", "F1", "Support"),
                rows);
    }

    private static String both(double own, double reported) {
        return number(own, 2) + " / " + number(reported, 2);
    }

    /** What was taken for what. */
    Table confusion() {
        ConfusionMatrix matrix = results.base().classified().pooled();
        List<String> columns = new ArrayList<>(List.of("Is \\ taken for"));
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < matrix.labels().size(); i++) {
            columns.add(Integer.toString(i + 1));
            List<String> row =
                    new ArrayList<>(List.of(i + 1 + " " + matrix.labels().get(i)));
            for (long count : matrix.counts()[i]) {
                row.add(count == 0 ? "" : Long.toString(count));
            }
            rows.add(row);
        }
        return new Table(
                "Confusion matrix of " + results.model() + " on the description, "
                        + results.options().splits() + " splits together.",
                columns,
                rows);
    }

    /** Every grouping. */
    Table clusters() {
        List<List<String>> rows = new ArrayList<>();
        for (Measured measured : results.all()) {
            rows.add(grouping(measured.label(), measured.clustered()));
        }
        return new Table(
                "k-means with as many clusters as categories (k-means++, " + Grouping.RESTARTS
                        + " starts) on the vectors and on their t-SNE plane (perplexity "
                        + (int) perplexity()
                        + "): adjusted Rand index with its 95% interval over the products, normalised mutual information,"
                        + " silhouette. Rows that name no model are by " + results.model() + ".",
                List.of("Grouped", "ARI", "95%", "NMI", "Silh.", "Plane: ARI", "95%", "NMI", "Silh."),
                rows);
    }

    private List<String> grouping(String name, Clustered clustered) {
        List<String> cells = new ArrayList<>(List.of(name));
        for (Grouping grouping : List.of(clustered.embeddings(), clustered.onPlane())) {
            cells.add(number(grouping.adjustedRandIndex(), 3));
            cells.add(range(results.adjustedRandIndex(grouping), 2));
            cells.add(number(grouping.agreement().normalizedMutualInformation(), 3));
            cells.add(Double.isNaN(grouping.silhouette()) ? "" : number(grouping.silhouette(), 3));
        }
        return cells;
    }

    private double perplexity() {
        return Clustered.possible(Clustered.PERPLEXITY, results.table().size());
    }

    /** What the index hangs on. */
    Table perplexities() {
        List<List<String>> rows = new ArrayList<>();
        Clustered base = results.base().clustered();
        rows.add(starts("embeddings", base.embeddings()));
        rows.add(starts("plane, perplexity " + (int) perplexity(), base.onPlane()));
        for (Map.Entry<Double, Grouping> entry : results.perplexities().entrySet()) {
            rows.add(starts("plane, perplexity " + entry.getKey().intValue(), entry.getValue()));
        }
        return new Table(
                "What the ARI of " + results.model()
                        + " hangs on: the space, the perplexity, and where k-means begins ("
                        + results.options().starts() + " seeds).",
                List.of("Grouped", "ARI", "by other seeds"),
                rows);
    }

    private static List<String> starts(String name, Grouping grouping) {
        return List.of(
                name,
                number(grouping.adjustedRandIndex(), 4),
                "[" + grouping.starts().range() + "]");
    }

    /** What the vectors cost. */
    Table sizes() {
        List<List<String>> rows = new ArrayList<>();
        for (Measured measured : results.all()) {
            Representation made = measured.representation();
            rows.add(List.of(
                    results.name(measured),
                    String.format(Locale.ROOT, "%.1f", made.parameters() / 1e6),
                    Integer.toString(made.vectors().width()),
                    made.reads() == 0 ? "" : Integer.toString(made.reads()),
                    Integer.toString(made.truncated()),
                    number(made.seconds(), 1)));
        }
        results.absent().forEach((model, why) -> rows.add(List.of(model + " (absent)", "", "", "", "", "")));
        return new Table(
                "Parameters in millions, numbers in a vector, tokens that are read (without a number: all), how many texts are longer, and seconds"
                        + " for all texts. CLS and mean come from one pass. For Word2Vec the time is that of the training.",
                List.of("Model", "Parameters, M", "Width", "Reads", "Cut", "Seconds"),
                rows);
    }

    static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static String range(Interval interval, int digits) {
        return "[" + number(interval.low(), digits) + ", " + number(interval.high(), digits) + "]";
    }
}
