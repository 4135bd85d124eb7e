package pellucid.eval.experiment.matryoshka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pellucid.eval.report.Verdict;

/** What the study claims of its data; judged by counting, on the split that its program makes. */
final class DataClaims extends Verdicts {
    /** Another order of the rows moves the counts about so much. */
    private static final double NEAR = 0.03;

    /** What is off by more is not the study's figure any more. */
    private static final double FAR = 0.5;

    /** The study's share of pairs in the training rows, and the size of its test set. */
    private static final double SHARE = 0.46;

    private static final int QUERIES = 2327;
    private static final int PRODUCTS = 5064;

    /** Grades of three persons have means in thirds. */
    private static final int PERSONS = 3;

    /** How far a mean of two decimals is from the third it stands for. */
    private static final double ROUNDED = 0.004;

    /** Rows off the thirds that a histogram hardly shows. */
    private static final double FEW = 0.01;

    DataClaims(MatryoshkaResults results) {
        super(results);
    }

    @Override
    void judge() {
        dip();
        pairs();
        testSet();
        leaks();
    }

    /**
     * Refuted if 2.5 has no fewer rows than the values around it; corrected if it has, but since the grid of the grades has
     * no 2.5: the rows on thirds are nearly all.
     */
    private void dip() {
        TreeMap<Double, Long> counts = new TreeMap<>(results.data().histogram());
        Map.Entry<Double, Long> below = counts.lowerEntry(Row.THRESHOLD);
        Map.Entry<Double, Long> above = counts.higherEntry(Row.THRESHOLD);
        TreeMap<Double, Long> grid = new TreeMap<>(counts);
        grid.keySet().removeIf(relevance -> !isThird(relevance));
        long rows = counts.values().stream().mapToLong(Long::longValue).sum();
        long off = rows - grid.values().stream().mapToLong(Long::longValue).sum();
        Map.Entry<Double, Long> left = grid.lowerEntry(Row.THRESHOLD);
        Map.Entry<Double, Long> right = grid.higherEntry(Row.THRESHOLD);
        String statement = "The distribution of the relevance is bimodal, with a dip around 2.5.";
        if (below == null || above == null || left == null || right == null) {
            claims.notTested(statement, "The file has no relevance on both sides of 2.5; such rows are missing.");
            return;
        }
        long at = counts.getOrDefault(Row.THRESHOLD, 0L);
        boolean lower = at < left.getValue() && at < right.getValue();
        boolean gridExplains = isOnThirds(results.data());
        claims.add(
                statement,
                !lower ? Verdict.REFUTED : gridExplains ? Verdict.CORRECTED : Verdict.REPRODUCED,
                "2.5 has %,d rows, its neighbours on thirds %.2f and %.2f have %,d and %,d%s. %,d of %,d rows are not on"
                        + " thirds; without them the counts from 1 to 3 are %s; lower than on both sides: %s.%s",
                at,
                left.getKey(),
                right.getKey(),
                left.getValue(),
                right.getValue(),
                gridExplains ? ": a grade is as a rule the mean of three persons', which cannot be 2.5" : "",
                off,
                rows,
                list(grid),
                minima(grid),
                lower && gridExplains ? " The gap at 2.5 is the grid's, and a cut there cuts no natural class." : "");
    }

    /** Whether nearly all rows have a relevance that is the mean of three persons' grades. */
    static boolean isOnThirds(StudyData data) {
        Map<Double, Long> counts = data.histogram();
        long off = 0;
        for (Map.Entry<Double, Long> entry : counts.entrySet()) {
            off += isThird(entry.getKey()) ? 0 : entry.getValue();
        }
        return off < FEW * data.file().judged().size();
    }

    private static boolean isThird(double relevance) {
        double thirds = relevance * PERSONS;
        return Math.abs(thirds - Math.rint(thirds)) < PERSONS * ROUNDED;
    }

    private static String list(Map<Double, Long> grid) {
        StringBuilder list = new StringBuilder();
        grid.values().forEach(count -> list.append(list.isEmpty() ? "" : ", ").append(format("%,d", count)));
        return list.toString();
    }

