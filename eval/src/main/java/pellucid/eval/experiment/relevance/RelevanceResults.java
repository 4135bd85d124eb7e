package pellucid.eval.experiment.relevance;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import pellucid.eval.data.HomeDepot;
import pellucid.eval.experiment.Judgement;
import pellucid.eval.metric.Bootstrap;
import pellucid.eval.metric.Interval;

/**
 * Everything that was measured.
 *
 * @param data that was read
 * @param model by name
 * @param options of the experiment
 * @param task that was made of the data
 * @param textBoosts of the fields in BM25
 * @param fieldWeights of the fields' vectors
 * @param hybridWeights of the two rankings
 * @param rows all of {@link SearchRow}
 * @param training how the model was tuned
 * @param shifts of the pairs that were judged for the test queries
 * @param spellings of the misspelt test queries
 * @param named of the study's own pairs, in the order of the task's
 */
record RelevanceResults(
        HomeDepot data,
        String model,
        RelevanceOptions options,
        RelevanceTask task,
        BoostTuning textBoosts,
        BoostTuning fieldWeights,
        BoostTuning hybridWeights,
        Map<SearchRow, RowScores> rows,
        FineTuning training,
        List<PairShift> shifts,
        List<SpellingShift> spellings,
        List<PairShift> named) {
    static final double LEVEL = 0.95;

    RowScores of(SearchRow row) {
        return rows.get(row);
    }

    /** The mean and its interval. */
    Interval interval(SearchRow row, Measure measure) {
        return Judgement.mean(of(row).of(measure), options.seed());
    }

    /** By how much a measure differs on the same queries. */
    Interval gain(SearchRow from, SearchRow to, Measure measure) {
        return Judgement.gain(of(from).of(measure), of(to).of(measure), options.seed());
    }

    /** The same as a share of the first one's mean, queries drawn together; NaN where that mean is 0. */
    Interval relativeGain(SearchRow from, SearchRow to, Measure measure) {
        double[] before = of(from).of(measure);
        double[] after = of(to).of(measure);
        return Bootstrap.interval(
                before.length,
                indices -> share(sum(before, indices), sum(after, indices)),
                Bootstrap.RESAMPLES,
                LEVEL,
                options.seed());
    }

    private static double share(double before, double after) {
        return before > 0 ? after / before - 1 : Double.NaN;
    }

    private static double sum(double[] values, int[] indices) {
        double sum = 0;
        for (int i : indices) {
            sum += values[i];
        }
        return sum;
    }

    /** NDCG@10 of a random order of the products: the mean gain of a product at each place. */
    double chance() {
        double discounts = 0;
        for (int rank = 1; rank <= RelevanceOptions.DEPTH; rank++) {
            discounts += discount(rank);
        }
        double sum = 0;
        for (JudgedQuery query : task.test()) {
            double[] best = query.grades().values().stream()
                    .sorted(Comparator.reverseOrder())
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            double ideal = 0;
            for (int i = 0; i < Math.min(best.length, RelevanceOptions.DEPTH); i++) {
                ideal += best[i] * discount(i + 1);
            }
            sum += Arrays.stream(best).sum() / task.corpus().size() * discounts / ideal;
        }
        return sum / task.test().size();
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(rank + 1.0);
    }

    /** Whether a row's interval reaches down to what a random order has: nothing shows that it knows more. */
    boolean reachesChance(SearchRow row) {
        return interval(row, Measure.NDCG).low() <= chance();
    }

    /** Whether the interval leaves no room for more than a negligible gain over a random order either. */
    boolean isChance(SearchRow row) {
        return reachesChance(row) && interval(row, Measure.NDCG).high() < chance() + Judge.NDCG.negligible();
    }

    /** The name of the data's file, without the folders of this machine. */
    String dataName() {
        Path name = Path.of(data.source()).getFileName();
        return name == null ? data.source() : name.toString();
    }

    /** The pairs of a whole grade. */
    List<PairShift> ofGrade(int grade) {
        return shifts.stream().filter(shift -> shift.grade() == grade).toList();
    }
}
