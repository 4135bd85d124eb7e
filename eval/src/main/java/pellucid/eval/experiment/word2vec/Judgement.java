package pellucid.eval.experiment.word2vec;

import java.util.List;
import java.util.stream.Collectors;
import pellucid.eval.report.Verdict;

/** The rules by which differences become a verdict, the same for every claim and every run. */
final class Judgement {
    private Judgement() {}

    /**
     * Of a claim that something is better: reproduced if it is a gain by some measure and a loss by none, corrected if a
     * gain by some and a loss by others, refuted if a loss without a gain, or if every measure rules out a gain that
     * matters; otherwise the items are too few to tell.
     */
    static Verdict better(List<Difference> differences) {
        List<Difference> known =
                differences.stream().filter(Difference::isKnown).toList();
        boolean gain = known.stream().anyMatch(Difference::isGain);
        boolean loss = known.stream().anyMatch(Difference::isLoss);
        if (gain) {
            return loss ? Verdict.CORRECTED : Verdict.REPRODUCED;
        }
        return loss || !known.isEmpty() && known.stream().allMatch(Difference::rulesOutGain)
                ? Verdict.REFUTED
                : Verdict.NOT_TESTED;
    }

    /**
     * Of a claim that something is better for rare words: reproduced if it is a gain for them, and a larger one than for
     * frequent words; corrected if it is a gain for them, but no larger one; refuted as {@link #better}.
     *
     * @param rare the difference for rare words
     * @param frequent the difference for frequent ones
     */
    static Verdict betterForRare(Difference rare, Difference frequent) {
        Verdict verdict = better(List.of(rare));
        if (verdict != Verdict.REPRODUCED) {
            return verdict;
        }
        double more = rare.estimate() - frequent.estimate();
        double error = Math.hypot(rare.error(), frequent.error());
        return more - Difference.WIDTH * error > 0 ? Verdict.REPRODUCED : Verdict.CORRECTED;
    }

    /** The differences in words; where they decide nothing, what is missing. */
    static String words(List<Difference> differences, Verdict verdict) {
        if (differences.isEmpty()) {
            return "no measure of quality was given: word pairs, analogies or labelled documents are missing";
        }
        String all = differences.stream().map(Difference::words).collect(Collectors.joining(", "));
        return verdict == Verdict.NOT_TESTED ? all + ", which allows both; more items or seeds are missing" : all;
    }
}
