package pellucid.eval.experiment.matryoshka;

import pellucid.eval.metric.Interval;
import pellucid.eval.report.Verdict;

/** What the study claims of shortened vectors; its observations 1 to 4. */
final class TruncationClaims extends Verdicts {
    private static final int HALF = 1;
    private static final int QUARTER = 2;
    private static final int EIGHTH = 3;

    TruncationClaims(MatryoshkaResults results) {
        super(results);
    }

    @Override
    void judge() {
        figure(
                "Observation 1: the pretrained model loses 43% of its recall@10 at an eighth of its numbers (48), from .576"
                        + " to .327.",
                shortened(Arm.BASE, EIGHTH));
        steepest();
        lessLoss(
                "Observation 2: halving (384 to 192) costs the tuned model 1.36% of recall@10, the pretrained one 7.1%.",
                shortened(Arm.BASE, HALF), shortened(Arm.MNRL, HALF));
        lessLoss(
                "Observation 2: at 48 the tuned model loses 11.5%, less than the pretrained one (43%).",
                shortened(Arm.BASE, EIGHTH), shortened(Arm.MNRL, EIGHTH));
        comparable();
        ifLearned("Observation 4: Matryoshka shows no advantage at 192 numbers.", this::noAdvantage);
        ifLearned(
                "Observation 4: at 48 the model tuned with Matryoshka loses 4%, the one without 11.5%.",
                claim -> lessLoss(claim, shortened(Arm.MNRL, EIGHTH), shortened(Arm.MATRYOSHKA, EIGHTH)));
        ifLearned(
                "Matryoshka has some benefit where vectors must shrink from 384 to 48 numbers.",
                claim -> better(claim, new Comparison(Measure.RECALL, Arm.MNRL, EIGHTH, Arm.MATRYOSHKA, EIGHTH)));
    }

    private static Comparison shortened(Arm arm, int length) {
        return Comparison.shortened(Measure.RECALL, arm, length);
    }

    /** Reproduced if the last halving takes a larger share than each of those before, by the whole interval. */
    private void steepest() {
        Comparison first = new Comparison(Measure.RECALL, Arm.BASE, 0, Arm.BASE, HALF);
        Comparison second = new Comparison(Measure.RECALL, Arm.BASE, HALF, Arm.BASE, QUARTER);
        Comparison last = new Comparison(Measure.RECALL, Arm.BASE, QUARTER, Arm.BASE, EIGHTH);
        Interval thanFirst = last.above(first, main);
        Interval thanSecond = last.above(second, main);
        boolean steeper = thanFirst.high() < 0 && thanSecond.high() < 0;
        boolean flatter = thanFirst.low() > 0 || thanSecond.low() > 0;
        Verdict verdict = steeper ? Verdict.REPRODUCED : flatter ? Verdict.REFUTED : Verdict.NOT_TESTED;
        add(
                "Observation 1: that last step, to an eighth, is the most pronounced.",
                verdict,
                both(
                        "recall@10 of base, halving by halving",
                        result -> format(
                                "%s, %s, %s",
                                RelativeChange.words(first.change(result).estimate()),
                                RelativeChange.words(second.change(result).estimate()),
                                RelativeChange.words(last.change(result).estimate()))));
    }

    /** A claim that the second loses less than the first, each by the study's figure. */
    private void lessLoss(String statement, Comparison more, Comparison less) {
        if (!more.isKnown(main) || !less.isKnown(main)) {
            claims.notTested(statement, words(less) + " " + words(more));
            return;
        }
        Interval contrast = less.above(more, main);
        Verdict verdict = RelativeChange.lessLoss(contrast, more.holdsReported(main) && less.holdsReported(main));
        String points = format(
                "Difference: %+.1f points (95%% from %+.1f to %+.1f).",
                100 * contrast.estimate(), 100 * contrast.low(), 100 * contrast.high());
        addTrained(statement, verdict, words(less) + " " + words(more) + " " + points);
    }

    /** Comparable is no worse: what is better, is so too. */
    private void comparable() {
        Comparison comparison = new Comparison(Measure.RECALL, Arm.BASE, 0, Arm.MNRL, EIGHTH);
        addTrained(
                "Observation 3: at 48 numbers the tuned model's recall@10 is comparable to the pretrained one's at 384"
                        + " (.587, .576).",
                judgement(comparison).noWorse(comparison.gain(main)),
                words(comparison));
    }

    /** Reproduced if there is no room for more than a negligible advantage, corrected if there is such a small one. */
    private void noAdvantage(String statement) {
        Comparison comparison = new Comparison(Measure.RECALL, Arm.MNRL, HALF, Arm.MATRYOSHKA, HALF);
        Interval gain = comparison.gain(main);
        Verdict verdict = gain.high() < NEGLIGIBLE
                ? gain.low() > 0 ? Verdict.CORRECTED : Verdict.REPRODUCED
                : gain.low() > 0 ? Verdict.REFUTED : Verdict.NOT_TESTED;
        addTrained(statement, verdict, words(comparison));
    }
}
