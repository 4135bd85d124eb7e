package pellucid.eval.experiment.products;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import pellucid.eval.experiment.products.ProductResults.Confusion;
import pellucid.eval.metric.ClassificationReport;
import pellucid.eval.metric.ClassificationReport.ClassScores;
import pellucid.eval.report.Verdict;

/** The claims on single categories: which are told apart well, which are not, and how large they are. */
final class CategoryClaims extends ProductClaims {
    private static final double NEARLY_PERFECT = 0.95;

    /** Where the largest category has less than so many times the products of the smallest, there is no imbalance. */
    private static final double IMBALANCE = 1.5;

    private static final Set<String> EASY = Set.of(Reported.COMPUTERS, Reported.KITCHEN, Reported.WATCHES);

    private final ClassificationReport report;

    CategoryClaims(ProductResults results) {
        super(results);
        this.report = results.base().classified().report();
    }

    @Override
    void judge() {
        nearlyAll();
        easy();
        beauty();
        hardest();
        overlap();
        imbalance();
    }

    private void nearlyAll() {
        List<ClassScores> low =
                report.classes().stream().filter(row -> row.f1() <= HIGH).toList();
        int all = report.classes().size();
        judged(
                "F1 is above 0.90 for nearly all categories (all but one).",
                low.size() <= 1 ? Verdict.REPRODUCED : low.size() <= all / 2 ? Verdict.CORRECTED : Verdict.REFUTED,
                " Corrected: half or more are, but not all but one.",
                "%d of %d categories are above, on all splits together%s.%s",
                all - low.size(),
                all,
                low.isEmpty() ? "" : "; not above: " + scores(low),
                ownSplit());
    }

    private String ownSplit() {
        if (!results.hasStudysSplit()) {
            return "";
        }
        List<ClassScores> low = ClassificationReport.of(results.base().onStudysSplit()).classes().stream()
                .filter(row -> row.f1() <= HIGH)
                .toList();
        return " On the study's own split, not above: " + (low.isEmpty() ? "none" : scores(low)) + ".";
    }

    private static String scores(List<ClassScores> rows) {
        return rows.stream()
                .map(row -> String.format(Locale.ROOT, "%s %.3f", row.label(), row.f1()))
                .collect(Collectors.joining(", "));
    }

    /** The rows from the best F1 to the worst. */
    private List<ClassScores> ranked() {
        List<ClassScores> ranked = new ArrayList<>(report.classes());
        ranked.sort(Comparator.comparingDouble(ClassScores::f1).reversed());
        return ranked;
    }

