package pellucid.eval.experiment.products;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pellucid.eval.experiment.ClaimList;
import pellucid.eval.experiment.Judgement;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Claim;
import pellucid.eval.report.Verdict;

/** Claims and what became of them, computed from the numbers of the run alone. The rules stand with each claim. */
abstract class ProductClaims {
    /** A smaller difference, one product in a hundred, makes no difference to who sorts products. */
    static final Judgement ACCURACY = new Judgement("accuracy", 0.01);

    /** An accuracy or F1 from here on is high: the study's own word for it. */
    static final double HIGH = 0.90;

    static final Judgement INDEX = new Judgement("ARI", 0.02);

    final ProductResults results;
    final ClaimList list = new ClaimList();

    ProductClaims(ProductResults results) {
        this.results = results;
    }

    /** Judges the claims, one after the other. */
    abstract void judge();

    /** All claims: on accuracy, on categories, on clusters, and the others. */
    static List<Claim> of(ProductResults results) {
        List<Claim> claims = new ArrayList<>();
        for (ProductClaims some : List.of(
                new AccuracyClaims(results),
                new CategoryClaims(results),
                new ClusterClaims(results),
                new OtherClaims(results))) {
            some.judge();
            claims.addAll(some.list.claims());
        }
        return claims;
    }

    /**
     * A claim on the model that the study is about. Where another was measured, its figures are told, and say nothing.
     *
     * @param corrected what is so instead, told where the claim is corrected
     */
    final void onMiniLm(String statement, Verdict verdict, String corrected, String evidence, Object... numbers) {
        if (results.isMiniLm()) {
            judged(statement, verdict, corrected, evidence, numbers);
            return;
        }
        list.notTested(statement, instead(String.format(Locale.ROOT, evidence, numbers)));
    }

    private String instead(String evidence) {
        return "Measured was " + results.model() + " instead of " + Contender.MINILM + ". " + evidence;
    }

    /** A claim whose verdict is known, on whatever model was measured. */
    final void judged(String statement, Verdict verdict, String corrected, String evidence, Object... numbers) {
        String text = String.format(Locale.ROOT, evidence, numbers);
        list.add(statement, verdict, "%s", verdict == Verdict.CORRECTED ? text + corrected : text);
    }

    /**
     * A claim that products are taken for what they are more often with the second vectors than with the first. One that
     * begins with the study's model is on that alone.
     */
    final void moreAccurate(String statement, Measured from, Measured to) {
        if (results.isChance(from) && results.isChance(to)) {
            list.notTested(
                    statement,
                    "Both are at chance, %.3f: vectors that tell categories apart are missing."
                            .formatted(results.chance()));
            return;
        }
        Interval gain = results.gain(from, to);
        Verdict verdict = ACCURACY.better(gain);
        boolean little = verdict == Verdict.REPRODUCED && gain.high() < ACCURACY.negligible();
        Verdict shown = little ? Verdict.CORRECTED : verdict;
        String evidence = "%s: %s%s."
                .formatted(
                        against(to, from),
                        words(ACCURACY, gain, verdict),
                        little ? ", so by less than would matter" : "");
        if (statement.startsWith(Contender.MINILM) && !results.isMiniLm()) {
            list.notTested(statement, instead(evidence));
        } else {
            list.add(statement, shown, "%s", evidence);
        }
    }

    /** What is compared; the main model is named once. */
    private String against(Measured to, Measured from) {
        boolean ownTo = results.variants().containsValue(to);
        boolean ownFrom = results.variants().containsValue(from);
        return ownTo && ownFrom
                ? to.label() + " against " + from.label() + ", both by " + results.model()
                : (ownTo ? results.model() : to.label()) + " against " + (ownFrom ? results.model() : from.label());
    }

    static String words(Judgement judgement, Interval gain, Verdict verdict) {
        return verdict == Verdict.NOT_TESTED
                ? judgement.words(gain) + ", which allows both; more products are missing"
                : judgement.words(gain);
    }

    /** Why the model that the study compares with takes no part, and how it would. */
    final String withoutBert() {
        String why = results.absent().get(Contender.BERT_BASE);
        return "The model is absent" + (why == null ? "" : " (" + why + ")")
                + ": give its folder, or its name to download it, with --against; in the Hugging Face cache it is found by"
                + " itself.";
    }
}
