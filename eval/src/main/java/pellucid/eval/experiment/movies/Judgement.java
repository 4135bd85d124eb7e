package pellucid.eval.experiment.movies;

import java.util.Locale;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Verdict;

/** The rules by which a difference of MRR@10 on the held-out queries becomes a verdict, the same for every claim. */
final class Judgement {
    /** A smaller difference of MRR@10 makes no difference to who searches. */
    static final double NEGLIGIBLE = 0.02;

    private Judgement() {}

    /**
     * Of a claim that something is better: reproduced if the whole interval is above 0, refuted if it is below 0 or
     * leaves no room for more than a negligible gain; otherwise the queries are too few to tell.
     */
    static Verdict better(Interval gain) {
        if (gain.low() > 0) {
            return Verdict.REPRODUCED;
        }
        return gain.high() < NEGLIGIBLE ? Verdict.REFUTED : Verdict.NOT_TESTED;
    }

    /**
     * Of a claim that something is no worse: reproduced if the interval leaves no room for more than a negligible loss,
     * refuted if it is below 0; otherwise the queries are too few to tell.
     */
    static Verdict noWorse(Interval gain) {
        if (gain.high() < 0) {
            return Verdict.REFUTED;
        }
        return gain.low() > -NEGLIGIBLE ? Verdict.REPRODUCED : Verdict.NOT_TESTED;
    }

    /**
     * The reciprocal rank that a random order has on the average: the first of R relevant among N films is at rank k with
     * the probability R / (N - k + 1) · Π (1 - R / (N - j + 1)) over j &lt; k.
     *
     * @param relevant R
     * @param films N
     * @param depth ranks beyond it count 0
     */
    static double chance(int relevant, int films, int depth) {
        double notYet = 1;
        double expected = 0;
        for (int k = 1; k <= Math.min(depth, films); k++) {
            double here = Math.min(1, (double) relevant / (films - k + 1));
            expected += notYet * here / k;
            notYet *= 1 - here;
        }
        return expected;
    }

    /** The difference with its interval in words; where it decides nothing, what is missing. */
    static String words(Interval gain, Verdict verdict) {
        String text = String.format(
                Locale.ROOT, "MRR@10 %+.3f (95%% from %+.3f to %+.3f)", gain.estimate(), gain.low(), gain.high());
        return verdict == Verdict.NOT_TESTED ? text + ", which allows both; more queries are missing" : text;
    }
}
