package pellucid.eval.experiment.movies;

import pellucid.eval.metric.Interval;
import pellucid.eval.report.Verdict;
import pellucid.training.loss.CosineSimilarity;
import pellucid.training.loss.Labels;
import pellucid.training.loss.Mnrl;

/** The six rows of the study's table of verdicts. */
final class SixRows extends Verdicts {
    /** A change of the mean cosine of unrelated pairs that counts as a collapse, or as a part of one. */
    private static final double COLLAPSE = 0.1;

    SixRows(MovieResults results) {
        super(results);
    }

    @Override
    void judge() {
        simplicity();
        time();
        generalisation();
        performance();
        confidence();
        robustness();
    }

    /** A property of the losses; corrected where more than 1 in 100 pairs met a right answer that counted as wrong. */
    private void simplicity() {
        boolean holds = new Mnrl().expects().labels() == Labels.NONE
                && new CosineSimilarity().expects().labels() != Labels.NONE;
        ArmResult.Training training = results.of(Arm.MNRL).training();
        double share = (double) training.falseNegatives() / training.examples();
        add(
                "Row 1, dataset: CosineSimilarityLoss needs negative pairs, MNRL positives only.",
                !holds ? Verdict.REFUTED : share > 0.01 ? Verdict.CORRECTED : Verdict.REPRODUCED,
                "The losses ask for this. But MNRL takes the other films of a batch for negatives: %d right answers for"
                        + " %d pairs counted as wrong in an epoch (same query, other film), %d with NoDuplicates.",
                training.falseNegatives(),
                training.examples(),
                results.of(Arm.NO_DUPLICATES).training().falseNegatives());
    }

    /** Reproduced at 6 times and 1.5 times per epoch; corrected if only the number of epochs makes the difference. */
    private void time() {
        ArmResult cosine = results.of(Arm.COSINE);
        ArmResult mnrl = results.of(Arm.MNRL);
        double whole = cosine.training().seconds() / mnrl.training().seconds();
        double epoch = cosine.secondsPerEpoch() / mnrl.secondsPerEpoch();
        add(
                "Row 2, time: 12 minutes against 1 min 30 s, MNRL is 8 times as fast.",
                whole >= 6 && epoch >= 1.5 ? Verdict.REPRODUCED : whole > 1.5 ? Verdict.CORRECTED : Verdict.REFUTED,
                "%.1f times in all (%.0f s for 3 epochs, %.0f s for 1), %.2f times per epoch on equally many examples;"
                        + " the study's own figures are 2.7 times per epoch.",
                whole,
                cosine.training().seconds(),
                mnrl.training().seconds(),
                epoch);
    }

    /** Reproduced if the cosine arm falls below the base model and MNRL does not; corrected if one of the two holds. */
    private void generalisation() {
        String statement = "Row 3, generalisation: CosineSimilarityLoss overfits severely, MNRL generalises well.";
        if (results.isChance(Arm.BASE, heldOut) && results.isChance(Arm.MNRL, heldOut)) {
            add(statement, Verdict.NOT_TESTED, "%s", atChance(heldOut));
            return;
        }
        Interval cosine = results.gain(Arm.BASE, Arm.COSINE, heldOut);
        Interval mnrl = results.gain(Arm.BASE, Arm.MNRL, heldOut);
        boolean falls = cosine.high() < 0;
        boolean holds = Judgement.noWorse(mnrl) == Verdict.REPRODUCED;
        add(
                statement,
                falls && holds ? Verdict.REPRODUCED : falls || holds ? Verdict.CORRECTED : Verdict.REFUTED,
                "On %d held-out queries, against the base model: cosine %s; MNRL %s.",
                heldOut.length,
                Judgement.words(cosine, Verdict.CORRECTED),
                Judgement.words(mnrl, Verdict.CORRECTED));
    }

    /** Reproduced if the same queries give nearly what the study has; corrected if MNRL is only better than cosine. */
    private void performance() {
        String statement = "Row 4, performance: 0% correct against 67%.";
        if (results.isChance(Arm.COSINE, heldOut) && results.isChance(Arm.MNRL, heldOut)) {
            add(statement, Verdict.NOT_TESTED, "%s", atChance(heldOut));
            return;
        }
        int cosine = results.right(Arm.COSINE, nine);
        int mnrl = results.right(Arm.MNRL, nine);
        Interval gain = results.gain(Arm.COSINE, Arm.MNRL, heldOut);
        boolean same = cosine <= nine.length / 9 && mnrl >= 0.6 * nine.length;
        Verdict verdict = same && gain.low() > 0
                ? Verdict.REPRODUCED
                : gain.low() > 0 ? Verdict.CORRECTED : Judgement.better(gain);
        add(
                statement,
                verdict,
                "The study scored the two on different queries. On the same: %d and %d of %d right; on %d held-out"
                        + " queries MNRL against cosine: %s.",
                cosine,
                mnrl,
                nine.length,
                heldOut.length,
                Judgement.words(gain, verdict));
    }

    /** Reproduced if unrelated pairs come closer under cosine and not under MNRL. */
    private void confidence() {
        double base = results.of(Arm.BASE).space().meanCosine();
        double cosine = results.of(Arm.COSINE).space().meanCosine();
        double mnrl = results.of(Arm.MNRL).space().meanCosine();
        boolean collapses = cosine - base > COLLAPSE;
        boolean stays = mnrl - base < COLLAPSE;
        add(
                "Row 5, over-confidence: under CosineSimilarityLoss the distances collapse, under MNRL they stay normal.",
                collapses && stays ? Verdict.REPRODUCED : collapses ? Verdict.CORRECTED : Verdict.REFUTED,
                "Mean cosine of unrelated pairs: base %.3f, cosine %.3f, MNRL %.3f (a collapse would bring it towards 1;"
                        + " counted from +%.1f); uniformity %.2f, %.2f, %.2f (0 is a point).",
                base,
                cosine,
                mnrl,
                COLLAPSE,
                results.of(Arm.BASE).space().uniformity(),
                results.of(Arm.COSINE).space().uniformity(),
                results.of(Arm.MNRL).space().uniformity());
    }

    /** MNRL: generic training queries cost no more than specific ones. */
    private void robustness() {
        compare(
                "Row 6, robustness: MNRL is robust to a biased dataset.",
                Arm.SPECIFIC,
                Arm.GENERIC,
                heldOut,
                Judgement::noWorse,
                "Learned from generic queries alone instead of specific ones");
    }
}
