package pellucid.eval.experiment.matryoshka;

import java.util.Locale;
import pellucid.eval.metric.Bootstrap;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Verdict;
import pellucid.tensor.ShapeException;

/**
 * Relative changes of a mean, as the study gives them (-43% from .576 to .327), and how they become verdicts.
 *
 * <pre>  change = mean(to) / mean(from) - 1  </pre>
 *
 * <p>Both are measured on the same queries, and the interval is that of the bootstrap over them.
 */
final class RelativeChange {
    /** A smaller change, as a share, makes no difference to who searches. */
    static final double NEGLIGIBLE = 0.02;

    /** A loss that the study calls slight or not significant. */
    static final double SMALL = 0.05;

    static final double LEVEL = 0.95;

    /** The rules in words, for the page. */
    static final String RULES = String.format(
            Locale.ROOT,
            "A claim with a figure, such as -43%%, is reproduced if the 95%% interval of the relative change lies on the"
                    + " claimed side of 0 and has the figure in it, corrected if it lies on that side without the figure, and"
                    + " refuted if it lies on the other side or leaves no room for more than %.0f%%. A cost is small if the"
                    + " interval ends above -%.0f%%.",
            100 * NEGLIGIBLE,
            100 * SMALL);

    private RelativeChange() {}

    static Interval of(double[] from, double[] to, long seed) {
        requireSame(from, to);
        return Bootstrap.interval(
                from.length, indices -> ratio(from, to, indices) - 1, Bootstrap.RESAMPLES, LEVEL, seed);
    }

    /** By how much the second change is above the first. */
    static Interval contrast(double[] from, double[] to, double[] otherFrom, double[] otherTo, long seed) {
        requireSame(from, to);
        requireSame(from, otherFrom);
        requireSame(from, otherTo);
        return Bootstrap.interval(
                from.length,
                indices -> ratio(otherFrom, otherTo, indices) - ratio(from, to, indices),
                Bootstrap.RESAMPLES,
                LEVEL,
                seed);
    }

    /** NaN where the first mean is 0. */
    private static double ratio(double[] from, double[] to, int[] indices) {
        double below = 0;
        double above = 0;
        for (int i : indices) {
            below += from[i];
            above += to[i];
        }
        return below == 0 ? Double.NaN : above / below;
    }

    private static void requireSame(double[] left, double[] right) {
        if (left.length != right.length) {
            throw new ShapeException("a change from " + left.length + " to " + right.length
                    + " values is asked for; measure both on the same queries");
        }
    }

    /** Of a claim that something changes by a figure. */
    static Verdict figure(Interval change, double reported) {
        double near = reported > 0 ? change.low() : -change.high();
        double far = reported > 0 ? change.high() : -change.low();
        if (near > 0) {
            return has(change, reported) ? Verdict.REPRODUCED : Verdict.CORRECTED;
        }
        return far < NEGLIGIBLE ? Verdict.REFUTED : Verdict.NOT_TESTED;
    }

    /**
     * Of a claim that something costs a little: reproduced if there is a loss and it is small, corrected if it can only be
     * said that a loss would be small (or there is a gain), refuted if the loss is larger.
     */
    static Verdict smallCost(Interval change) {
        if (change.high() < -SMALL) {
            return Verdict.REFUTED;
        }
        if (change.low() <= -SMALL || Double.isNaN(change.low())) {
            return Verdict.NOT_TESTED;
        }
        return change.high() < 0 ? Verdict.REPRODUCED : Verdict.CORRECTED;
    }

    /**
     * Of a claim that one thing loses less than another, each by a figure.
     *
     * @param contrast by how much the change of the one is above that of the other
     * @param figuresHold whether the intervals of both changes have the study's figures in them
     */
    static Verdict lessLoss(Interval contrast, boolean figuresHold) {
        if (contrast.low() > 0) {
            return figuresHold ? Verdict.REPRODUCED : Verdict.CORRECTED;
        }
        return contrast.high() < NEGLIGIBLE ? Verdict.REFUTED : Verdict.NOT_TESTED;
    }

    static boolean has(Interval interval, double value) {
        return interval.low() <= value && value <= interval.high();
    }

    /** Whether there is a change: from a mean of 0 there is none. */
    static boolean isKnown(Interval change) {
        return !Double.isNaN(change.estimate());
    }

    /** {@code -43.1%}. */
    static String words(double change) {
        return Double.isNaN(change) ? "nothing to compare with" : String.format(Locale.ROOT, "%+.1f%%", 100 * change);
    }

    /** {@code -43.1% (95% from -45.0% to -41.2%)}. */
    static String words(Interval change) {
        if (!isKnown(change)) {
            return "nothing to compare with";
        }
        return String.format(
                Locale.ROOT,
                "%+.1f%% (95%% from %+.1f%% to %+.1f%%)",
                100 * change.estimate(),
                100 * change.low(),
                100 * change.high());
    }
}