    private boolean lacks(String statement, Set<String> categories) {
        List<String> missing = categories.stream()
                .filter(category -> !results.table().sizes().containsKey(category))
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            list.notTested(statement, "The products have no category " + String.join(", no ", missing) + ".");
        }
        return !missing.isEmpty();
    }

    private void easy() {
        String statement = "Computers, Kitchen & Dining and Watches have the highest F1 and are nearly perfect.";
        if (lacks(statement, EASY)) {
            return;
        }
        List<ClassScores> ranked = ranked();
        List<ClassScores> perfect = ranked.stream()
                .filter(row -> EASY.contains(row.label()) && row.f1() >= NEARLY_PERFECT)
                .toList();
        boolean first = ranked.stream().limit(EASY.size()).allMatch(row -> EASY.contains(row.label()));
        judged(
                statement,
                first && perfect.size() == EASY.size()
                        ? Verdict.REPRODUCED
                        : perfect.isEmpty() ? Verdict.REFUTED : Verdict.CORRECTED,
                " Corrected: "
                        + (perfect.size() == EASY.size()
                                ? "they are nearly perfect, but not the best three."
                                : "only some of the three are nearly perfect."),
                "F1 on all splits together, the best first: %s. Nearly perfect is from %.2f on.",
                scores(ranked),
                NEARLY_PERFECT);
    }

    private void beauty() {
        String statement = "Beauty and Personal Care has a high F1 (0.93), so it is told apart well.";
        if (lacks(statement, Set.of(Reported.BEAUTY))) {
            return;
        }
        ClassScores row = row(Reported.BEAUTY);
        list.add(
                statement,
                row.f1() >= HIGH ? Verdict.REPRODUCED : Verdict.REFUTED,
                "F1 %.3f on all splits together (precision %.3f, recall %.3f); high is from %.2f on.",
                row.f1(),
                row.precision(),
                row.recall(),
                HIGH);
    }

    private ClassScores row(String category) {
        return report.classes().stream()
                .filter(row -> row.label().equals(category))
                .findFirst()
                .orElseThrow();
    }

    private void hardest() {
        String statement = "Baby Care is the hardest category (recall 0.70, F1 0.83).";
        if (lacks(statement, Set.of(Reported.BABY))) {
            return;
        }
        List<ClassScores> ranked = ranked();
        int place = ranked.size() - ranked.indexOf(row(Reported.BABY));
        ClassScores worst = ranked.get(ranked.size() - 1);
        ClassScores baby = row(Reported.BABY);
        boolean chance = results.isChance(results.base());
        list.add(
                statement,
                chance
                        ? Verdict.REFUTED
                        : place == 1 ? Verdict.REPRODUCED : place == 2 ? Verdict.CORRECTED : Verdict.REFUTED,
                "On all splits together its recall is %.3f and its F1 %.3f, number %d from below%s; the lowest: %s.",
                baby.recall(),
                baby.f1(),
                place,
                chance ? ", where all are at chance" : "",
                scores(List.of(worst)));
    }

    /** Which categories share clusters; how often the classifier takes them for each other is told beside. */
    private void overlap() {
        String statement =
                "Overlaps remain between near categories, above all Baby Care and Home Decor & Festive Needs.";
        if (lacks(statement, Set.of(Reported.BABY, Reported.DECOR))) {
            return;
        }
        Grouping grouping = results.base().clustered().better();
        List<Confusion> pairs = results.overlaps(grouping);
        long all = pairs.stream().mapToLong(Confusion::count).sum();
        long asked = between(pairs);
        boolean chance = grouping.adjustedRandIndex() <= 2 * INDEX.negligible();
        List<Confusion> wrong = results.confusions();
        judged(
                statement,
                chance || asked * pairs.size() <= all
                        ? Verdict.REFUTED
                        : asked == pairs.get(0).count() ? Verdict.REPRODUCED : Verdict.CORRECTED,
                " Corrected: these two overlap more than the average pair does, but others more still.",
                "In the better of the two groupings, most products share clusters between %s; of these two it is %d, of the"
                        + " average pair %.1f (counted of the category that has fewer in the cluster)%s. Besides, of %d wrong"
                        + " answers of the classifier %d are between these two, most between %s.",
                pairs.stream().limit(3).map(Confusion::words).collect(Collectors.joining(", ")),
                asked,
                (double) all / pairs.size(),
                chance ? "; but the clusters have no more to do with the categories than chance" : "",
                wrong.stream().mapToLong(Confusion::count).sum(),
                between(wrong),
                wrong.get(0).words());
    }

    private static long between(List<Confusion> pairs) {
        return pairs.stream()
                .filter(pair -> pair.isOf(Reported.BABY, Reported.DECOR))
                .findFirst()
                .orElseThrow()
                .count();
    }

    /** What cannot be: there is no imbalance. With other products there may be. */
    private void imbalance() {
        String statement = "The model copes with the imbalance of the classes.";
        IntSummaryStatistics sizes = results.table().sizes().values().stream()
                .mapToInt(Integer::intValue)
                .summaryStatistics();
        if (sizes.getMax() < IMBALANCE * sizes.getMin()) {
            list.add(
                    statement,
                    Verdict.REFUTED,
                    "There is none to cope with: %s.",
                    sizes.getMax() == sizes.getMin()
                            ? sizes.getCount() + " categories of " + sizes.getMax() + " products each"
                            : sizes.getCount() + " categories of " + sizes.getMin() + " to " + sizes.getMax()
                                    + " products");
            return;
        }
        String smallest = results.table().sizes().entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        double recall = row(smallest).recall();
        list.add(
                statement,
                recall >= report.accuracy() - ACCURACY.negligible() ? Verdict.REPRODUCED : Verdict.REFUTED,
                "%d to %d products a category; of the smallest, %s, %.3f are found, of all %.3f.",
                sizes.getMin(),
                sizes.getMax(),
                smallest,
                recall,
                report.accuracy());
    }
}
