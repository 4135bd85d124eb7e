package pellucid.eval.experiment.matryoshka;

import java.util.Arrays;
import pellucid.eval.experiment.Judgement;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Verdict;

/** What the study claims of training, measured with whole vectors. */
final class TuningClaims extends Verdicts {
    private static final Judgement RECALL = new Judgement(Measure.RECALL.label(), NEGLIGIBLE);

    TuningClaims(MatryoshkaResults results) {
        super(results);
    }

    @Override
    void judge() {
        figure(
                "Fine-tuning with MNRL improves recall@10 by 15.2%, from .5758 to .6631.",
                Comparison.of(Measure.RECALL, Arm.BASE, Arm.MNRL));
        figure("It improves MRR@10 by 15.4%, from .3203 to .3695.", Comparison.of(Measure.MRR, Arm.BASE, Arm.MNRL));
        unseen();
        leakEffect();
        ifLearned(
                "Matryoshka costs a little recall@10 with whole vectors: .6596 against .6631 (-0.5%).",
                claim -> cost(claim, Measure.RECALL));
        ifLearned(
                "Matryoshka costs a little MRR@10 with whole vectors: .3590 against .3695 (-2.8%).",
                claim -> cost(claim, Measure.MRR));
        figure(
                "With Matryoshka recall@10 is still higher than the pretrained model's: .6596 against .5758 (+14.6%).",
                Comparison.of(Measure.RECALL, Arm.BASE, Arm.MATRYOSHKA));
        figure(
                "With Matryoshka MRR@10 is still higher than the pretrained model's: .3590 against .3203 (+12.1%).",
                Comparison.of(Measure.MRR, Arm.BASE, Arm.MATRYOSHKA));
        ifLearned("CosineSimilarity on the graded relevance is unsuccessful.", this::cosine);
        ifLearned("CoSENT should produce better results than CosineSimilarity.", this::coSent);
        better(
                "The gains are small for want of more training: the size of the training set should be increased.",
                Comparison.of(Measure.RECALL, Arm.QUARTER, Arm.MNRL));
        otherModel();
        claims.notTested(
                "The hyper-parameters should be optimised by a grid search.",
                "Batches of 16 and a learning rate of 5e-5 are the study's; trainings with others are missing.");
    }

    /**
     * Of the leak-free split all queries are unseen; as coded, some are. Not the study's words, but what it means by saying
     * that its test set was not used in training.
     */
    private void unseen() {
        String statement = "The gain holds for queries and products that were not used in training.";
        SplitResult clean = results.measured().get(SplitKind.LEAK_FREE);
        SplitResult result = clean == null ? main : clean;
        int[] places = result.leaks().places(false);
        if (places.length == 0) {
            claims.notTested(statement, "Every query was met in training; queries that were not are missing.");
            return;
        }
        Interval gain = gain(result, places);
        add(
                statement,
                RECALL.better(gain),
                format(
                        "%s, %,d queries that were not met: %s.",
                        result.split().kind().label(), places.length, RECALL.words(gain)));
    }

    /** What the leak does, where rows are split: whether queries that were met gain more than the others. */
    private void leakEffect() {
        String statement =
                "Not in the study: it gains more than it should, since queries and products of its test set were learned from.";
        SplitResult coded = results.measured().get(SplitKind.AS_CODED);
        if (coded == null) {
            claims.notTested(
                    statement, "A training on rows split as in the study's program is missing (--split both).");
            return;
        }
        int[] met = coded.leaks().places(true);
        int[] unmet = coded.leaks().places(false);
        if (met.length == 0 || unmet.length == 0) {
            claims.notTested(statement, "Queries that were met and queries that were not are missing, both of them.");
            return;
        }
        Interval above = coded.leaks()
                .metAboveUnmet(
                        coded.of(Arm.BASE, Measure.RECALL, 0), coded.of(Arm.MNRL, Measure.RECALL, 0), coded.seed());
        SplitResult clean = results.measured().get(SplitKind.LEAK_FREE);
        add(
                statement,
                RECALL.better(above),
                format(
                        "As coded, %,d queries of which the text or the product was learned from gain %s, the other %,d %s; the"
                                + " difference is %s.%s",
                        met.length,
                        RECALL.words(gain(coded, met)),
                        unmet.length,
                        RECALL.words(gain(coded, unmet)),
                        RECALL.words(above),
                        clean == null
                                ? ""
                                : format(
                                        " Leak-free the gain is %s.",
                                        RECALL.words(gain(clean, clean.leaks().places(false))))));
    }

