package pellucid.eval.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Claim;
import pellucid.eval.report.Verdict;

/** Claims and what became of them, in the order in which they are judged. */
public final class ClaimList {
    private final List<Claim> claims = new ArrayList<>();

    /**
     * A claim whose verdict is known.
     *
     * @param evidence the numbers it rests on, as {@link String#format} takes them
     */
    public void add(String statement, Verdict verdict, String evidence, Object... numbers) {
        claims.add(new Claim(statement, verdict, String.format(Locale.ROOT, evidence, numbers)));
    }

    /** A claim that could not be tested, and what is missing. */
    public void notTested(String statement, String missing) {
        claims.add(new Claim(statement, Verdict.NOT_TESTED, missing));
    }

    /**
     * A claim that something is better.
     *
     * @param what is compared, such as {@code MNRL against base}
     */
    public void better(String statement, String what, Interval gain, Judgement judgement) {
        Verdict verdict = judgement.better(gain);
        add(statement, verdict, "%s: %s.", what, judgement.words(gain, verdict));
    }

    /**
     * A claim that something is no worse.
     *
     * @param what is compared
     */
    public void noWorse(String statement, String what, Interval gain, Judgement judgement) {
        Verdict verdict = judgement.noWorse(gain);
        add(statement, verdict, "%s: %s.", what, judgement.words(gain, verdict));
    }

    /** What became of each. */
    public List<Claim> claims() {
        return List.copyOf(claims);
    }
}
