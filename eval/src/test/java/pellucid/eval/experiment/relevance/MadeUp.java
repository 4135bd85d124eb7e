package pellucid.eval.experiment.relevance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import pellucid.eval.data.HomeDepot;
import pellucid.eval.report.Claim;
import pellucid.eval.report.Verdict;
import pellucid.training.EvaluationReport;
import pellucid.training.TrainingResult;

/** Results with figures of a test's own, on the task of the {@link SampleShop}. At first everything is alike. */
final class MadeUp {
    private static final int PAIRS = 40;

    final HomeDepot data;
    final RelevanceTask task;
    RelevanceOptions options;
    final Map<SearchRow, double[]> values = new EnumMap<>(SearchRow.class);
    final Map<SearchRow, double[]> work = new EnumMap<>(SearchRow.class);
    final List<HeldOutPairs.Seen> seen = new ArrayList<>();
    boolean stoppedEarly;
    int kept;
    List<PairShift> shifts = new ArrayList<>();
    List<SpellingShift> spellings = new ArrayList<>();

    MadeUp(Path folder, RelevanceOptions options) throws IOException {
        this.data = SampleShop.read(folder);
        this.options = options;
        this.task = TaskBuilder.of(data, options);
        for (SearchRow row : SearchRow.values()) {
            all(row, 0.5);
            work(row, 1);
        }
        evaluated(0.3, 0.2);
    }

    /** All queries have this in every measure. */
    MadeUp all(SearchRow row, double value) {
        double[] same = new double[task.test().size()];
        Arrays.fill(same, value);
        values.put(row, same);
        return this;
    }

    /** Half of the queries have the one, half the other. */
    MadeUp halves(SearchRow row, double one, double other) {
        all(row, one);
        for (int i = 0; i < values.get(row).length; i += 2) {
            values.get(row)[i] = other;
        }
        return this;
    }

    /** Seconds of each round, or of all of them. */
    MadeUp work(SearchRow row, double... seconds) {
        double[] rounds = new double[RowScores.ROUNDS];
        Arrays.setAll(rounds, i -> seconds[i % seconds.length]);
        work.put(row, rounds);
        return this;
    }

    /**
     * One more evaluation.
     *
     * @param confused how many pairs have the cosine of the other kind, as a share
     * @param loss of every pair
     */
    MadeUp evaluated(double confused, double loss) {
        double[] cosines = IntStream.range(0, 2 * PAIRS)
                .mapToDouble(i -> {
                    boolean right = i % PAIRS >= confused * PAIRS;
                    return (i < PAIRS == right ? 0.8 : 0.2) + 0.001 * (i % 7);
                })
                .toArray();
        double[] losses = new double[PAIRS];
        Arrays.fill(losses, loss);
        seen.add(new HeldOutPairs.Seen(cosines, losses));
        kept = seen.size() - 1;
        return this;
    }

    /** So many pairs of a grade, which move from one cosine to another. */
    MadeUp pairs(int count, double relevance, String query, String product, double base, double tuned) {
        for (int i = 0; i < count; i++) {
            double other = 0.002 * (i % 5);
            shifts.add(new PairShift(query, product, relevance, base + other, tuned + other));
        }
        return this;
    }

    RelevanceResults results() {
        Map<SearchRow, RowScores> rows = new EnumMap<>(SearchRow.class);
        for (SearchRow row : SearchRow.values()) {
            Map<Measure, double[]> perQuery = new EnumMap<>(Measure.class);
            Arrays.stream(Measure.values()).forEach(measure -> perQuery.put(measure, values.get(row)));
            rows.put(row, new RowScores(row, perQuery, work.get(row), work.get(row)));
        }
        BoostTuning untuned = BoostTuning.of(List.of("a"), boosts -> 0);
        return new RelevanceResults(
                data,
                "a model",
                options,
                task,
                untuned,
                untuned,
                untuned,
                rows,
                training(),
                shifts,
                spellings,
                List.of());
    }

    private FineTuning training() {
        double[] labels = new double[2 * PAIRS];
        Arrays.fill(labels, 0, PAIRS, 1);
        List<EvaluationReport> evaluations = IntStream.range(0, seen.size())
                .mapToObj(i -> new EvaluationReport(
                        i,
                        i,
                        Map.of(
                                "held-out." + HeldOutPairs.SPEARMAN, 0.5,
                                "held-out." + HeldOutPairs.PEARSON, 0.5,
                                "held-out." + HeldOutPairs.LOSS, seen.get(i).loss()),
                        "held-out." + HeldOutPairs.SPEARMAN,
                        true))
                .toList();
        int steps = seen.size() - 1;
        return new FineTuning(
                8,
                new double[] {0.4, 0.1},
                evaluations,
                seen,
                labels,
                0.8660,
                new TrainingResult(steps, stoppedEarly ? steps + 9 : steps, stoppedEarly, kept, 0.5, 0.1),
                1);
    }

    /** The verdict on the claim that begins so. */
    Verdict verdict(String start) {
        return claim(start).verdict();
    }

    Claim claim(String start) {
        return Judge.all(results()).stream()
                .filter(claim -> claim.statement().startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no claim begins with " + start));
    }
}
