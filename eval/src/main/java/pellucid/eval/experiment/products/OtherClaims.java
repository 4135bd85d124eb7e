package pellucid.eval.experiment.products;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import pellucid.eval.experiment.Judgement;
import pellucid.eval.metric.ClassificationReport.ClassScores;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Verdict;

/** The claims on what is read of a product, on size and speed, on batches; and how other vectors fare. */
final class OtherClaims extends ProductClaims {
    private static final double CLAIMED_FACTOR = 3;
    private static final double CLAIMED_SPEED = 2;
    private static final double ABOUT = 0.5;

    OtherClaims(ProductResults results) {
        super(results);
    }

    @Override
    void judge() {
        more(TextVariant.NAME, "The product's name beside the description would improve the results.");
        more(TextVariant.BRAND, "The brand beside the description would improve the results.");
        more(TextVariant.COMPLETE, "The complete description would improve the results.");
        more(
                TextVariant.WORDS,
                "Not in the study: so would the description in lower case without special characters and"
                        + " stop words.");
        moreData();
        moreComplex();
        smaller();
        faster();
        batches();
        list.notTested(
                "Distillation keeps the accuracy: MiniLM comes near BERT base, and before DistilBERT and TinyBERT, on SQuAD"
                        + " and GLUE.",
                "Those data sets and students are missing; the papers' figures stand below. What the losses of MiniLM and"
                        + " MiniLMv2 do is measured by the experiment named distillation.");
        String more = "Not in the study: " + results.model() + " is more accurate than ";
        if (results.averages().isEmpty()) {
            list.notTested(
                    more + "averages of vectors learned from these descriptions.",
                    "There are none: " + results.absent().get(DescriptionWords.NAME) + ".");
        }
        for (Measured average : results.averages()) {
            moreAccurate(
                    more + average.label() + " of vectors learned from these descriptions.", average, results.base());
        }
        for (Map.Entry<Contender, List<Measured>> other : results.others().entrySet()) {
            if (!other.getKey().isBertBase()) {
                moreAccurate(
                        more + other.getKey().shortName() + ".", ProductResults.best(other.getValue()), results.base());
            }
        }
    }

    private void more(TextVariant variant, String statement) {
        Measured measured = results.variants().get(variant);
        if (measured == null) {
            list.notTested(
                    statement,
                    "No description is longer than the "
                            + results.base().representation().reads()
                            + " tokens that the model reads; longer ones are missing.");
            return;
        }
        moreAccurate(statement, results.base(), measured);
    }

    /** Parameters are counted; those of BERT base, where it is absent, follow from its published dimensions. */
    private void smaller() {
        long own = results.base().representation().parameters();
        Measured bert = results.bertBase();
        long other = bert == null ? bertBaseParameters() : bert.representation().parameters();
        double factor = (double) other / own;
        boolean about = Math.abs(factor - CLAIMED_FACTOR) < ABOUT;
        onMiniLm(
                "MiniLM is three times smaller than BERT base.",
                about ? Verdict.REPRODUCED : factor > CLAIMED_FACTOR ? Verdict.CORRECTED : Verdict.REFUTED,
                " About three times is so for the papers' MiniLM of 12 layers (33M), not for one of 6.",
                "%s has %.1fM parameters, counted; BERT base %.1fM, %s: %.1f times as many.",
                results.model(),
                own / 1e6,
                other / 1e6,
                bert == null ? "from its published dimensions" : "counted",
                factor);
    }

    /** Of BERT base uncased: 12 layers of width 768, 30,522 tokens, 512 positions. Its pooler takes no part, here as there. */
    static long bertBaseParameters() {
        long width = 768;
        long inner = 4 * width;
        long embeddings = (30_522 + 512 + 2 + 2) * width;
        long layer = 4 * (width * width + width) + 2 * width * inner + inner + width + 4 * width;
        return embeddings + 12 * layer;
    }

