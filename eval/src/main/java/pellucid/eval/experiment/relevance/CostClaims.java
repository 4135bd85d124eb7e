package pellucid.eval.experiment.relevance;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pellucid.eval.experiment.ClaimList;
import pellucid.eval.experiment.relevance.RelevanceOptions.Partition;
import pellucid.eval.experiment.relevance.RelevanceTask.Leaks;
import pellucid.eval.report.Verdict;

/** Run times, which do not hang on relevance, and what of the test the training has seen. */
final class CostClaims extends Judge {
    /** So much longer is longer; less is what a machine varies by. */
    static final double LONGER = 1.25;

    static final double MUCH_FASTER = 0.6;

    /** Seconds of a way in all rounds below which the processors' clock, of 10 ms, tells too little. */
    static final double SHORTEST = 0.3;

    private static final double REPORTED_LEAK = 0.82;
    static final double NEAR_LEAK = 0.05;
    static final double MOST = 0.5;

    CostClaims(RelevanceResults results, ClaimList claims) {
        super(results, claims);
    }

    @Override
    void judge() {
        vectors();
        fusion();
        tuned();
        leakage();
    }

    private String times(SearchRow... rows) {
        return "Milliseconds of the processors a query (by the clock): "
                + Arrays.stream(rows)
                        .map(row -> String.format(
                                Locale.ROOT,
                                "%s %.2f (%.2f)",
                                row.label(),
                                results.of(row).work(),
                                results.of(row).millis()))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    /** Whether some of the ways were asked too briefly to compare their times; the claim is then not tested. */
    private boolean areTooBrief(String statement, SearchRow... rows) {
        List<String> brief = Arrays.stream(rows)
                .filter(row -> Arrays.stream(results.of(row).rounds()).sum() < SHORTEST
                        || Arrays.stream(results.of(row).rounds()).anyMatch(round -> !(round > 0)))
                .map(row -> String.format(
                        Locale.ROOT,
                        "%s %.2f s",
                        row.label(),
                        Arrays.stream(results.of(row).rounds()).sum()))
                .toList();
        if (brief.isEmpty()) {
            return false;
        }
        claims.notTested(
                statement,
                "Too little to compare, all rounds together (" + String.join(", ", brief) + "; at least " + SHORTEST
                        + " s of each way are wanted): more queries are missing.");
        return true;
    }

    /** Of each round how many times as long the second way took. */
    private double[] factors(SearchRow from, SearchRow to) {
        double[] before = results.of(from).rounds();
        double[] after = results.of(to).rounds();
        return IntStream.range(0, before.length)
                .mapToDouble(i -> after[i] / before[i])
                .toArray();
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElse(Double.NaN);
    }

    private static double most(double[] values) {
        return Arrays.stream(values).max().orElse(Double.NaN);
    }

    /** {@code 2.1 times (2.0 to 2.3 in 5 rounds)}. */
    private static String spread(double[] factors) {
        return String.format(
                Locale.ROOT,
                "%.2f times (%.2f to %.2f in %d rounds)",
                mean(factors),
                least(factors),
                most(factors),
                factors.length);
    }

    private static String undecided(Verdict verdict) {
        return verdict == Verdict.NOT_TESTED ? " The rounds differ too much to tell; more queries are missing." : "";
    }

    /** Reproduced at two to four times, corrected if longer by another factor, in every round. */
    private void vectors() {
        String statement = "Vector search takes about three times as long as text search (509.6 s against 178.5 s).";
        if (areTooBrief(statement, SearchRow.TEXTSEARCH, SearchRow.VECTORSEARCH)) {
            return;
        }
        double[] factors = factors(SearchRow.TEXTSEARCH, SearchRow.VECTORSEARCH);
        Verdict verdict = Verdict.NOT_TESTED;
        if (least(factors) >= 2 && most(factors) <= 4) {
            verdict = Verdict.REPRODUCED;
        } else if (least(factors) > 4 || least(factors) > LONGER && most(factors) < 2) {
            verdict = Verdict.CORRECTED;
        } else if (most(factors) <= LONGER) {
            verdict = Verdict.REFUTED;
        }
        claims.add(
                statement,
                verdict,
                "%s, the encoding of the query included. %s%s",
                spread(factors),
                times(SearchRow.TEXTSEARCH, SearchRow.VECTORSEARCH),
                undecided(verdict));
    }

    /**
     * Reproduced if rrf takes at least four times a vector search and rrf_multi the longest, corrected if one of the two
     * or rrf merely takes longer, refuted if neither, each in every round.
     */
    private void fusion() {
        String statement =
                "Reciprocal rank fusion takes eight times as long as vector search, and over all fields the longest (4,026"
                        + " s and 7,013 s against 510 s).";
        if (areTooBrief(statement, SearchRow.VECTORSEARCH, SearchRow.RRF, SearchRow.RRF_MULTI)) {
            return;
        }
        double[] factors = factors(SearchRow.VECTORSEARCH, SearchRow.RRF);
        List<SearchRow> slowest = IntStream.range(0, factors.length)
                .mapToObj(round -> SearchRow.untuned().stream()
                        .max(Comparator.comparingDouble(row -> results.of(row).rounds()[round]))
                        .orElseThrow())
                .toList();
        boolean always = slowest.stream().allMatch(row -> row == SearchRow.RRF_MULTI);
        boolean never = !slowest.contains(SearchRow.RRF_MULTI);
        Verdict verdict = Verdict.NOT_TESTED;
        if (always && least(factors) >= 4) {
            verdict = Verdict.REPRODUCED;
        } else if (never && most(factors) <= LONGER) {
            verdict = Verdict.REFUTED;
        } else if ((always || least(factors) > LONGER) && (never || most(factors) < 4)) {
            verdict = Verdict.CORRECTED;
        }
        claims.add(
                statement,
                verdict,
                "rrf against vectorsearch: %s; the slowest is %s. %s%s",
                spread(factors),
                slowest.stream().distinct().map(SearchRow::label).collect(Collectors.joining(" or ")),
                times(SearchRow.VECTORSEARCH, SearchRow.HYBRID, SearchRow.RRF, SearchRow.RRF_MULTI),
                undecided(verdict));
    }

    /** The tuned model is as large as the base model: refuted unless it takes less than 0.6 of the time in every round. */
    private void tuned() {
        String statement =
                "Search by fine-tuned vectors is two and a half times as fast as by those of the base model (203 s against"
                        + " 510 s).";
        if (areTooBrief(statement, SearchRow.VECTORSEARCH, SearchRow.VECTORSEARCH_FINETUNE)) {
            return;
        }
        double[] factors = factors(SearchRow.VECTORSEARCH, SearchRow.VECTORSEARCH_FINETUNE);
        boolean faster = most(factors) < MUCH_FASTER;
        claims.add(
                statement,
                faster ? Verdict.REPRODUCED : Verdict.REFUTED,
                "The time is %s%s. %s",
                spread(factors),
                faster
                        ? ""
                        : ": a tuned model is as large as before, so the study's two runs differed in something else",
                times(SearchRow.VECTORSEARCH, SearchRow.VECTORSEARCH_FINETUNE));
    }

    /** Reproduced within five points of 82%, corrected if it is most of the queries. */
    private void leakage() {
        Leaks leaks = results.task().leaks();
        double share = leaks.drawnByRow();
        claims.add(
                "Of the study's evaluation queries 82% occur in its training data.",
                Math.abs(share - REPORTED_LEAK) <= NEAR_LEAK
                        ? Verdict.REPRODUCED
                        : share > MOST ? Verdict.CORRECTED : Verdict.REFUTED,
                "Drawn row by row, as the study does, %.0f%% of the queries to measure on would occur in the pairs of"
                        + " relevance 3 to learn from, and %.0f%% in any row of the training part. In this run (%s) training has %d of %d test queries and %d of their %d relevant"
                        + " products%s.",
                100 * share,
                100 * leaks.inAnyDrawnRow(),
                results.options().split().label(),
                leaks.inPairs(),
                leaks.queries(),
                leaks.productsInPairs(),
                leaks.products(),
                results.options().split() == Partition.LEAK_FREE ? "" : "; the page has the queries it has not apart");
    }
}