    private static String minima(TreeMap<Double, Long> grid) {
        List<String> minima = new ArrayList<>();
        for (Map.Entry<Double, Long> here : grid.entrySet()) {
            Map.Entry<Double, Long> left = grid.lowerEntry(here.getKey());
            Map.Entry<Double, Long> right = grid.higherEntry(here.getKey());
            if (left != null
                    && right != null
                    && here.getValue() < left.getValue()
                    && here.getValue() < right.getValue()) {
                minima.add(format("%.2f", here.getKey()));
            }
        }
        return minima.isEmpty() ? "none" : String.join(", ", minima);
    }

    private void pairs() {
        StudySplit coded = results.asCoded();
        int pairs = coded.pairs().size();
        double share = (double) pairs / coded.train().size();
        boolean same = near(pairs, Reported.PAIRS) && Math.abs(share - SHARE) < 0.015;
        boolean far = far(pairs, Reported.PAIRS) || far(share, SHARE);
        claims.add(
                "The threshold of 2.5 leaves 9.2 thousand pairs of the training rows, 46%.",
                verdict(same, far),
                "%,d of %,d rows have a relevance above 2.5, %.1f%% (%,d have 2.5 itself and are left out). Leak-free %,d of"
                        + " %,d.",
                pairs,
                coded.train().size(),
                100 * share,
                StudySplit.onThreshold(coded.train()),
                results.splits().get(SplitKind.LEAK_FREE).pairs().size(),
                results.splits().get(SplitKind.LEAK_FREE).train().size());
    }

    private void testSet() {
        StudySplit coded = results.asCoded();
        StudySplit clean = results.splits().get(SplitKind.LEAK_FREE);
        int queries = coded.queries().size();
        boolean near = near(queries, QUERIES) && near(coded.products(), PRODUCTS);
        boolean far = far(queries, QUERIES) || far(coded.products(), PRODUCTS);
        int different = coded.differentQueries();
        claims.add(
                "The test set has 2,327 queries over 5,064 products.",
                verdict(near && different == queries, far),
                "%,d test rows have a relevance from 2.5 on (%,d have 2.5 itself)%s. %,d products, %,d of them distractors."
                        + " Leak-free %,d queries over %,d products.",
                queries,
                StudySplit.onThreshold(coded.test()),
                different == queries
                        ? ", each with another query"
                        : format(
                                ", but only %,d queries differ: the same query comes again with another product, and its"
                                        + " first one then counts as wrong",
                                different),
                coded.products(),
                coded.distractors(),
                clean.queries().size(),
                clean.products());
    }

    /** Counted against all pairs that the study's program learns from, whatever this run took of them. */
    private void leaks() {
        StudySplit coded = results.asCoded();
        StudySplit clean = results.splits().get(SplitKind.LEAK_FREE);
        Leaks leaks = Leaks.of(coded.pairs(), coded.queries());
        Leaks none = Leaks.of(clean.train(), clean.queries());
        int met = leaks.places(true).length;
        int queries = coded.queries().size();
        claims.add(
                "Neither the queries nor the products of the test set were used in training.",
                met == 0 ? Verdict.REPRODUCED : Verdict.REFUTED,
                "Rows were split: the text of %,d of %,d test queries (%.0f%%) is in the training pairs, the relevant product of"
                        + " %,d, one or the other of %,d, both in one row of %,d. Leak-free it is %,d.",
                Leaks.count(leaks.query()),
                queries,
                100.0 * Leaks.count(leaks.query()) / queries,
                Leaks.count(leaks.product()),
                met,
                Leaks.count(leaks.pair()),
                none.places(true).length);
    }

    private static Verdict verdict(boolean same, boolean far) {
        return same ? Verdict.REPRODUCED : far ? Verdict.REFUTED : Verdict.CORRECTED;
    }

    private static boolean far(double found, double reported) {
        return Math.abs(found / reported - 1) > FAR;
    }

    private static boolean near(double found, double reported) {
        return Math.abs(found / reported - 1) <= NEAR;
    }
}
