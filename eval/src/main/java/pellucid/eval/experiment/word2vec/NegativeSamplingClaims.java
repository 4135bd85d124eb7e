package pellucid.eval.experiment.word2vec;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pellucid.eval.report.Verdict;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.models.word2vec.train.NegativeDistribution;

/** What the text says of predicting a few words in place of all. */
final class NegativeSamplingClaims extends Verdicts {
    /** Powers of the size from which on a cost counts as growing with it, and up to which as not. */
    private static final double GROWS = 0.5;

    private static final double STAYS = 0.25;
    private static final double FASTER = 2;

    NegativeSamplingClaims(WordVectorResults results) {
        super(results);
    }

    @Override
    void judge() {
        cost();
        betterForRare(
                "Negative sampling makes better vectors of rare words (than hierarchical softmax).",
                Cell.HIERARCHICAL,
                Cell.CENTRE,
                "K = 5 against hierarchical softmax");
        balance();
        moreNegatives();
        flatter();
        better(
                "The exponent 3/4 makes better vectors than the frequencies as they are.",
                Cell.EXPONENT_1,
                Cell.CENTRE,
                "3/4 against 1");
        better(
                "Not in the text: the exponent 3/4 makes better vectors than all words alike.",
                Cell.EXPONENT_0,
                Cell.CENTRE,
                "3/4 against 0");
    }

    /**
     * Reproduced if the time of a full softmax grows with V, that of negative sampling does not, and grows with K;
     * corrected if only the first two hold.
     */
    private void cost() {
        double softmax = Costs.power(results.costs().softmax());
        double negative = Costs.power(results.costs().negative());
        double byNegatives = Costs.power(results.costs().byNegatives());
        boolean falls = softmax >= GROWS && negative <= STAYS;
        add(
                "Negative sampling takes a prediction from O(V) to O(K).",
                falls ? byNegatives >= GROWS ? Verdict.REPRODUCED : Verdict.CORRECTED : Verdict.REFUTED,
                "Time of a prediction as a power of the size, measured: full softmax V^%.2f (%s), negative sampling V^%.2f"
                        + " (%s) and K^%.2f (%s).",
                softmax,
                times(results.costs().softmax()),
                negative,
                times(results.costs().negative()),
                byNegatives,
                times(results.costs().byNegatives()));
    }

    /** {@code 500: 12 µs … 5,000: 90 µs}. */
    private static String times(List<Costs.Cost> costs) {
        return IntStream.of(0, costs.size() - 1)
                .mapToObj(costs::get)
                .map(cost -> String.format(Locale.ROOT, "%,d: %.3g µs", cost.size(), 1e6 * cost.seconds()))
                .collect(Collectors.joining(" … "));
    }

    /**
     * Reproduced if it is twice as fast as the full softmax and rules out a loss that matters, corrected if it is faster at
     * a loss, refuted if it is not twice as fast; otherwise the small corpus is too small to tell.
     */
    private void balance() {
        ObjectiveResult softmax = results.objective(Objectives.SOFTMAX);
        ObjectiveResult negative = results.objective(Objectives.NEGATIVE);
        double faster = softmax.secondsPerPrediction() / negative.secondsPerPrediction();
        Difference synonyms = Difference.between(
                Measure.SYNONYMS,
                List.of(softmax.scores().get(Measure.SYNONYMS)),
                List.of(negative.scores().get(Measure.SYNONYMS)),
                results.smallSpread(),
                results.options().seed());
        boolean noLoss = synonyms.low() > -synonyms.measure().negligible();
        Verdict verdict = faster < FASTER
                ? Verdict.REFUTED
                : synonyms.isLoss() ? Verdict.CORRECTED : noLoss ? Verdict.REPRODUCED : Verdict.NOT_TESTED;
        add(
                "Negative sampling strikes a good balance between speed and quality.",
                verdict,
                "Against the full softmax on the small corpus: a prediction %.1f times as fast, %s%s.",
                faster,
                synonyms.words(),
                verdict == Verdict.NOT_TESTED ? ", which allows a loss; a larger corpus is missing" : "");
    }

    /** As {@link Judgement#better}, from K = 5 to K = 20. */
    private void moreNegatives() {
        List<Difference> differences = results.differences(Cell.CENTRE, Cell.NEGATIVE_20);
        Verdict verdict = Judgement.better(differences);
        add(
                "Asked: of K between 5 and 20, the larger makes the better vectors.",
                verdict,
                "K = 20 against 5, in %.1f times the time: %s.",
                results.of(Cell.NEGATIVE_20).seconds() / results.of(Cell.CENTRE).seconds(),
                Judgement.words(differences, verdict));
    }

    /** Reproduced if the rarer half of the words gets more, but not ten times as much ("slightly"); else corrected. */
    private void flatter() {
        WordVocabulary vocabulary = results.vectors().vocabulary();
        long[] counts = IntStream.range(0, vocabulary.size())
                .mapToLong(vocabulary::count)
                .toArray();
        double flat = rareShare(new NegativeDistribution(0.75, counts));
        double plain = rareShare(new NegativeDistribution(1, counts));
        double ratio = flat / plain;
        add(
                "Drawing from f^(3/4) gives the less frequent words a slightly larger share.",
                ratio <= 1 ? Verdict.REFUTED : ratio < 10 ? Verdict.REPRODUCED : Verdict.CORRECTED,
                "The rarer half of the words is %.1f%% of the text and %.1f%% of the negatives, %.1f times as much; \"%s\""
                        + " falls from %.2f%% to %.2f%%.",
                100 * plain,
                100 * flat,
                ratio,
                vocabulary.word(0),
                100 * new NegativeDistribution(1, counts).probability(0),
                100 * new NegativeDistribution(0.75, counts).probability(0));
    }

    private static double rareShare(NegativeDistribution distribution) {
        return IntStream.range(distribution.size() / 2, distribution.size())
                .mapToDouble(distribution::probability)
                .sum();
    }
}
