package pellucid.eval.experiment.relevance;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;
import pellucid.eval.experiment.ClaimList;
import pellucid.eval.experiment.Judgement;
import pellucid.eval.metric.Bootstrap;
import pellucid.eval.metric.Correlation;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Verdict;

/** What the study says of the training itself. */
final class TuningClaims extends Judge {
    /** Epochs that the study trains. */
    static final int EPOCHS = 10;

    static final double NEGLIGIBLE_CORRELATION = 0.005;
    static final double NEGLIGIBLE_LOSS = 0.02;
    /** A loss that has fallen to less than this share has fallen drastically. */
    static final double DRASTIC = 0.1;

    private final FineTuning training;

    TuningClaims(RelevanceResults results, ClaimList claims) {
        super(results, claims);
        this.training = results.training();
    }

    @Override
    void judge() {
        correlations();
        loss();
        overfitting();
        earlyStopping();
    }

    /**
     * Corrected if one rises for certain, since with as many wrong pairs as right ones Spearman's cannot reach the reported
     * values; refuted if neither has room for more than a negligible rise.
     */
    private void correlations() {
        Interval pearson = rise(Correlation::pearson);
        Interval spearman = rise(Correlation::spearman);
        boolean oneRises = pearson.low() > 0 || spearman.low() > 0;
        boolean neither = pearson.high() < NEGLIGIBLE_CORRELATION && spearman.high() < NEGLIGIBLE_CORRELATION;
        Verdict verdict = oneRises ? Verdict.CORRECTED : neither ? Verdict.REFUTED : Verdict.NOT_TESTED;
        claims.add(
                "Fine-tuning raises Pearson's correlation by 1.5% (.8487 to .8617) and Spearman's by 7.1% (.8765 to"
                        + " .9388).",
                verdict,
                "%d pairs and as many wrong ones: Pearson %s, Spearman %s. With these labels Spearman's cannot exceed"
                        + " %.4f, so .8765 and .9388 are not Spearman's: the study's two rows are swapped (Spearman +1.5%%,"
                        + " Pearson +7.1%%).%s",
                training.labels().length / 2,
                change(HeldOutPairs.PEARSON, pearson),
                change(HeldOutPairs.SPEARMAN, spearman),
                training.ceiling(),
                verdict == Verdict.NOT_TESTED ? " More held-out pairs are missing." : "");
    }

    private String change(String metric, Interval rise) {
        double before = training.metric(0, metric);
        double after = training.metric(training.kept(), metric);
        return String.format(
                Locale.ROOT,
                "%.4f to %.4f (%+.1f%%; 95%% of the rise from %+.4f to %+.4f)",
                before,
                after,
                100 * (after / before - 1),
                rise.low(),
                rise.high());
    }

    /** Of a correlation, from the first evaluation to that of the model kept, pairs drawn together. */
    private Interval rise(ToDoubleBiFunction<double[], double[]> correlation) {
        double[] labels = training.labels();
        double[] before = training.seen().get(0).cosines();
        double[] after = training.seen().get(training.kept()).cosines();
        return Bootstrap.interval(
                labels.length,
                drawn -> {
                    double[] wanted = at(labels, drawn);
                    return correlation.applyAsDouble(wanted, at(after, drawn))
                            - correlation.applyAsDouble(wanted, at(before, drawn));
                },
                Bootstrap.RESAMPLES,
                RelevanceResults.LEVEL,
                results.options().seed());
    }

    private static double[] at(double[] values, int[] indices) {
        return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
    }

    /** Reproduced if the held-out loss falls below a tenth, corrected if it falls for certain. */
    private void loss() {
        HeldOutPairs.Seen before = training.seen().get(0);
        HeldOutPairs.Seen after = training.seen().get(training.kept());
        Interval drop = Judgement.gain(
                after.losses(), before.losses(), results.options().seed());
        Verdict verdict = drop.low() > 0
                ? after.loss() < DRASTIC * before.loss() ? Verdict.REPRODUCED : Verdict.CORRECTED
                : drop.high() < NEGLIGIBLE_LOSS ? Verdict.REFUTED : Verdict.NOT_TESTED;
        claims.add(
                "The MNR loss drops off drastically (.1359 to .0003).",
                verdict,
                "On held-out pairs in batches of %d: %.4f to %.4f (95%% of the drop from %+.4f to %+.4f)%s; on the pairs"
                        + " learned from, first and last tenth of the steps: %.4f to %.4f. The study does not say which"
                        + " pairs its loss is of.",
                FineTuning.BATCH,
                before.loss(),
                after.loss(),
                drop.low(),
                drop.high(),
                verdict == Verdict.NOT_TESTED ? ", which allows both; more held-out pairs are missing" : "",
                training.meanLoss(false),
                training.meanLoss(true));
    }

    /**
     * Refuted if the held-out loss has risen again for certain since it was smallest. Without such a rise, reproduced
     * after the study's ten epochs, and not tested after fewer; corrected if the training stopped by itself before.
     */
    private void overfitting() {
        String statement = "After ten epochs the model does not overfit.";
        int smallest = training.smallestLoss();
        int last = training.seen().size() - 1;
        Interval rise = Judgement.gain(
                training.seen().get(smallest).losses(),
                training.seen().get(last).losses(),
                results.options().seed());
        boolean trainedAll =
                results.options().epochs() >= EPOCHS && !training.result().stoppedEarly();
        String seen = String.format(
                Locale.ROOT,
                "Held-out loss %.4f after %.1f epochs; it was smallest, %.4f, after %.1f (95%% of the rise from %+.4f to"
                        + " %+.4f). Loss of the last steps on the pairs learned from: %.4f.",
                training.seen().get(last).loss(),
                training.evaluations().get(last).epoch(),
                training.seen().get(smallest).loss(),
                training.evaluations().get(smallest).epoch(),
                rise.low(),
                rise.high(),
                training.meanLoss(true));
        if (rise.low() > 0) {
            claims.add(statement, Verdict.REFUTED, "%s", seen);
        } else if (trainedAll && rise.high() < NEGLIGIBLE_LOSS) {
            claims.add(statement, Verdict.REPRODUCED, "%s", seen);
        } else if (training.result().stoppedEarly()) {
            claims.add(
                    statement,
                    Verdict.CORRECTED,
                    "%s It stopped there, since Spearman's, which alone is watched, improved no more.",
                    seen);
        } else {
            claims.notTested(
                    statement,
                    seen + (trainedAll ? " More held-out pairs are missing." : " Ten epochs are missing (--full)."));
        }
    }

    /** Reproduced if the training stops by itself before its end, refuted if the last model of ten epochs is the best. */
    private void earlyStopping() {
        String statement = "The training should have had an early stopping check.";
        boolean stopped = training.result().stoppedEarly();
        int kept = training.kept();
        String seen = String.format(
                Locale.ROOT,
                "Best Spearman after %.1f epochs of %d; %s (patience: %d evaluations, two an epoch).",
                training.evaluations().get(kept).epoch(),
                results.options().epochs(),
                stopped
                        ? "stopped after " + training.result().steps() + " of "
                                + training.result().totalSteps() + " steps"
                        : "never stopped",
                FineTuning.PATIENCE);
        if (stopped) {
            claims.add(statement, Verdict.REPRODUCED, "%s", seen);
        } else if (results.options().epochs() < EPOCHS) {
            claims.notTested(statement, seen + " Ten epochs are missing (--full).");
        } else {
            claims.add(statement, kept == training.seen().size() - 1 ? Verdict.REFUTED : Verdict.CORRECTED, "%s", seen);
        }
    }
}