    private static Interval gain(SplitResult result, int[] places) {
        return Judgement.gain(
                at(result.of(Arm.BASE, Measure.RECALL, 0), places),
                at(result.of(Arm.MNRL, Measure.RECALL, 0), places),
                result.seed());
    }

    private static double[] at(double[] values, int[] places) {
        return Arrays.stream(places).mapToDouble(i -> values[i]).toArray();
    }

    private void cost(String statement, Measure measure) {
        Comparison comparison = Comparison.of(measure, Arm.MNRL, Arm.MATRYOSHKA);
        if (!comparison.isKnown(main)) {
            claims.notTested(statement, words(comparison));
            return;
        }
        Verdict verdict = RelativeChange.smallCost(comparison.change(main));
        String seen = verdict == Verdict.CORRECTED ? " No loss is to be seen here." : "";
        addTrained(statement, verdict, words(comparison) + seen);
    }

    /**
     * Reproduced if it leaves no room for more than a negligible gain; where there is a gain, corrected if MNRL is better
     * still, refuted if not.
     */
    private void cosine(String statement) {
        Comparison gain = Comparison.of(Measure.RECALL, Arm.BASE, Arm.COSINE);
        Comparison mnrl = Comparison.of(Measure.RECALL, Arm.COSINE, Arm.MNRL);
        boolean behind = judgement(mnrl).better(mnrl.gain(main)) == Verdict.REPRODUCED;
        Verdict better = judgement(gain).better(gain.gain(main));
        Verdict verdict = switch (better) {
            case REPRODUCED -> behind ? Verdict.CORRECTED : Verdict.REFUTED;
            case REFUTED -> Verdict.REPRODUCED;
            default -> better;
        };
        add(
                statement,
                verdict,
                words(gain)
                        + (verdict == Verdict.CORRECTED ? " There is a gain, but less than MNRL's." : "")
                        + " Labels are (relevance - 1) / 2; the study does not say its own.");
    }

    private void coSent(String statement) {
        Comparison comparison = Comparison.of(Measure.RECALL, Arm.COSINE, Arm.COSENT);
        add(
                statement,
                judgement(comparison).better(comparison.gain(main)),
                words(comparison) + " " + words(Comparison.of(Measure.RECALL, Arm.BASE, Arm.COSENT)));
    }

    /** Whatever another model reaches says nothing of this one. */
    private void otherModel() {
        String statement = "A much larger pretrained model, all-mpnet-base-v2 (.5952 and .3276), is better than the"
                + " pretrained MiniLM, but not than the tuned ones.";
        if (main.against() == null) {
            claims.notTested(
                    statement,
                    "Its weights are missing, and its architecture is not one that can be loaded here; --against takes"
                            + " another model of the BERT family.");
            return;
        }
        claims.notTested(
                statement,
                format(
                        "all-mpnet-base-v2 is missing. %s, another pretrained model, has recall@10 %.3f and MRR@10 %.3f on these"
                                + " queries, base %.3f and %.3f, MNRL %.3f and %.3f.",
                        results.against(),
                        SplitResult.average(main.against().recall()),
                        SplitResult.average(main.against().reciprocalRank()),
                        main.estimate(Arm.BASE, Measure.RECALL, 0),
                        main.estimate(Arm.BASE, Measure.MRR, 0),
                        main.estimate(Arm.MNRL, Measure.RECALL, 0),
                        main.estimate(Arm.MNRL, Measure.MRR, 0)));
    }
}
