package pellucid.eval.experiment;

import java.util.Locale;
import pellucid.eval.metric.Bootstrap;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Verdict;
import pellucid.tensor.ShapeException;

/**
 * The rules by which the difference of a measure, taken on the same items, becomes a verdict: the same for every claim of
 * an experiment.
 *
 * @param measure that differs, larger for better, such as {@code MRR@10}
 * @param negligible a smaller difference makes no difference to who uses it
 */
public record Judgement(String measure, double negligible) {
    private static final double LEVEL = 0.95;

    /**
     * By how much the second is larger, on the average, with the interval that the bootstrap over the items gives.
     *
     * @param from what the one reached on each item
     * @param to what the other reached on the same
     */
    public static Interval gain(double[] from, double[] to, long seed) {
        if (from.length != to.length) {
            throw new ShapeException("a difference of " + from.length + " and " + to.length
                    + " values is asked for; measure both on the same items");
        }
        double[] differences = new double[from.length];
        for (int i = 0; i < from.length; i++) {
            differences[i] = to[i] - from[i];
        }
        return mean(differences, seed);
    }

    /** The mean of some values with the interval that the bootstrap gives. */
    public static Interval mean(double[] values, long seed) {
        return Bootstrap.mean(values, Bootstrap.RESAMPLES, LEVEL, seed);
    }

    /**
     * Of a claim that something is better: reproduced if the whole interval is above 0, refuted if it is below 0 or
     * leaves no room for more than a negligible gain; otherwise the items are too few to tell.
     */
    public Verdict better(Interval gain) {
        if (gain.low() > 0) {
            return Verdict.REPRODUCED;
        }
        return gain.high() < negligible ? Verdict.REFUTED : Verdict.NOT_TESTED;
    }

    /**
     * Of a claim that something is no worse: reproduced if the interval leaves no room for more than a negligible loss,
     * refuted if it is below 0; otherwise the items are too few to tell.
     */
    public Verdict noWorse(Interval gain) {
        if (gain.high() < 0) {
            return Verdict.REFUTED;
        }
        return gain.low() > -negligible ? Verdict.REPRODUCED : Verdict.NOT_TESTED;
    }

    /** The rules in words, for the page. */
    public String rules() {
        return String.format(
                Locale.ROOT,
                "A verdict follows from the numbers by fixed rules. \"Better\": the 95%% interval of the difference of %s"
                        + " lies above 0; refuted if it lies below %s. \"No worse\": the interval lies above -%s. Where it"
                        + " allows both, the claim counts as not tested.",
                measure,
                negligible,
                negligible);
    }

    /** The difference with its interval in words. */
    public String words(Interval gain) {
        return String.format(
                Locale.ROOT, "%s %+.3f (95%% from %+.3f to %+.3f)", measure, gain.estimate(), gain.low(), gain.high());
    }

    /** The same; where the difference decides nothing, followed by what is missing. */
    public String words(Interval gain, Verdict verdict) {
        return verdict == Verdict.NOT_TESTED
                ? words(gain) + ", which allows both; more queries are missing"
                : words(gain);
    }
}
