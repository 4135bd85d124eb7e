package pellucid.eval.experiment.word2vec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pellucid.eval.report.Claim;
import pellucid.eval.report.Verdict;

/**
 * Claims and what became of them, computed from the numbers of the run alone. The rules stand with each claim; those for
 * differences are {@link Judgement}'s.
 */
abstract class Verdicts {
    final WordVectorResults results;
    private final List<Claim> claims = new ArrayList<>();

    Verdicts(WordVectorResults results) {
        this.results = results;
    }

    /** Judges the claims, one after the other. */
    abstract void judge();

    /** What became of them. */
    final List<Claim> claims() {
        claims.clear();
        judge();
        return List.copyOf(claims);
    }

    /** All claims: on subsampling, on negative sampling, on architectures and uses. */
    static List<Claim> of(WordVectorResults results) {
        List<Claim> all = new ArrayList<>(new SubsamplingClaims(results).claims());
        all.addAll(new NegativeSamplingClaims(results).claims());
        all.addAll(new UseClaims(results).claims());
        return all;
    }

    /** A claim that one setting makes better vectors than another. */
    final void better(String statement, Cell from, Cell to, String what) {
        List<Difference> differences = results.differences(from, to);
        Verdict verdict = Judgement.better(differences);
        add(statement, verdict, "%s: %s.", what, Judgement.words(differences, verdict));
    }

    /** A claim that one setting makes better vectors of rare words than another. */
    final void betterForRare(String statement, Cell from, Cell to, String what) {
        Difference rare = results.bySynonyms(from, to, true);
        Difference frequent = results.bySynonyms(from, to, false);
        if (!rare.isKnown() || !frequent.isKnown()) {
            add(statement, Verdict.NOT_TESTED, "Too few synonyms of rare words have vectors; more text is missing.");
            return;
        }
        Verdict verdict = Judgement.betterForRare(rare, frequent);
        add(
                statement,
                verdict,
                "%s, on synonyms whose rarer word occurs under %d times %+.3f ± %.3f, on the others %+.3f ± %.3f%s.",
                what,
                Synonyms.RARE,
                rare.estimate(),
                Difference.WIDTH * rare.error(),
                frequent.estimate(),
                Difference.WIDTH * frequent.error(),
                verdict == Verdict.NOT_TESTED
                        ? ", which allows both; more text is missing"
                        : verdict == Verdict.CORRECTED ? ": better, but not for rare words above all" : "");
    }

    final void add(String statement, Verdict verdict, String evidence, Object... numbers) {
        claims.add(new Claim(statement, verdict, String.format(Locale.ROOT, evidence, numbers)));
    }
}
