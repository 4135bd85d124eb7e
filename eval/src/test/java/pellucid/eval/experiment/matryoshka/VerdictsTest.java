package pellucid.eval.experiment.matryoshka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.eval.data.HomeDepot;
import pellucid.eval.report.Claim;
import pellucid.eval.report.Verdict;

/** What becomes of the claims in made-up worlds. */
class VerdictsTest {
    private static final int QUERIES = 1000;
    private static final int[] DIMS = {384, 192, 96, 48};

    /** What an arm reaches, at 384, 192, 96 and 48. */
    private record World(Map<Arm, double[]> recall, Map<Arm, Double> mrr) {
        double of(Arm arm, Measure measure, int length) {
            return measure == Measure.RECALL ? recall.get(arm)[length] : mrr.get(arm) * (4 - length) / 4;
        }
    }

    private static final World AS_REPORTED = new World(
            Map.of(
                    Arm.BASE, new double[] {.5758, .535, .46, .327},
                    Arm.MNRL, new double[] {.6631, .654, .63, .587},
                    Arm.MATRYOSHKA, new double[] {.6566, .650, .645, .630},
                    Arm.COSINE, new double[] {.55, .5, .4, .3},
                    Arm.COSENT, new double[] {.62, .5, .4, .3},
                    Arm.QUARTER, new double[] {.62, .5, .4, .3}),
            Map.of(
                    Arm.BASE,
                    .3203,
                    Arm.MNRL,
                    .3695,
                    Arm.MATRYOSHKA,
                    .3590,
                    Arm.COSINE,
                    .3,
                    Arm.COSENT,
                    .33,
                    Arm.QUARTER,
                    .33));

    /** Training does harm, and shorter vectors of the base model cost nothing but on the way. */
    private static final World HARMED = new World(
            Map.of(
                    Arm.BASE, new double[] {.5758, .40, .39, .575},
                    Arm.MNRL, new double[] {.50, .30, .20, .10},
                    Arm.MATRYOSHKA, new double[] {.40, .39, .30, .05},
                    Arm.COSINE, new double[] {.45, .4, .3, .2},
                    Arm.COSENT, new double[] {.50, .4, .3, .2},
                    Arm.QUARTER, new double[] {.55, .5, .4, .3}),
            Map.of(
                    Arm.BASE,
                    .3203,
                    Arm.MNRL,
                    .25,
                    Arm.MATRYOSHKA,
                    .20,
                    Arm.COSINE,
                    .25,
                    Arm.COSENT,
                    .26,
                    Arm.QUARTER,
                    .30));

    /** Training helps, but for the rest all is contrary to the study. */
    private static final World CONTRARY = new World(
            Map.of(
                    Arm.BASE, new double[] {.5758, .40, .39, .575},
                    Arm.MNRL, new double[] {.70, .30, .20, .10},
                    Arm.MATRYOSHKA, new double[] {.60, .39, .30, .05},
                    Arm.COSINE, new double[] {.75, .6, .5, .4},
                    Arm.COSENT, new double[] {.65, .5, .4, .3},
                    Arm.QUARTER, new double[] {.75, .5, .4, .3}),
            Map.of(
                    Arm.BASE,
                    .3203,
                    Arm.MNRL,
                    .40,
                    Arm.MATRYOSHKA,
                    .30,
                    Arm.COSINE,
                    .35,
                    Arm.COSENT,
                    .33,
                    Arm.QUARTER,
                    .30));

    private static final List<String> OF_THE_GAIN = List.of(
            "Fine-tuning with MNRL",
            "It improves MRR@10",
            "The gain holds",
            "With Matryoshka recall@10",
            "With Matryoshka MRR@10");

    /** Claims that compare ways of training: judged only where something is learned. */
    private static final List<String> OF_LOSSES = List.of(
            "Matryoshka costs a little recall@10",
            "Matryoshka costs a little MRR@10",
            "CosineSimilarity on the graded",
            "CoSENT should",
            "Observation 4: Matryoshka shows no",
            "Observation 4: at 48",
            "Matryoshka has some benefit");

    private static final List<String> OTHERS = List.of(
            "The gains are small",
            "Observation 1: the pretrained",
            "Observation 1: that last step",
            "Observation 2: halving",
            "Observation 2: at 48",
            "Observation 3");

