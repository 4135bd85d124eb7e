package pellucid.eval.experiment.matryoshka;

import java.util.Arrays;
import java.util.Map;
import pellucid.eval.experiment.Chance;
import pellucid.eval.experiment.Judgement;
import pellucid.eval.metric.Interval;

/**
 * Everything that was measured on one split.
 *
 * @param split the rows
 * @param leaks which queries were met by the arms that learn from pairs
 * @param dims the lengths of the vectors, the longest first
 * @param arms all of {@link Arm}
 * @param against what another pretrained model reaches with its whole vectors; null where none was given
 * @param seed of the bootstrap
 */
record SplitResult(
        StudySplit split, Leaks leaks, int[] dims, Map<Arm, ArmResult> arms, ArmResult.Scores against, long seed) {
    /** Hits that are looked at. */
    static final int DEPTH = 10;

    ArmResult of(Arm arm) {
        return arms.get(arm);
    }

    /** What each query reached, with vectors of this length (0: whole, 3: an eighth). */
    double[] of(Arm arm, Measure measure, int length) {
        return of(arm).of(measure, length);
    }

    Interval mean(Arm arm, Measure measure, int length) {
        return Judgement.mean(of(arm, measure, length), seed);
    }

    double estimate(Arm arm, Measure measure, int length) {
        return average(of(arm, measure, length));
    }

    /** What a random order of the products has. */
    double chance(Measure measure) {
        int products = split.products();
        return measure == Measure.RECALL
                ? Math.min(1, (double) DEPTH / products)
                : split.queries().stream()
                        .mapToDouble(query -> Chance.reciprocalRank(relevant(query), products, DEPTH))
                        .average()
                        .orElse(0);
    }

    private static int relevant(StudySplit.Query query) {
        return (int) query.rows().stream().map(Row::product).distinct().count();
    }

    static double average(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