    /** Reproduced where every round comes to about twice, corrected where every round comes to more. */
    private void faster() {
        String statement = "MiniLM is twice as fast as BERT base.";
        SpeedCheck speed = results.speed();
        if (speed == null) {
            list.notTested(statement, withoutBert());
            return;
        }
        double[] factors = Arrays.stream(speed.factors().values()).sorted().toArray();
        double least = factors[0];
        double most = factors[factors.length - 1];
        if (!Double.isFinite(most - least)) {
            list.notTested(
                    statement,
                    "This machine's clock does not tell how long the processor computed; a finer one is missing.");
            return;
        }
        Verdict verdict = Verdict.NOT_TESTED;
        if (least > CLAIMED_SPEED + ABOUT) {
            verdict = Verdict.CORRECTED;
        } else if (most < CLAIMED_SPEED - ABOUT) {
            verdict = Verdict.REFUTED;
        } else if (least >= CLAIMED_SPEED - ABOUT && most <= CLAIMED_SPEED + ABOUT) {
            verdict = Verdict.REPRODUCED;
        }
        onMiniLm(
                statement,
                verdict,
                " Corrected: it is faster still.",
                "%.1f times as fast (%.1f to %.1f in %d rounds, in turns, processor time) on %d descriptions, of which both"
                        + " read up to %d tokens%s.",
                speed.factors().mean(),
                least,
                most,
                factors.length,
                speed.texts(),
                speed.tokens(),
                verdict == Verdict.NOT_TESTED ? "; the rounds do not agree, steadier ones are missing" : "");
    }

    private void batches() {
        BatchCheck check = results.batches();
        list.add(
                "Texts may be encoded in batches of 10: that changes nothing.",
                check.different() == 0 ? Verdict.REPRODUCED : Verdict.REFUTED,
                "Of %d texts encoded in batches of %d and all at once, %s; %.2f s against %.2f s.",
                check.texts(),
                BatchCheck.SIZE,
                check.different() == 0
                        ? "every vector has the same bits"
                        : String.format(Locale.ROOT, "%d vectors differ", check.different()),
                check.batches(),
                check.together());
        list.notTested(
                "Batches of 10 save memory.",
                "Memory is not measured. Here it makes little difference: the encoder cuts every list of texts into"
                        + " batches of a bounded number of tokens by itself.");
    }

    /** Looks back: what half of the products to learn from would have cost. */
    private void moreData() {
        String statement = "More data would improve the results.";
        if (results.isChance(results.base())) {
            list.notTested(statement, "All is chance here; vectors that tell categories apart are missing.");
            return;
        }
        Interval gain = Judgement.gain(
                results.half().shares(),
                results.base().classified().shares(),
                results.options().seed());
        Verdict verdict = ACCURACY.better(gain);
        boolean little = verdict == Verdict.REPRODUCED && gain.high() < ACCURACY.negligible();
        judged(
                statement,
                little ? Verdict.CORRECTED : verdict,
                " Corrected: by less than would matter.",
                "All products to learn from against half of them, on the same splits (%.4f against %.4f): %s. More than all"
                        + " of them were not to be had.",
                results.base().classified().accuracies().mean(),
                results.half().accuracies().mean(),
                words(ACCURACY, gain, verdict));
    }

    /** Nobody has tuned anything here; what other models do for the hardest category is told. */
    private void moreComplex() {
        ClassScores hardest = results.base().classified().report().classes().stream()
                .min(Comparator.comparingDouble(ClassScores::f1))
                .orElseThrow();
        String others = results.others().entrySet().stream()
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%s %.3f",
                        entry.getKey().shortName(),
                        ProductResults.best(entry.getValue()).classified().report().classes().stream()
                                .filter(row -> row.label().equals(hardest.label()))
                                .findFirst()
                                .orElseThrow()
                                .f1()))
                .collect(Collectors.joining(", "));
        list.notTested(
                "More complex models or tuned hyper-parameters would improve the harder categories.",
                String.format(
                        Locale.ROOT,
                        "Only a logistic regression is fitted, and nothing of it is tuned. The lowest F1 is that of %s, %.3f"
                                + " with %s%s.",
                        hardest.label(),
                        hardest.f1(),
                        results.model(),
                        others.isEmpty() ? "" : "; with vectors of other models: " + others));
    }
}