    /** Claims on what a whole training does: a short one that contradicts them is no verdict. */
    private static final List<String> OF_WHOLE_TRAININGS = List.of(
            "Matryoshka costs a little recall@10",
            "Matryoshka costs a little MRR@10",
            "Observation 2: halving",
            "Observation 2: at 48",
            "Observation 3",
            "Observation 4: Matryoshka shows no",
            "Observation 4: at 48");

    @TempDir
    private Path folder;

    private StudyData shop;

    @BeforeEach
    void read() throws IOException {
        shop = StudyData.of(HomeDepot.read(SampleShop.write(folder), null), 42);
    }

    /** The first of the queries are found: as many as the share says. */
    private static double[] found(double share) {
        double[] values = new double[QUERIES];
        for (int i = 0; i < share * QUERIES; i++) {
            values[i] = 1;
        }
        return values;
    }

    private static MatryoshkaResults results(StudyData data, World world, MatryoshkaOptions options) {
        Map<SplitKind, StudySplit> splits = new EnumMap<>(SplitKind.class);
        for (SplitKind kind : SplitKind.values()) {
            splits.put(kind, StudySplit.of(kind, data, 42));
        }
        Map<Arm, ArmResult> arms = new EnumMap<>(Arm.class);
        for (Arm arm : Arm.values()) {
            List<ArmResult.Scores> scores = new ArrayList<>();
            for (int length = 0; length < DIMS.length; length++) {
                scores.add(new ArmResult.Scores(
                        DIMS[length],
                        found(world.of(arm, Measure.RECALL, length)),
                        found(world.of(arm, Measure.MRR, length))));
            }
            int rows = options.pairs() == 0 ? Reported.PAIRS : options.pairs();
            arms.put(
                    arm,
                    new ArmResult(
                            arm,
                            new ArmResult.Training(arm.share(rows), options.epochs(), new double[] {2, 1}, 1, 1),
                            scores));
        }
        Map<SplitKind, SplitResult> measured = new EnumMap<>(SplitKind.class);
        for (SplitKind kind : options.splits()) {
            Leaks none = new Leaks(new boolean[QUERIES], new boolean[QUERIES], new boolean[QUERIES]);
            measured.put(kind, new SplitResult(splits.get(kind), none, DIMS, arms, null, 42));
        }
        return new MatryoshkaResults(data, "a model", null, options, splits, measured);
    }

    private static Verdict verdict(List<Claim> claims, String start) {
        return claim(claims, start).verdict();
    }

