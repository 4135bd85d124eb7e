package pellucid.eval.experiment.products;

import java.util.Arrays;
import java.util.Locale;
import pellucid.eval.experiment.Judgement;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Verdict;

/** The claims on how often products are taken for what they are. */
final class AccuracyClaims extends ProductClaims {
    AccuracyClaims(ProductResults results) {
        super(results);
    }

    @Override
    void judge() {
        accuracy(
                "all-MiniLM-L6-v2 with a logistic regression reaches an accuracy of 0.9476 (199 of 210).",
                results.base(),
                Reported.ACCURACY);
        expected();
        bert();
        series();
    }

    /** Reproduced where the figure is one that single splits give; corrected where ours is high as well. */
    private void accuracy(String statement, Measured measured, double reported) {
        Spread splits = measured.classified().accuracies();
        Interval products = results.accuracy(measured);
        Verdict verdict = splits.contains(reported)
                ? Verdict.REPRODUCED
                : splits.mean() >= HIGH ? Verdict.CORRECTED : Verdict.REFUTED;
        String own = measured.onStudysSplit() == null
                ? "The study's own split cannot be made from these products."
                : String.format(
                        Locale.ROOT,
                        "On the study's own split: %d of %d right.",
                        measured.rightOnStudysSplit(),
                        Reported.TESTED);
        String evidence = String.format(
                Locale.ROOT,
                "%s: %.4f on the average of %d splits; single splits give %.3f to %.3f (two standard deviations); 95%%"
                        + " interval over the products %.3f to %.3f. %s",
                label(measured),
                splits.mean(),
                splits.values().length,
                splits.low(),
                splits.high(),
                products.low(),
                products.high(),
                own);
        if (measured == results.base()) {
            onMiniLm(statement, verdict, "", "%s", evidence);
        } else {
            list.add(statement, verdict, "%s", evidence);
        }
    }

    /** What one reads into a figure; corrected where the products would be sorted well, if not as well. */
    private void expected() {
        Interval products = results.accuracy(results.base());
        onMiniLm(
                "Not in the study, but read into it: 0.9476 is what to expect of other products of this kind.",
                products.low() <= Reported.ACCURACY && Reported.ACCURACY <= products.high()
                        ? Verdict.REPRODUCED
                        : products.estimate() >= HIGH ? Verdict.CORRECTED : Verdict.REFUTED,
                "",
                "To expect is %.4f, between %.3f and %.3f (95%% over the products, all splits); %d of %d splits are below"
                        + " the reported figure.",
                products.estimate(),
                products.low(),
                products.high(),
                Arrays.stream(results.base().classified().accuracies().values())
                        .filter(accuracy -> accuracy < Reported.ACCURACY)
                        .count(),
                results.options().splits());
    }

    private String label(Measured measured) {
        return measured == results.base() ? results.model() : measured.label();
    }

    private void bert() {
        String figure = "bert-base-uncased reaches an accuracy of 0.93.";
        String less = "all-MiniLM-L6-v2 is more accurate than bert-base-uncased (0.9476 against 0.93).";
        Measured bert = results.bertBase();
        if (bert == null) {
            list.notTested(figure, withoutBert());
            list.notTested(less, withoutBert());
            return;
        }
        accuracy(figure, bert, Reported.BERT_ACCURACY);
        moreAccurate(less, bert, results.base());
    }

    /** What would leak from the texts learned from to those tested on. */
    private void series() {
        int[] series = results.table().series();
        long groups = Arrays.stream(series).distinct().count();
        String statement =
                "Not in the study: the accuracy does not rest on nearly equal texts on both sides of the split.";
        if (groups == series.length) {
            list.add(
                    statement,
                    Verdict.REPRODUCED,
                    "No two descriptions have the same letters; nothing can leak in this way.");
            return;
        }
        if (results.together() == null) {
            String category = SplitPlan.tooFewGroups(results.table().labels(), series);
            list.notTested(
                    statement,
                    "Of the category '" + category + "' fewer than " + SplitPlan.FOLDS
                            + " descriptions differ in more than digits, signs and blanks, so that they cannot be dealt"
                            + " into fifths; more of them are missing.");
            return;
        }
        Interval gain = Judgement.gain(
                results.base().classified().shares(),
                results.together().shares(),
                results.options().seed());
        Verdict verdict = results.isChance(results.base()) ? Verdict.NOT_TESTED : ACCURACY.noWorse(gain);
        list.add(
                statement,
                verdict,
                "%d of %d descriptions are the same as one before them; %d more differ from one before them in digits,"
                        + " signs and blanks alone. With those kept on one side: %s.",
                results.table().repeated(),
                results.table().size(),
                series.length - groups - results.table().repeated(),
                results.isChance(results.base()) ? "chance as before" : words(ACCURACY, gain, verdict));
    }
}
