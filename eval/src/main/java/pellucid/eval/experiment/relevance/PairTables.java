package pellucid.eval.experiment.relevance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import pellucid.eval.report.Table;

/** The page's tables of the training and of single pairs. */
final class PairTables {
    private static final int SHOWN = 8;
    private static final int SPELLINGS = 12;
    private static final int LONGEST = 90;

    private final RelevanceResults results;

    PairTables(RelevanceResults results) {
        this.results = results;
    }

    /** Beside what the study reports, as it has it and the other way round. */
    Table training() {
        FineTuning training = results.training();
        int kept = training.kept();
        return new Table(
                "Held-out pairs before and after fine-tuning, beside what the study reports; Spearman's correlation cannot"
                        + " exceed " + number(training.ceiling(), 4) + " with these labels, so its first two rows are"
                        + " swapped",
                List.of("Measure", "Before", "After", "Reported before", "Reported after"),
                List.of(
                        List.of(
                                "Pearson's correlation",
                                number(training.metric(0, HeldOutPairs.PEARSON), 4),
                                number(training.metric(kept, HeldOutPairs.PEARSON), 4),
                                "0.8487",
                                "0.8617"),
                        List.of(
                                "Spearman's correlation",
                                number(training.metric(0, HeldOutPairs.SPEARMAN), 4),
                                number(training.metric(kept, HeldOutPairs.SPEARMAN), 4),
                                "0.8765",
                                "0.9388"),
                        List.of(
                                "MNR loss",
                                number(training.metric(0, HeldOutPairs.LOSS), 4),
                                number(training.metric(kept, HeldOutPairs.LOSS), 4),
                                "0.1359",
                                "0.0003"),
                        List.of(
                                "MNR loss on pairs learned from, first and last tenth of the steps",
                                number(training.meanLoss(false), 4),
                                number(training.meanLoss(true), 4),
                                "",
                                "")));
    }

    Table grades() {
        List<List<String>> rows = new ArrayList<>();
        for (int grade = 1; grade <= 3; grade++) {
            List<PairShift> pairs = results.ofGrade(grade);
            if (!pairs.isEmpty()) {
                rows.add(List.of(
                        Integer.toString(grade),
                        Integer.toString(pairs.size()),
                        number(PairClaims.median(pairs, PairShift::base), 3),
                        number(PairClaims.median(pairs, PairShift::tuned), 3),
                        quartiles(pairs.stream().mapToDouble(PairShift::base).toArray()),
                        quartiles(pairs.stream().mapToDouble(PairShift::tuned).toArray())));
            }
        }
        return new Table(
                "Cosines of test queries and products by relevance, rounded to the nearest whole grade",
                List.of("Grade", "Pairs", "Median, base", "Median, tuned", "Quartiles, base", "Quartiles, tuned"),
                rows);
    }

    private static String quartiles(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return number(sorted[(sorted.length - 1) / 4], 3) + " – " + number(sorted[3 * (sorted.length - 1) / 4], 3);
    }

    Table improved() {
        return changed("Relevant test pairs that fine-tuning has brought closest", Comparator.reverseOrder());
    }

    Table deteriorated() {
        return changed("Relevant test pairs that fine-tuning has moved furthest apart", Comparator.naturalOrder());
    }

    private Table changed(String caption, Comparator<Double> order) {
        List<List<String>> rows = results.shifts().stream()
                .filter(shift -> shift.relevance() >= JudgedQuery.RELEVANT)
                .sorted(Comparator.comparing(PairShift::change, order))
                .limit(SHOWN)
                .map(shift -> List.of(
                        shift.query(), shortened(shift.product()), number(shift.base(), 3), number(shift.tuned(), 3)))
                .toList();
        return new Table(caption, List.of("Query", "Product", "Base", "Tuned"), rows);
    }

    /** The study's own pairs, measured, or that the data has them not. */
    Table named() {
        List<List<String>> rows = new ArrayList<>();
        for (StudyPair pair : StudyPair.ALL) {
            int[] found = IntStream.range(0, results.named().size())
                    .filter(i -> results.task().named().get(i).pair().equals(pair))
                    .toArray();
            boolean there = found.length > 0;
            rows.add(List.of(
                    pair.query(),
                    pair.product() + "…",
                    number(pair.base(), 3) + " – " + number(pair.tuned(), 3),
                    there ? beforeAndAfter(results.named().get(found[0])) : "",
                    there ? results.task().named().get(found[0]).place() : "not in the data"));
        }
        return new Table(
                "The study's most improved pairs (the first five) and most deteriorated ones (the last five): cosines of the"
                        + " base and of the tuned model, as reported and as measured here",
                List.of("Query", "Product", "Reported", "Measured", "In this run"),
                rows);
    }

    private static String beforeAndAfter(PairShift shift) {
        return number(shift.base(), 3) + " – " + number(shift.tuned(), 3);
    }

    Table spellings() {
        List<List<String>> rows = results.spellings().stream()
                .sorted(Comparator.comparingDouble(shift -> shift.tunedCost() - shift.baseCost()))
                .limit(SPELLINGS)
                .map(shift -> List.of(
                        shift.query().typed(),
                        shift.query().meant(),
                        shortened(shift.product()),
                        number(shift.base(), 3) + " – " + number(shift.baseMeant(), 3),
                        number(shift.tuned(), 3) + " – " + number(shift.tunedMeant(), 3)))
                .toList();
        return new Table(
                "Misspelt test queries (a word that no title has, a letter or two from one of a relevant product): cosine"
                        + " with that product as typed and spelt right; the " + rows.size() + " of "
                        + results.spellings().size() + " where the difference shrinks the most",
                List.of("Typed", "Taken to mean", "Product", "Base", "Tuned"),
                rows);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static String number(double value, int digits) {
        return SearchTables.number(value, digits);
    }
}
