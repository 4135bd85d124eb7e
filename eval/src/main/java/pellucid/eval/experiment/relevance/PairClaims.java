package pellucid.eval.experiment.relevance;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pellucid.eval.experiment.ClaimList;
import pellucid.eval.experiment.Judgement;
import pellucid.eval.metric.Bootstrap;
import pellucid.eval.metric.Correlation;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Verdict;

/** What the study reads from its box plot and its two tables of single pairs. */
final class PairClaims extends Judge {
    private static final Judgement COSINE = new Judgement("cosine", 0.01);
    /** Fewer say nothing. */
    private static final int FEWEST = 10;

    private final List<PairShift> shifts;
    private final List<PairShift> positives;

    PairClaims(RelevanceResults results, ClaimList claims) {
        super(results, claims);
        this.shifts = results.shifts();
        this.positives = shifts.stream()
                .filter(shift -> shift.relevance() >= JudgedQuery.RELEVANT)
                .toList();
    }

    @Override
    void judge() {
        moves("Fine-tuning pushes the similarities of highly relevant pairs up, towards 1.", 3, 1);
        moves("It pushes those of low relevance down, towards 0.", 1, -1);
        spread();
        distance();
        misspellings();
        directMatches();
        textHelps();
    }

    /** The mean change of a grade, times 1 or -1 for up or down. */
    private void moves(String statement, int grade, int direction) {
        List<PairShift> pairs = results.ofGrade(grade);
        if (pairs.size() < FEWEST) {
            claims.notTested(
                    statement, pairs.size() + " test pairs have the grade " + grade + "; at least 10 are missing.");
            return;
        }
        double[] changes =
                pairs.stream().mapToDouble(pair -> direction * pair.change()).toArray();
        Interval change = Judgement.mean(changes, results.options().seed());
        Verdict verdict = COSINE.better(change);
        double low = direction * (direction > 0 ? change.low() : change.high());
        double high = direction * (direction > 0 ? change.high() : change.low());
        claims.add(
                statement,
                verdict,
                "Median of %d test pairs of grade %d: %.3f before, %.3f after; mean change %+.3f (95%% from %+.3f to %+.3f)%s.",
                pairs.size(),
                grade,
                median(pairs, PairShift::base),
                median(pairs, PairShift::tuned),
                direction * change.estimate(),
                low,
                high,
                verdict == Verdict.NOT_TESTED ? ", which allows both; more pairs are missing" : "");
    }

    static double median(List<PairShift> pairs, ToDoubleFunction<PairShift> value) {
        double[] sorted = pairs.stream().mapToDouble(value).sorted().toArray();
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    private void spread() {
        String statement = "The similarities spread out: their whole distribution becomes wider.";
        if (shifts.size() < FEWEST) {
            claims.notTested(statement, shifts.size() + " test pairs are there; at least 10 are missing.");
            return;
        }
        Interval wider =
                statistic(shifts, drawn -> deviation(drawn, PairShift::tuned) - deviation(drawn, PairShift::base));
        Verdict verdict = COSINE.better(wider);
        claims.add(
                statement,
                verdict,
                "Standard deviation over %d test pairs: %.3f before, %.3f after (95%% of the difference from %+.3f to"
                        + " %+.3f)%s.",
                shifts.size(),
                deviation(shifts, PairShift::base),
                deviation(shifts, PairShift::tuned),
                wider.low(),
                wider.high(),
                verdict == Verdict.NOT_TESTED ? ", which allows both; more pairs are missing" : "");
    }

    private void distance() {
        String statement = "Fine-tuning separates the irrelevant from the relevant pairs by a greater distance.";
        if (results.ofGrade(1).size() < FEWEST || results.ofGrade(3).size() < FEWEST) {
            claims.notTested(statement, "At least 10 test pairs of grade 1 and of grade 3 are missing.");
            return;
        }
        Interval gain = statistic(shifts, drawn -> gap(drawn, PairShift::tuned) - gap(drawn, PairShift::base));
        Verdict verdict = COSINE.better(gain);
        claims.add(
                statement,
                verdict,
                "Mean of grade 3 less that of grade 1: %.3f before, %.3f after (95%% of the difference from %+.3f to"
                        + " %+.3f)%s. Spearman's correlation of similarity and relevance: %.3f before, %.3f after.",
                gap(shifts, PairShift::base),
                gap(shifts, PairShift::tuned),
                gain.low(),
                gain.high(),
                verdict == Verdict.NOT_TESTED ? ", which allows both; more pairs are missing" : "",
                withRelevance(PairShift::base),
                withRelevance(PairShift::tuned));
    }

    private double withRelevance(ToDoubleFunction<PairShift> cosine) {
        return Correlation.spearman(
                shifts.stream().mapToDouble(PairShift::relevance).toArray(),
                shifts.stream().mapToDouble(cosine).toArray());
    }

    private static double gap(List<PairShift> pairs, ToDoubleFunction<PairShift> cosine) {
        return mean(pairs, pair -> pair.grade() == 3, cosine) - mean(pairs, pair -> pair.grade() == 1, cosine);
    }

    private static double mean(List<PairShift> pairs, Predicate<PairShift> wanted, ToDoubleFunction<PairShift> value) {
        return pairs.stream().filter(wanted).mapToDouble(value).average().orElse(Double.NaN);
    }

    private static double deviation(List<PairShift> pairs, ToDoubleFunction<PairShift> cosine) {
        double[] values = pairs.stream().mapToDouble(cosine).toArray();
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(Double.NaN));
    }

