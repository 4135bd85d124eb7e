package pellucid.eval.experiment.movies;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.eval.TinyBert;
import pellucid.eval.report.Claim;
import pellucid.eval.report.Verdict;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.backend.Backends;

class MoviesTest {
    private static final MovieOptions SMALL = MovieOptions.DEFAULTS.withPairs(8).withQueries(20);

    private static final BatchNegatives EASY = new BatchNegatives(0.1, 0.3, 0.4, 8);

    @TempDir
    private Path folder;

    private static Movies run(Path data, Path model, MovieOptions options) {
        Supplier<SentenceEncoder> fresh = () -> SentenceEncoder.load(model, Backends.get());
        return Movies.run(data, "a model", fresh, options, (task, done, total, words) -> {});
    }

    @Test
    void givesTheSameNumbersToTheSameSeed() throws IOException {
        Path data = SampleFilms.write(folder);
        Path tiny = TinyBert.unpack(folder);
        ObjectNode first = run(data, tiny, SMALL).json();
        ObjectNode second = run(data, tiny, SMALL).json();
        assertThat(first.path("arms")).isEqualTo(second.path("arms"));
        assertThat(run(data, tiny, SMALL.withSeed(7)).json().path("arms")).isNotEqualTo(first.path("arms"));
        assertThat(first.path("leaked").asInt()).isZero();
        assertThat(first.path("claims")).hasSize(24);
    }

    /** Every arm stands in with what the base model found: the numbers, not the training, are looked at. */
    private static MovieResults untrained(MovieTable table, SentenceEncoder encoder, MovieOptions options) {
        MovieSplit split = MovieSplit.of(table.movies(), options.seed());
        TrainingPairs pairs = new TrainingPairs(split.train(), options.pairs(), options.seed());
        QuerySet queries = QuerySet.of(split, pairs.queries(), options);
        MovieSearch search = new MovieSearch(encoder, queries, (done, total) -> {});
        Map<Arm, ArmResult> arms = new EnumMap<>(Arm.class);
        for (Arm arm : Arm.values()) {
            arms.put(arm, search.result(arm, new ArmResult.Training(8, new double[] {1, 1}, 1, 1, 0)));
        }
        return new MovieResults(table, "a model", options, split, queries, EASY, arms);
    }

    @Test
    void fallsToChanceWhereTheTextsAreDealtOutAtRandom() throws IOException {
        MovieTable table = MovieTable.read(SampleFilms.write(folder));
        SentenceEncoder encoder = SentenceEncoder.load("all-MiniLM-L6-v2");
        MovieResults plain = untrained(table, encoder, SMALL);
        MovieResults control = untrained(table.shuffled(5), encoder, SMALL.withShuffle(true));

        assertThat(plain.interval(plain.of(Arm.BASE).reciprocalRanks(plain.heldOut()))
                        .low())
                .isGreaterThan(2 * plain.chance(plain.heldOut()));
        assertThat(control.isChance(Arm.BASE, control.heldOut())).isTrue();
        assertThat(plain.right(Arm.BASE, plain.nine())).isGreaterThan(3);
        assertThat(control.right(Arm.BASE, control.nine())).isLessThan(2);

        Map<String, Verdict> before = verdicts(plain);
        Map<String, Verdict> after = verdicts(control);
        for (String start :
                List.of("Row 3", "Row 4", "Row 6", "MNRL does not overfit", "Not in the study: MNRL teaches")) {
            String claim = before.keySet().stream()
                    .filter(statement -> statement.startsWith(start))
                    .findFirst()
                    .orElseThrow();
            assertThat(before.get(claim)).as(claim).isNotEqualTo(Verdict.NOT_TESTED);
            assertThat(after.get(claim)).as(claim).isEqualTo(Verdict.NOT_TESTED);
        }
        assertThat(MovieReport.of(control, Map.of(), Duration.ZERO).html()).contains("This is the control");
        assertThat(MovieReport.of(plain, Map.of(), Duration.ZERO).html()).doesNotContain("This is the control");
    }

    @Test
    void followsTheNumbersOfTheCosineArm() throws IOException {
        MovieTable table = MovieTable.read(SampleFilms.write(folder));
        MovieResults alike =
                untrained(table, SentenceEncoder.load(TinyBert.unpack(folder).toString()), SMALL);
        assertThat(verdict(alike, "Row 5", 0, 0)).isEqualTo(Verdict.REFUTED);
        assertThat(verdict(alike, "Row 5", 0.1, 0)).isEqualTo(Verdict.CORRECTED);
        assertThat(verdict(alike, "Row 5", 0.5, 0)).isEqualTo(Verdict.REPRODUCED);
        assertThat(verdict(alike, "Row 2", 0, 1)).isEqualTo(Verdict.REFUTED);
        assertThat(verdict(alike, "Row 2", 0, 3)).isEqualTo(Verdict.CORRECTED);
        assertThat(verdict(alike, "Row 2", 0, 8)).isEqualTo(Verdict.REPRODUCED);
    }

    /** What becomes of a row when unrelated pairs come closer under cosine, and when it works for so many seconds. */
    private static Verdict verdict(MovieResults alike, String row, double closer, double seconds) {
        Map<Arm, ArmResult> arms = new EnumMap<>(alike.arms());
        arms.replaceAll((arm, result) -> {
            boolean cosine = arm == Arm.COSINE;
            ArmResult.Space space =
                    new ArmResult.Space(1, -2, 0.2 + (cosine ? closer : 0), new double[1], new double[1]);
            ArmResult.Training training = new ArmResult.Training(8, new double[1], 1, cosine ? seconds : 1, 0);
            return new ArmResult(arm, training, result.hits(), result.ranks(), space);
        });
        return verdict(new SixRows(changed(alike, EASY, arms)), row);
    }

