package pellucid.eval.experiment.movies;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pellucid.eval.experiment.ClaimList;
import pellucid.eval.experiment.Judgement;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Claim;
import pellucid.eval.report.Verdict;

/**
 * Claims and what became of them, computed from the numbers of the run alone. The rules stand with each claim; those for
 * differences are {@link Judgement}'s.
 */
abstract class Verdicts {
    /** A smaller difference of MRR@10 makes no difference to who searches. */
    static final Judgement RULE = new Judgement("MRR@10", 0.02);

    final MovieResults results;
    final int[] heldOut;
    final int[] nine;
    private ClaimList claims;

    Verdicts(MovieResults results) {
        this.results = results;
        this.heldOut = results.heldOut();
        this.nine = results.nine();
    }

    /** Judges the claims, one after the other. */
    abstract void judge();

    /** What became of them. */
    final List<Claim> claims() {
        claims = new ClaimList();
        judge();
        return claims.claims();
    }

    /** All claims: the six rows of the study's table, then its others. */
    static List<Claim> of(MovieResults results) {
        List<Claim> all = new ArrayList<>(new SixRows(results).claims());
        all.addAll(new OtherClaims(results).claims());
        return all;
    }

    /** A claim on a difference of two arms; neither reproduced nor refuted where both are at chance. */
    final void compare(String statement, Arm from, Arm to, int[] places, Rule rule, String what) {
        Interval gain = results.gain(from, to, places);
        if (results.isChance(from, places) && results.isChance(to, places)) {
            add(statement, Verdict.NOT_TESTED, "%s", atChance(places));
            return;
        }
        Verdict verdict = rule.of(gain);
        add(statement, verdict, "%s: %s.", what, RULE.words(gain, verdict));
    }

    final String atChance(int[] places) {
        return String.format(
                Locale.ROOT,
                "Both arms are at chance on the %d queries (MRR@10 of a random order: %.3f); a search that works is"
                        + " missing.",
                places.length,
                results.chance(places));
    }

    /** How a difference becomes a verdict. */
    @FunctionalInterface
    interface Rule {
        Verdict of(Interval gain);
    }

    final void add(String statement, Verdict verdict, String evidence, Object... numbers) {
        claims.add(statement, verdict, evidence, numbers);
    }
}
