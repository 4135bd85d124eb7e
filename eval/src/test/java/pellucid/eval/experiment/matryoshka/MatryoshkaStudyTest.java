package pellucid.eval.experiment.matryoshka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.eval.TinyBert;
import pellucid.eval.data.HomeDepot;
import pellucid.eval.experiment.ExperimentProgress;
import pellucid.eval.experiment.Judgement;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Verdict;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.InputException;
import pellucid.tensor.backend.Backends;

class MatryoshkaStudyTest {
    private static final ExperimentProgress SILENT = (task, done, total, words) -> {};
    private static final MatryoshkaOptions SMALL = MatryoshkaOptions.DEFAULTS.withPairs(32);

    @TempDir
    private Path folder;

    private MatryoshkaStudy run(HomeDepot file, Path model, MatryoshkaOptions options) {
        return MatryoshkaStudy.run(
                file, "a model", () -> SentenceEncoder.load(model, Backends.get()), null, options, SILENT);
    }

    @Test
    void givesTheSameNumbersToTheSameSeed() throws IOException {
        HomeDepot file = HomeDepot.read(SampleShop.write(folder), null);
        Path tiny = TinyBert.unpack(folder);
        ObjectNode first = run(file, tiny, SMALL).figures();
        assertThat(run(file, tiny, SMALL).figures().path("splits")).isEqualTo(first.path("splits"));
        assertThat(run(file, tiny, SMALL.withSeed(7)).figures().path("splits")).isNotEqualTo(first.path("splits"));
        ObjectNode control = run(file, tiny, SMALL.withShuffle(true)).figures();
        assertThat(control.at("/splits/leak_free/arms/base")).isEqualTo(first.at("/splits/leak_free/arms/base"));
        assertThat(control.at("/splits/leak_free/arms/mnrl")).isNotEqualTo(first.at("/splits/leak_free/arms/mnrl"));
    }

    @Test
    void learnsFromPairsAndNothingFromShuffledOnes() throws IOException {
        StudyData data = StudyData.of(HomeDepot.read(SampleShop.write(folder), null), 42);
        StudySplit split = StudySplit.of(SplitKind.LEAK_FREE, data, 42);
        MatryoshkaOptions options = MatryoshkaOptions.DEFAULTS.withEpochs(3);
        Interval learned = gain(split, options);
        Interval shuffled = gain(split, options.withShuffle(true));
        Judgement judgement = new Judgement("MRR@10", Verdicts.NEGLIGIBLE);
        assertThat(judgement.better(learned)).as(judgement.words(learned)).isEqualTo(Verdict.REPRODUCED);
        assertThat(judgement.better(shuffled)).as(judgement.words(shuffled)).isNotEqualTo(Verdict.REPRODUCED);
        assertThat(shuffled.estimate()).isLessThan(Verdicts.NEGLIGIBLE);
    }

    private static Interval gain(StudySplit split, MatryoshkaOptions options) {
        Map<Arm, ArmResult> arms = new MatryoshkaExperiment(
                        () -> SentenceEncoder.load("all-MiniLM-L6-v2"), null, options, SILENT)
                .arms(split, List.of(Arm.BASE, Arm.MNRL));
        return Judgement.gain(
                arms.get(Arm.BASE).of(Measure.MRR, 0), arms.get(Arm.MNRL).of(Measure.MRR, 0), options.seed());
    }

    @Test
    void refusesTooFewPairsBeforeAnyTraining() {
        assertThatThrownBy(() -> runUnloaded(4))
                .isInstanceOf(InputException.class)
                .hasMessageMatching(
                        "the leak-free split has [0-4] rows with a relevance above 2.5 to learn from, at least 5"
                                + " are wanted, and two queries and two products in the first quarter of them; give more rows");
        assertThatThrownBy(() -> runUnloaded(100)).hasMessage("a model is loaded");
    }

    /** The first rows are pairs, the others just relevant. */
    private static MatryoshkaStudy runUnloaded(int pairs) {
        List<HomeDepot.Judged> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rows.add(new HomeDepot.Judged("" + i, "" + i, "title " + i, "query " + i, i < pairs ? 3 : 2.5));
        }
        HomeDepot file = new HomeDepot("made up", StandardCharsets.UTF_8, rows, Map.of(), Map.of(), Map.of(), 0, 0);
        return MatryoshkaStudy.run(
                file,
                "a model",
                () -> {
                    throw new IllegalStateException("a model is loaded");
                },
                null,
                SMALL,
                SILENT);
    }

    @Test
    void halvesTheVectorsThreeTimes() {
        assertThat(MatryoshkaExperiment.dims(384)).containsExactly(384, 192, 96, 48);
        assertThat(MatryoshkaExperiment.dims(32)).containsExactly(32, 16, 8, 4);
        assertThatThrownBy(() -> MatryoshkaExperiment.dims(300))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("300 numbers, which cannot be halved three times");
    }
}
