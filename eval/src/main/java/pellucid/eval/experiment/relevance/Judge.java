package pellucid.eval.experiment.relevance;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pellucid.eval.experiment.ClaimList;
import pellucid.eval.experiment.Judgement;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Claim;
import pellucid.eval.report.Verdict;

/** Claims and what became of them, computed from the numbers of the run alone. */
abstract class Judge {
    /** A smaller difference of NDCG@10 makes no difference to who searches. */
    static final Judgement NDCG = new Judgement("NDCG@10", 0.01);

    /** How far a share may be from the reported one to be the same: a third of it. */
    private static final double NEAR = 1.0 / 3;

    final RelevanceResults results;
    final ClaimList claims;

    Judge(RelevanceResults results, ClaimList claims) {
        this.results = results;
        this.claims = claims;
    }

    /** Judges its claims, one after the other. */
    abstract void judge();

    /** All claims in the order of the study. */
    static List<Claim> all(RelevanceResults results) {
        ClaimList claims = new ClaimList();
        List.of(
                        new SearchClaims(results, claims),
                        new TuningClaims(results, claims),
                        new PairClaims(results, claims),
                        new CostClaims(results, claims))
                .forEach(Judge::judge);
        return claims.claims();
    }

    /** A claim that one way of searching is better than another. */
    final void better(String statement, SearchRow from, SearchRow to) {
        if (areAtChance(statement, from, to)) {
            return;
        }
        Interval gain = results.gain(from, to, Measure.NDCG);
        Verdict verdict = NDCG.better(gain);
        claims.add(
                statement,
                verdict,
                "%s against %s: %s; %s.",
                to.label(),
                from.label(),
                NDCG.words(gain, verdict),
                others(from, to));
    }

    /**
     * Where neither way is seen to know more than chance, nothing is seen to be better: the claim is refuted if both are
     * at chance, and not tested if the queries are too few to say so.
     */
    final boolean areAtChance(String statement, SearchRow from, SearchRow to) {
        if (!results.reachesChance(from) || !results.reachesChance(to)) {
            return false;
        }
        boolean sure = results.isChance(from) && results.isChance(to);
        claims.add(
                statement,
                sure ? Verdict.REFUTED : Verdict.NOT_TESTED,
                "%s on %d queries: NDCG@10 %s with %s, %s with %s, %.4f in a random order%s.",
                sure ? "Both are at chance" : "Neither is seen to be above chance",
                results.task().test().size(),
                SearchTables.interval(results.interval(to, Measure.NDCG)),
                to.label(),
                SearchTables.interval(results.interval(from, Measure.NDCG)),
                from.label(),
                results.chance(),
                sure ? "" : "; more queries are missing");
        return true;
    }

    /** MRR and MAP beside the NDCG on which the verdict rests. */
    final String others(SearchRow from, SearchRow to) {
        return new Judgement(Measure.MRR.label(), 0).words(results.gain(from, to, Measure.MRR)) + ", "
                + new Judgement(Measure.MAP.label(), 0).words(results.gain(from, to, Measure.MAP));
    }

    /** The best by NDCG@10 of all rows but one. */
    final SearchRow bestBeside(List<SearchRow> rows, SearchRow one) {
        return rows.stream()
                .filter(row -> row != one)
                .max(Comparator.comparingDouble(row -> results.of(row).mean(Measure.NDCG)))
                .orElseThrow();
    }

    /**
     * A claim that all three measures gain about the same share: reproduced if NDCG@10 gains for certain and each share is
     * within a third of the reported one; corrected if NDCG@10 gains for certain, by another share. A share of nothing is
     * left out.
     */
    final void gains(String statement, SearchRow from, SearchRow to, double reported) {
        if (areAtChance(statement, from, to)) {
            return;
        }
        Interval gain = results.gain(from, to, Measure.NDCG);
        List<Measure> measures = List.of(Measure.MRR, Measure.MAP, Measure.NDCG);
        List<Interval> shares = measures.stream()
                .map(measure -> results.relativeGain(from, to, measure))
                .toList();
        boolean near = shares.stream()
                .allMatch(share -> Math.abs(share.estimate() - reported) <= NEAR * reported && share.low() > 0);
        Verdict verdict = NDCG.better(gain);
        claims.add(
                statement,
                verdict == Verdict.REPRODUCED && !near ? Verdict.CORRECTED : verdict,
                "%s%s.",
                IntStream.range(0, shares.size())
                        .filter(i -> Double.isFinite(shares.get(i).estimate()))
                        .mapToObj(i -> measures.get(i).label() + " " + percent(shares.get(i)) + "; ")
                        .collect(Collectors.joining()),
                NDCG.words(gain, verdict));
    }

    static String percent(Interval share) {
        return String.format(
                Locale.ROOT,
                "%+.1f%% (95%% from %+.1f to %+.1f)",
                100 * share.estimate(),
                100 * share.low(),
                100 * share.high());
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
