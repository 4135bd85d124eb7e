package pellucid.eval.experiment.movies;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import pellucid.eval.experiment.Chance;
import pellucid.eval.experiment.Judgement;
import pellucid.eval.metric.Interval;
import pellucid.eval.metric.Significance;

/**
 * Everything that was measured.
 *
 * @param table of the films
 * @param model that was trained, by name
 * @param options of the experiment
 * @param split of the films
 * @param queries that were asked
 * @param negatives how hard those of MNRL's batches are
 * @param arms all of {@link Arm}
 */
record MovieResults(
        MovieTable table,
        String model,
        MovieOptions options,
        MovieSplit split,
        QuerySet queries,
        BatchNegatives negatives,
        Map<Arm, ArmResult> arms) {
    private static final int PERMUTATIONS = 10_000;

    ArmResult of(Arm arm) {
        return arms.get(arm);
    }

    /** The places of the held-out queries in words that no training query has; the verdicts rest on these. */
    int[] heldOut() {
        return queries.places(JudgedQuery.Group.SPECIFIC, JudgedQuery.Group.GENERIC);
    }

    /** The places of those that ask for the same in the templates of the training. */
    int[] asTrained() {
        return queries.places(JudgedQuery.Group.SPECIFIC_AS_TRAINED, JudgedQuery.Group.GENERIC_AS_TRAINED);
    }

    int[] nine() {
        return queries.places(JudgedQuery.Group.NINE);
    }

    /** The mean and its interval. */
    Interval interval(double[] values) {
        return Judgement.mean(values, options.seed());
    }

    /** The MRR@10 of a random order of the films. */
    double chance(int[] places) {
        return Arrays.stream(places)
                .mapToDouble(i -> Chance.reciprocalRank(
                        queries.judged().get(i).relevant().size(),
                        queries.corpus().size(),
                        MovieSearch.DEPTH))
                .average()
                .orElse(0);
    }

    /** Whether an arm's interval reaches down to what a random order has: it has found nothing out. */
    boolean isChance(Arm arm, int[] places) {
        return interval(of(arm).reciprocalRanks(places)).low() <= chance(places);
    }

    /** By how much MRR@10 differs on the same queries, with the interval of the difference. */
    Interval gain(Arm from, Arm to, int[] places) {
        return Judgement.gain(of(from).reciprocalRanks(places), of(to).reciprocalRanks(places), options.seed());
    }

    /** How often chance alone gives such a difference in what is measured. */
    double p(double[] left, double[] right) {
        return Significance.signFlip(left, right, PERMUTATIONS, options.seed()).p();
    }

    /** The queries of the nine that one of the study's tables has, by their places. */
    int[] nineOf(Predicate<SeedQuery> table) {
        List<String> wanted =
                queries.nine().stream().filter(table).map(SeedQuery::query).toList();
        return Arrays.stream(nine())
                .filter(i -> wanted.contains(queries.judged().get(i).text()))
                .toArray();
    }

    /** How many of these queries find a relevant film first. */
    int right(Arm arm, int[] places) {
        return (int) Arrays.stream(of(arm).topOne(places)).sum();
    }
}
