package pellucid.eval.experiment.matryoshka;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import pellucid.eval.experiment.ClaimList;
import pellucid.eval.experiment.Judgement;
import pellucid.eval.report.Claim;
import pellucid.eval.report.Verdict;

/**
 * Claims and what became of them, computed from the numbers of the run alone: the verdict from the first split that was
 * measured, the second one's numbers beside it. Rules are {@link Judgement}'s for differences and {@link RelativeChange}'s
 * for figures; a claim of another kind says its own.
 */
abstract class Verdicts {
    /** A smaller difference of recall@10 or MRR@10 makes no difference to who searches. */
    static final double NEGLIGIBLE = 0.02;

    final MatryoshkaResults results;
    final SplitResult main;
    final ClaimList claims = new ClaimList();

    Verdicts(MatryoshkaResults results) {
        this.results = results;
        this.main = results.main();
    }

    /** Judges the claims, one after the other. */
    abstract void judge();

    /** All claims: on training, on shortened vectors, on the data. */
    static List<Claim> of(MatryoshkaResults results) {
        List<Claim> all = new ArrayList<>();
        for (Verdicts some :
                List.of(new TuningClaims(results), new TruncationClaims(results), new DataClaims(results))) {
            some.judge();
            all.addAll(some.claims.claims());
        }
        return all;
    }

    /** A claim that something changes by the study's figure. */
    final void figure(String statement, Comparison comparison) {
        if (comparison.isKnown(main)) {
            add(statement, RelativeChange.figure(comparison.change(main), comparison.reported()), words(comparison));
        } else {
            claims.notTested(statement, words(comparison));
        }
    }

    /** A claim that something is better. */
    final void better(String statement, Comparison comparison) {
        add(statement, judgement(comparison).better(comparison.gain(main)), words(comparison));
    }

    /** A claim with its evidence, in sentences. */
    final void add(String statement, Verdict verdict, String evidence) {
        claims.add(
                statement,
                verdict,
                "%s%s",
                evidence,
                verdict == Verdict.NOT_TESTED ? " That allows both; more queries are missing." : "");
    }

    /**
     * A claim on what a whole training does. What contradicts it after much less training is no verdict on it, save in the
     * control, in which no training can help.
     */
    final void addTrained(String statement, Verdict verdict, String evidence) {
        ArmResult.Training training = main.of(Arm.MNRL).training();
        boolean less = training.rows() * (long) training.epochs() < Reported.PAIRS * (long) Reported.EPOCHS / 2;
        if (verdict == Verdict.REFUTED && less && !results.options().shuffle()) {
            claims.add(
                    statement,
                    Verdict.NOT_TESTED,
                    "%s So it is after %,d pairs, each seen %d time%s; %d epochs of %,d, as in the study, are missing (--full).",
                    evidence,
                    training.rows(),
                    training.epochs(),
                    training.epochs() == 1 ? "" : "s",
                    Reported.EPOCHS,
                    Reported.PAIRS);
        } else {
            add(statement, verdict, evidence);
        }
    }

    /**
     * A claim that compares arms with one another: it is judged only where the rows teach anything at all, which is so if
     * MNRL, with or without Matryoshka, finds more than the base model.
     */
    final void ifLearned(String statement, Consumer<String> judgement) {
        boolean learned = Stream.of(Arm.MNRL, Arm.MATRYOSHKA)
                .map(arm -> Comparison.of(Measure.RECALL, Arm.BASE, arm))
                .anyMatch(gain -> judgement(gain).better(gain.gain(main)) == Verdict.REPRODUCED);
        if (learned) {
            judgement.accept(statement);
        } else {
            claims.notTested(
                    statement,
                    format(
                            "Nothing is learned from these rows: recall@10 is %.3f under MNRL and %.3f under Matryoshka, and"
                                    + " %.3f without. Arms that have learned are missing.",
                            main.estimate(Arm.MNRL, Measure.RECALL, 0),
                            main.estimate(Arm.MATRYOSHKA, Measure.RECALL, 0),
                            main.estimate(Arm.BASE, Measure.RECALL, 0)));
        }
    }

    /** The rules of differences, for the measure that is compared. */
    static Judgement judgement(Comparison comparison) {
        return new Judgement(comparison.measure().label(), NEGLIGIBLE);
    }

    /** The change on all splits, in a sentence. */
    final String words(Comparison comparison) {
        return both(comparison.name(main), comparison::words);
    }

    /** {@code what: …; as coded: …}. */
    final String both(String what, Function<SplitResult, String> words) {
        String second = results.second()
                .map(result -> "; " + result.split().kind().label() + ": " + words.apply(result))
                .orElse("");
        return what + ": " + words.apply(main) + second + ".";
    }

    static String format(String text, Object... numbers) {
        return String.format(Locale.ROOT, text, numbers);
    }
}
