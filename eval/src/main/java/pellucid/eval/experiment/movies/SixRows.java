package pellucid.eval.experiment.movies;

import pellucid.eval.metric.Interval;
import pellucid.eval.report.Verdict;
import pellucid.training.loss.CosineSimilarity;
import pellucid.training.loss.Labels;
import pellucid.training.loss.Mnrl;

/** The six rows of the study's table of verdicts. */
final class SixRows extends Verdicts {
    /** A mean cosine of unrelated pairs that counts as a collapse: 60 degrees. */
    private static final double COLLAPSED = 0.5;

    /** A rise of it that counts at all. */
    private static final double CLOSER = 0.05;

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
        ArmResult.Training half = results.of(Arm.MNRL_HALF).training();
        double share = (double) training.falseNegatives() / training.examples();
        add(
                "Row 1, dataset: CosineSimilarityLoss needs negative pairs, MNRL positives only.",
                !holds ? Verdict.REFUTED : share > 0.01 ? Verdict.CORRECTED : Verdict.REPRODUCED,
                "The losses ask for this. But MNRL takes the other films of a batch for negatives: %d right answers for"
                        + " %d pairs counted as wrong in an epoch (same query, other film); on half the pairs %d, and %d with"
                        + " NoDuplicates.",
                training.falseNegatives(),
                training.examples(),
                half.falseNegatives(),
                results.of(Arm.NO_DUPLICATES).training().falseNegatives());
    }

    /**
     * Reproduced at 6 times and 1.5 times per epoch; corrected if only the number of epochs makes the difference. Counts
     * processor time, since on the clock other programs take part.
     */
    private void time() {
        ArmResult cosine = results.of(Arm.COSINE);
        ArmResult mnrl = results.of(Arm.MNRL);
        double epoch = cosine.workPerEpoch() / mnrl.workPerEpoch();
        double whole = epoch * cosine.arm().epochs() / mnrl.arm().epochs();
        add(
                "Row 2, time: 12 minutes against 1 min 30 s, MNRL is 8 times as fast.",
                whole >= 6 && epoch >= 1.5 ? Verdict.REPRODUCED : whole > 1.5 ? Verdict.CORRECTED : Verdict.REFUTED,
                "%.1f times the processor time for 3 epochs against 1, %.2f times per epoch on equally many examples (on"
                        + " the clock %.0f s and %.0f s). By the study's own figures it is 2.7 times per epoch.",
                whole,
                epoch,
                cosine.training().seconds(),
                mnrl.training().seconds());
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
        boolean holds = RULE.noWorse(mnrl) == Verdict.REPRODUCED;
        add(
                statement,
                falls && holds ? Verdict.REPRODUCED : falls || holds ? Verdict.CORRECTED : Verdict.REFUTED,
                "On %d held-out queries, against the base model: cosine %s; MNRL %s.",
                heldOut.length,
                RULE.words(cosine),
                RULE.words(mnrl));
    }

    /**
     * Reproduced if the same queries give nearly what the study has, and the held-out ones agree; corrected if MNRL is
     * only better than cosine, as the study trains them or after one epoch of each; refuted if cosine is neither at 0 nor
     * worse.
     */
    private void performance() {
        String statement = "Row 4, performance: 0% correct against 67%.";
        if (results.isChance(Arm.COSINE, heldOut) && results.isChance(Arm.MNRL, heldOut)) {
            add(statement, Verdict.NOT_TESTED, "%s", atChance(heldOut));
            return;
        }
        int cosine = results.right(Arm.COSINE, nine);
        int mnrl = results.right(Arm.MNRL, nine);
        Interval gain = results.gain(Arm.COSINE, Arm.MNRL, heldOut);
        Interval alike = results.gain(Arm.COSINE_HALF, Arm.MNRL_HALF, heldOut);
        boolean better = gain.low() > 0 || alike.low() > 0;
        boolean same = cosine <= nine.length / 9 && mnrl >= 0.6 * nine.length;
        Verdict verdict = same && gain.low() > 0
                ? Verdict.REPRODUCED
                : better ? Verdict.CORRECTED : cosine > 0 ? Verdict.REFUTED : RULE.better(gain);
        add(
                statement,
                verdict,
                "The study scored the two on different queries. On the same: %d and %d of %d right; on %d held-out"
                        + " queries MNRL once against cosine three times: %s; after one epoch each on the same half of the pairs: %s.",
                cosine,
                mnrl,
                nine.length,
                heldOut.length,
                RULE.words(gain, verdict),
                RULE.words(alike));
    }

    /**
     * Reproduced if unrelated pairs end up nearer to each other than to a right angle under cosine, and not under MNRL;
     * corrected if they only come closer under cosine.
     */
    private void confidence() {
        double base = results.of(Arm.BASE).space().meanCosine();
        double cosine = results.of(Arm.COSINE).space().meanCosine();
        double mnrl = results.of(Arm.MNRL).space().meanCosine();
        boolean collapses = cosine > COLLAPSED && cosine - base > CLOSER && mnrl < COLLAPSED;
        boolean closer = cosine - base > CLOSER && mnrl - base < CLOSER;
        add(
                "Row 5, over-confidence: under CosineSimilarityLoss the distances collapse, under MNRL they stay normal.",
                collapses ? Verdict.REPRODUCED : closer ? Verdict.CORRECTED : Verdict.REFUTED,
                "Mean cosine of unrelated pairs: base %.3f, cosine %.3f, MNRL %.3f (closer counts from +%.2f, collapsed"
                        + " from %.1f, a point is 1); uniformity %.2f, %.2f, %.2f (a point is 0).",
                base,
                cosine,
                mnrl,
                CLOSER,
                COLLAPSED,
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
                RULE::noWorse,
                "Learned from generic queries alone instead of specific ones");
    }
}