    private Interval statistic(List<PairShift> pairs, ToDoubleFunction<List<PairShift>> of) {
        return Bootstrap.interval(
                pairs.size(),
                drawn -> of.applyAsDouble(
                        Arrays.stream(drawn).mapToObj(pairs::get).toList()),
                Bootstrap.RESAMPLES,
                RelevanceResults.LEVEL,
                results.options().seed());
    }

    /** By how much less a misspelling costs after fine-tuning. */
    private void misspellings() {
        String statement = "Fine-tuning teaches misspellings: that vacume and vaccum mean vacuum, sleeveee sleeve.";
        List<SpellingShift> spellings = results.spellings();
        String own = named("vacume", "vaccum for dw745", "post sleeveee");
        if (spellings.size() < FEWEST) {
            claims.notTested(
                    statement,
                    spellings.size()
                            + " test queries have a word that is misspelt for one of a relevant product; at least"
                            + " 10 are missing. " + own);
            return;
        }
        double[] before =
                spellings.stream().mapToDouble(SpellingShift::baseCost).toArray();
        double[] after =
                spellings.stream().mapToDouble(SpellingShift::tunedCost).toArray();
        Interval gain = Judgement.gain(after, before, results.options().seed());
        Verdict verdict = COSINE.better(gain);
        claims.add(
                statement,
                verdict,
                "%d misspelt test queries: spelt right they would be nearer to a product that fits by %.3f before, by %.3f"
                        + " after (95%% of what is gained from %+.3f to %+.3f)%s. %s",
                spellings.size(),
                mean(before),
                mean(after),
                gain.low(),
                gain.high(),
                verdict == Verdict.NOT_TESTED ? ", which allows both; more queries are missing" : "",
                own);
    }

    /** The study's own pairs of some queries, or that they are not there. */
    private String named(String... queries) {
        List<String> wanted = List.of(queries);
        String found = results.named().stream()
                .filter(pair -> wanted.contains(pair.query()))
                .map(pair -> String.format(Locale.ROOT, "%s %.3f to %.3f", pair.query(), pair.base(), pair.tuned()))
                .collect(Collectors.joining(", "));
        return found.isEmpty()
                ? "None of the study's own pairs is in the data."
                : "The study's own pairs: " + found + ".";
    }

    /** By how much less pairs without a direct match deteriorate. */
    private void directMatches() {
        String statement = "What deteriorates the most are pairs with almost a direct text match.";
        long direct = positives.stream().filter(PairShift::isDirect).count();
        if (direct < FEWEST || positives.size() - direct < FEWEST) {
            claims.notTested(
                    statement,
                    direct + " of " + positives.size()
                            + " relevant test pairs are direct matches; at least 10 of either" + " kind are missing.");
            return;
        }
        Interval less = statistic(
                positives,
                drawn -> mean(drawn, pair -> !pair.isDirect(), PairShift::change)
                        - mean(drawn, PairShift::isDirect, PairShift::change));
        Verdict verdict = COSINE.better(less);
        claims.add(
                statement,
                verdict,
                "Mean change of %d relevant test pairs whose product has all words of the query %+.3f, of the %d others"
                        + " %+.3f (95%% of the difference from %+.3f to %+.3f)%s. %s",
                direct,
                mean(positives, PairShift::isDirect, PairShift::change),
                positives.size() - direct,
                mean(positives, pair -> !pair.isDirect(), PairShift::change),
                less.low(),
                less.high(),
                verdict == Verdict.NOT_TESTED ? ", which allows both; more pairs are missing" : "",
                named("owt", "GLACIER BAY BATHROOM VANITY", "unique home design"));
    }

    /** On the queries with a relevant product that matches directly and has moved away. */
    private void textHelps() {
        String statement = "Text search in the rank fusion helps with direct matches that have deteriorated.";
        Map<String, Boolean> wanted = new HashMap<>();
        positives.stream()
                .filter(pair -> pair.isDirect() && pair.change() < 0)
                .forEach(pair -> wanted.put(pair.query(), true));
        boolean[] asked = new boolean[results.task().test().size()];
        IntStream.range(0, asked.length)
                .forEach(i -> asked[i] =
                        wanted.containsKey(results.task().test().get(i).text()));
        int count = wanted.size();
        if (count < FEWEST) {
            claims.notTested(statement, count + " test queries have such a pair; at least 10 are missing.");
            return;
        }
        Interval gain = Judgement.gain(
                results.of(SearchRow.VECTORSEARCH_FINETUNE).of(Measure.NDCG, asked),
                results.of(SearchRow.RRF_FINETUNE).of(Measure.NDCG, asked),
                results.options().seed());
        Verdict verdict = NDCG.better(gain);
        claims.add(
                statement,
                verdict,
                "rrf_finetune against vectorsearch_finetune on the %d test queries with such a pair: %s.",
                count,
                NDCG.words(gain, verdict));
    }
}