    private static Claim claim(List<Claim> claims, String start) {
        return claims.stream()
                .filter(claim -> claim.statement().startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no claim " + start));
    }

    private static void assertAll(List<Claim> claims, List<String> starts, Verdict wanted) {
        for (String start : starts) {
            assertThat(verdict(claims, start)).as(start).isEqualTo(wanted);
        }
    }

    @Test
    void reproducesWhatIsAsReported() {
        List<Claim> claims = Verdicts.of(results(shop, AS_REPORTED, MatryoshkaOptions.FULL));
        assertAll(claims, OF_THE_GAIN, Verdict.REPRODUCED);
        assertAll(claims, OF_LOSSES, Verdict.REPRODUCED);
        assertAll(claims, OTHERS, Verdict.REPRODUCED);
        assertThat(verdict(claims, "A much larger")).isEqualTo(Verdict.NOT_TESTED);
        assertThat(claims).hasSize(25);
        assertThat(claims.get(0).evidence())
                .startsWith("recall@10, MNRL against base: 0.664 against 0.576, +15.3% (95% from +")
                .contains("; as coded: 0.664");
    }

    @Test
    void refutesWhatIsContrary() {
        MatryoshkaOptions whole = MatryoshkaOptions.FULL.withSplits(SplitKind.LEAK_FREE);
        List<Claim> contrary = Verdicts.of(results(shop, CONTRARY, whole));
        assertAll(contrary, OF_LOSSES, Verdict.REFUTED);
        assertAll(contrary, OTHERS, Verdict.REFUTED);
        List<Claim> harmed = Verdicts.of(results(shop, HARMED, whole));
        assertAll(harmed, OF_THE_GAIN, Verdict.REFUTED);
        assertAll(harmed, OTHERS, Verdict.REFUTED);
    }

    @Test
    void comparesLossesOnlyWhereSomethingIsLearned() {
        MatryoshkaOptions control = MatryoshkaOptions.DEFAULTS.withShuffle(true);
        List<Claim> claims = Verdicts.of(results(shop, HARMED, control));
        assertAll(claims, OF_LOSSES, Verdict.NOT_TESTED);
        assertAll(claims, OF_THE_GAIN, Verdict.REFUTED);
        assertThat(claims)
                .anySatisfy(claim -> assertThat(claim.evidence()).startsWith("Nothing is learned from these rows"));
    }

    @Test
    void doesNotRefuteAWholeTrainingByAShortOne() {
        List<Claim> claims = Verdicts.of(results(shop, CONTRARY, MatryoshkaOptions.DEFAULTS));
        assertAll(claims, OF_WHOLE_TRAININGS, Verdict.NOT_TESTED);
        assertThat(claims)
                .anySatisfy(claim -> assertThat(claim.evidence())
                        .endsWith(
                                "So it is after 4,000 pairs, each seen 1 time; 30 epochs of 9,200, as in the study, are"
                                        + " missing (--full)."));
        assertAll(
                Verdicts.of(results(shop, CONTRARY, MatryoshkaOptions.DEFAULTS.withShuffle(true))),
                OF_WHOLE_TRAININGS,
                Verdict.REFUTED);
    }

    @Test
    void correctsCosineWhereItGainsLessThanMnrl() {
        Map<Arm, double[]> recall = new EnumMap<>(AS_REPORTED.recall());
        recall.put(Arm.COSINE, new double[] {.61, .5, .4, .3});
        World world = new World(recall, AS_REPORTED.mrr());
        List<Claim> claims =
                claims(new TuningClaims(results(shop, world, MatryoshkaOptions.FULL.withSplits(SplitKind.LEAK_FREE))));
        assertThat(verdict(claims, "CosineSimilarity on the graded")).isEqualTo(Verdict.CORRECTED);
    }

    @Test
    void asksWhetherWhatWasMetGainsMore() {
        MatryoshkaResults results = results(shop, AS_REPORTED, MatryoshkaOptions.FULL);
        // Those that training finds stand behind the first half.
        assertThat(leakEffect(results, i -> i >= QUERIES / 2)).isEqualTo(Verdict.REPRODUCED);
        assertThat(leakEffect(results, i -> i < QUERIES / 2)).isEqualTo(Verdict.REFUTED);
        assertThat(leakEffect(results, i -> false)).isEqualTo(Verdict.NOT_TESTED);
        MatryoshkaResults cleanOnly =
                results(shop, AS_REPORTED, MatryoshkaOptions.FULL.withSplits(SplitKind.LEAK_FREE));
        assertThat(leakEffect(cleanOnly, i -> false)).isEqualTo(Verdict.NOT_TESTED);
    }

    private static Verdict leakEffect(MatryoshkaResults results, IntPredicate met) {
        Map<SplitKind, SplitResult> measured = new EnumMap<>(results.measured());
        measured.computeIfPresent(SplitKind.AS_CODED, (kind, result) -> {
            Leaks leaks = new Leaks(new boolean[QUERIES], new boolean[QUERIES], new boolean[QUERIES]);
            for (int i = 0; i < QUERIES; i++) {
                leaks.product()[i] = met.test(i);
            }
            return new SplitResult(result.split(), leaks, result.dims(), result.arms(), null, result.seed());
        });
        MatryoshkaResults changed = new MatryoshkaResults(
                results.data(), results.model(), null, results.options(), results.splits(), measured);
        return verdict(claims(new TuningClaims(changed)), "Not in the study");
    }

    @Test
    void judgesNoModelByAnother() {
        MatryoshkaResults results = results(shop, AS_REPORTED, MatryoshkaOptions.FULL.withSplits(SplitKind.LEAK_FREE));
        for (double recall : new double[] {0.61, 0.70, 0.50}) {
            Claim claim = against(results, recall);
            assertThat(claim.verdict()).isEqualTo(Verdict.NOT_TESTED);
            assertThat(claim.evidence())
                    .startsWith(String.format(
                            Locale.ROOT,
                            "all-mpnet-base-v2 is missing. another, another pretrained model, has recall@10 %.3f and MRR@10"
                                    + " %.3f on",
                            recall,
                            recall / 2));
        }
    }

    @Test
    void saysWhereThereIsNothingToCompareWith() {
        Map<Arm, double[]> recall = new EnumMap<>(AS_REPORTED.recall());
        recall.put(Arm.BASE, new double[] {0, 0, 0, 0});
        Map<Arm, Double> mrr = new EnumMap<>(AS_REPORTED.mrr());
        mrr.put(Arm.BASE, 0.0);
        MatryoshkaResults results = results(shop, new World(recall, mrr), MatryoshkaOptions.FULL);
        List<Claim> claims = Verdicts.of(results);
        assertThat(claims).noneMatch(claim -> claim.evidence().contains("NaN"));
        assertThat(claims.get(0).verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(claims.get(0).evidence())
                .isEqualTo("recall@10, MNRL against base: 0.664 against 0.000, nothing to compare with; as coded: 0.664"
                        + " against 0.000, nothing to compare with.");
        MatryoshkaTables tables = new MatryoshkaTables(results);
        assertThat(tables.kept(results.main()).rows().get(0)).containsExactly("base", "", "", "");
        assertThat(tables.gains(results.main()).rows().get(0).get(1)).isEmpty();
    }

    private static Claim against(MatryoshkaResults results, double recall) {
        Map<SplitKind, SplitResult> measured = new EnumMap<>(results.measured());
        ArmResult.Scores other = new ArmResult.Scores(768, found(recall), found(recall / 2));
        measured.replaceAll((kind, result) ->
                new SplitResult(result.split(), result.leaks(), result.dims(), result.arms(), other, result.seed()));
        MatryoshkaResults changed = new MatryoshkaResults(
                results.data(), results.model(), "another", results.options(), results.splits(), measured);
        return claim(claims(new TuningClaims(changed)), "A much larger");
    }

    private static List<Claim> claims(Verdicts verdicts) {
        verdicts.judge();
        return verdicts.claims.claims();
    }

    /** Rows in which nothing occurs twice. */
    private static List<Claim> onData(IntToDoubleFunction relevance) {
        return onData(1200, relevance);
    }

    private static List<Claim> onData(int size, IntToDoubleFunction relevance) {
        List<HomeDepot.Judged> rows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            rows.add(new HomeDepot.Judged(
                    "" + i, "" + i, "title " + i, "query " + i, Math.round(100 * relevance.applyAsDouble(i)) / 100.0));
        }
        HomeDepot file = new HomeDepot("made up", StandardCharsets.UTF_8, rows, Map.of(), Map.of(), Map.of(), 0, 0);
        return onData(StudyData.of(file, 42));
    }

    private static List<Claim> onData(StudyData data) {
        return claims(new DataClaims(results(data, AS_REPORTED, MatryoshkaOptions.DEFAULTS)));
    }

    @Test
    void tellsADipFromAGridWithoutThatValue() {
        String dip = "The distribution of the relevance";
        Claim thirds = claim(onData(i -> 1 + i % 7 / 3.0), dip);
        assertThat(thirds.verdict()).isEqualTo(Verdict.CORRECTED);
        assertThat(thirds.evidence()).contains("the mean of three persons', which cannot be 2.5");
        assertThat(verdict(onData(i -> i % 3 == 0 ? 2.5 : 1 + i % 7 / 3.0), dip))
                .isEqualTo(Verdict.REFUTED);
        assertThat(verdict(onData(i -> i % 2 == 0 ? 2.67 : 3), dip)).isEqualTo(Verdict.NOT_TESTED);
        Claim mixed = claim(onData(i -> i % 20 == 0 ? 2.5 : 1 + i % 7 / 3.0), dip);
        assertThat(mixed.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(mixed.evidence()).doesNotContain("three persons");
    }

    @Test
    void countsWhatIsLearnedAndAsked() {
        List<Claim> unique = onData(i -> 1 + i % 7 / 3.0);
        assertThat(verdict(unique, "Neither the queries")).isEqualTo(Verdict.REPRODUCED);
        assertThat(verdict(unique, "The threshold of 2.5")).isEqualTo(Verdict.REFUTED);
        assertThat(claim(unique, "The test set has").evidence()).contains(", each with another query.");
        List<Claim> shared = onData(shop);
        assertThat(verdict(shared, "Neither the queries")).isEqualTo(Verdict.REFUTED);
        assertThat(verdict(shared, "The test set has")).isEqualTo(Verdict.REFUTED);
        assertThat(claim(shared, "The test set has").evidence())
                .contains(" queries differ: the same query comes again");
    }

    @Test
    void correctsCountsThatAreOffByLessThanHalf() {
        List<Claim> most = onData(20_000, i -> i % 7 < 4 ? 3 : 2);
        assertThat(verdict(most, "The threshold of 2.5")).isEqualTo(Verdict.CORRECTED);
        List<Claim> none = onData(20_000, i -> i % 7 < 4 ? 2.5 : 2);
        assertThat(verdict(none, "The threshold of 2.5")).isEqualTo(Verdict.REFUTED);
    }
}