    @Test
    void restsOnQueriesInOtherWords() throws IOException {
        MovieTable table = MovieTable.read(SampleFilms.write(folder));
        MovieResults alike =
                untrained(table, SentenceEncoder.load(TinyBert.unpack(folder).toString()), SMALL);
        assertThat(inOtherWords(alike, 1, 1)).isEqualTo(Verdict.REPRODUCED);
        assertThat(inOtherWords(alike, 3, 1)).isEqualTo(Verdict.CORRECTED);
        assertThat(inOtherWords(alike, 4, 1)).isEqualTo(Verdict.REFUTED);
        assertThat(inOtherWords(alike, 1, 4)).isEqualTo(Verdict.REPRODUCED);
    }

    @Test
    void comparesTheLossesAtEqualTrainingToo() throws IOException {
        MovieTable table = MovieTable.read(SampleFilms.write(folder));
        MovieResults alike =
                untrained(table, SentenceEncoder.load(TinyBert.unpack(folder).toString()), SMALL);
        // Cosine has seen six times as much, and is better for it.
        assertThat(atEqualTraining(alike, 2, "Row 4")).isEqualTo(Verdict.CORRECTED);
        assertThat(atEqualTraining(alike, 4, "Row 4")).isEqualTo(Verdict.REFUTED);
        assertThat(atEqualTraining(alike, 1, "MNRL needs fewer")).isEqualTo(Verdict.REPRODUCED);
        assertThat(atEqualTraining(alike, 2, "MNRL needs fewer")).isEqualTo(Verdict.CORRECTED);
        assertThat(atEqualTraining(alike, 4, "MNRL needs fewer")).isEqualTo(Verdict.REFUTED);
    }

    /** Every arm has its films at rank 4, but cosine on all pairs at 1, and MNRL on half of them at this. */
    private static Verdict atEqualTraining(MovieResults alike, int mnrlHalf, String claim) {
        Map<Arm, ArmResult> arms = new EnumMap<>(alike.arms());
        arms.replaceAll((arm, result) -> {
            int[] ranks = new int[result.ranks().length];
            Arrays.fill(ranks, arm == Arm.COSINE ? 1 : arm == Arm.MNRL_HALF ? mnrlHalf : 4);
            return new ArmResult(arm, result.training(), result.hits(), ranks, result.space());
        });
        MovieResults changed = changed(alike, EASY, arms);
        return verdict(claim.startsWith("Row") ? new SixRows(changed) : new OtherClaims(changed), claim);
    }

    /** The base model has every film at rank 4; MNRL has them at these ranks. */
    private static Verdict inOtherWords(MovieResults alike, int otherWords, int asTrained) {
        Map<Arm, ArmResult> arms = new EnumMap<>(alike.arms());
        arms.replaceAll((arm, result) -> {
            int[] ranks = new int[result.ranks().length];
            Arrays.fill(ranks, 4);
            if (arm == Arm.MNRL) {
                Arrays.stream(alike.heldOut()).forEach(i -> ranks[i] = otherWords);
                Arrays.stream(alike.asTrained()).forEach(i -> ranks[i] = asTrained);
            }
            return new ArmResult(arm, result.training(), result.hits(), ranks, result.space());
        });
        MovieResults changed = changed(alike, EASY, arms);
        Verdict verdict = verdict(new OtherClaims(changed), "Not in the study: MNRL teaches");
        // The other claims see nothing of the templates.
        assertThat(verdict(new SixRows(changed), "Row 4"))
                .isEqualTo(otherWords < 4 ? Verdict.CORRECTED : Verdict.REFUTED);
        return verdict;
    }

    @Test
    void asksHowHardTheNegativesOfABatchAre() throws IOException {
        MovieTable table = MovieTable.read(SampleFilms.write(folder));
        MovieResults alike =
                untrained(table, SentenceEncoder.load(TinyBert.unpack(folder).toString()), SMALL);
        assertThat(negatives(alike, new BatchNegatives(0.36, 0.5, 0.4, 8))).isEqualTo(Verdict.REPRODUCED);
        assertThat(negatives(alike, new BatchNegatives(0.1, 0.36, 0.4, 8))).isEqualTo(Verdict.CORRECTED);
        assertThat(negatives(alike, new BatchNegatives(0.1, 0.3, 0.4, 8))).isEqualTo(Verdict.REFUTED);
        assertThat(negatives(alike, new BatchNegatives(Double.NaN, Double.NaN, Double.NaN, 0)))
                .isEqualTo(Verdict.NOT_TESTED);
    }

    private static Verdict negatives(MovieResults alike, BatchNegatives negatives) {
        return verdict(new OtherClaims(changed(alike, negatives, alike.arms())), "The other films of a batch");
    }

    private static MovieResults changed(MovieResults alike, BatchNegatives negatives, Map<Arm, ArmResult> arms) {
        return new MovieResults(
                alike.table(), alike.model(), alike.options(), alike.split(), alike.queries(), negatives, arms);
    }

    private static Verdict verdict(Verdicts verdicts, String start) {
        return verdicts.claims().stream()
                .filter(claim -> claim.statement().startsWith(start))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    private static Map<String, Verdict> verdicts(MovieResults results) {
        return Verdicts.of(results).stream().collect(Collectors.toMap(Claim::statement, Claim::verdict));
    }
}
