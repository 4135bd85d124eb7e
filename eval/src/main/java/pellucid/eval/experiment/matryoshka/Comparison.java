package pellucid.eval.experiment.matryoshka;

import java.util.Locale;
import pellucid.eval.experiment.Judgement;
import pellucid.eval.metric.Interval;

/**
 * Two arms, or two lengths of one arm's vectors, on the same queries. A length is 0 for whole vectors, 1 for half of each,
 * 2 for a quarter, 3 for an eighth.
 */
record Comparison(Measure measure, Arm from, int fromLength, Arm to, int toLength) {
    /** Two arms with whole vectors. */
    static Comparison of(Measure measure, Arm from, Arm to) {
        return new Comparison(measure, from, 0, to, 0);
    }

    /** Whole vectors of an arm and shortened ones. */
    static Comparison shortened(Measure measure, Arm arm, int length) {
        return new Comparison(measure, arm, 0, arm, length);
    }

    /** By how much the mean changes, as a share. */
    Interval change(SplitResult result) {
        return RelativeChange.of(result.of(from, measure, fromLength), result.of(to, measure, toLength), result.seed());
    }

    /** Whether there is such a change: from a mean of 0 there is none. */
    boolean isKnown(SplitResult result) {
        return RelativeChange.isKnown(change(result));
    }

    /** By how much the mean is larger. */
    Interval gain(SplitResult result) {
        return Judgement.gain(result.of(from, measure, fromLength), result.of(to, measure, toLength), result.seed());
    }

    /** By how much this change lies above another one. */
    Interval above(Comparison other, SplitResult result) {
        return RelativeChange.contrast(
                result.of(other.from, measure, other.fromLength),
                result.of(other.to, measure, other.toLength),
                result.of(from, measure, fromLength),
                result.of(to, measure, toLength),
                result.seed());
    }

    /** The change of the study's own figures, as a share; NaN where it gives none. */
    double reported() {
        return Reported.of(to, measure, toLength) / Reported.of(from, measure, fromLength) - 1;
    }

    /** Whether the interval of the change has the study's figure in it. */
    boolean holdsReported(SplitResult result) {
        return RelativeChange.has(change(result), reported());
    }

    /** {@code recall@10, MNRL against base}. */
    String name(SplitResult result) {
        String compared = from == to
                ? to.label() + " at " + result.dims()[toLength] + " against " + result.dims()[fromLength]
                : name(to, toLength, result) + " against " + name(from, fromLength, result);
        return measure.label() + ", " + compared;
    }

    /** Whole vectors of both need no length. */
    private String name(Arm arm, int length, SplitResult result) {
        return arm.label() + (fromLength == 0 && toLength == 0 ? "" : " at " + result.dims()[length]);
    }

    /** {@code 0.663 against 0.576, +15.2% (95% from +12.0% to +18.3%)}. */
    String words(SplitResult result) {
        return String.format(
                Locale.ROOT,
                "%.3f against %.3f, %s",
                result.estimate(to, measure, toLength),
                result.estimate(from, measure, fromLength),
                RelativeChange.words(change(result)));
    }
}
