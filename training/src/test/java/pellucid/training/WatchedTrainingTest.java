package pellucid.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.models.sentence.SentenceFolderWriter;
import pellucid.tensor.InputException;
import pellucid.training.data.CsvTable;
import pellucid.training.data.ExampleSet;
import pellucid.training.monitor.EmbeddingSpace;
import pellucid.training.monitor.LayerGradients;
import pellucid.training.monitor.ScoreMatrices;
import pellucid.training.monitor.ScoreMatrix;
import pellucid.training.monitor.TrainingCurves;
import pellucid.training.monitor.TrainingLog;

/** A training of tiny-bert with everything that can watch it. */
class WatchedTrainingTest {
    private static final int STEPS = 6;

    @TempDir
    Path folder;

    private final ExampleSet pairs = TinyTraining.pairs(24);
    private final SentenceEncoder encoder = TinyTraining.encoder();

    private TrainingLog train(TrainingListener... more) {
        TrainingLog log = new TrainingLog(folder.resolve("log.csv"));
        Trainer trainer = new Trainer(
                        encoder,
                        TinyTraining.mnrl(),
                        pairs,
                        TrainingOptions.DEFAULTS.withMaxSteps(STEPS).withLearningRate(1e-3))
                .evaluator(new TinyTraining.Contrast(TinyTraining.pairs(4)))
                .listener(log);
        Stream.of(more).forEach(trainer::listener);
        trainer.train();
        return log;
    }

    private List<String> texts(int column) {
        return pairs.batch(0, 1, 2, 3, 4, 5).columns().get(column);
    }

    @Test
    void everythingIsInTheLog() {
        train(new LayerGradients(1), new EmbeddingSpace(texts(0), texts(1), 3));
        CsvTable log = CsvTable.read(folder.resolve("log.csv"));
        assertThat(log.columns())
                .containsExactly(
                        "step",
                        "epoch",
                        "loss",
                        "learning_rate",
                        "gradient_norm",
                        "examples_per_second",
                        "contrast.own",
                        "contrast.contrast",
                        "gradient_norm.embeddings",
                        "gradient_norm.layer.0",
                        "gradient_norm.layer.1",
                        "alignment",
                        "uniformity",
                        "mean_cosine");
        // An evaluation before, after each of two epochs of 3 steps, and the steps.
        assertThat(log.column("step")).containsExactly("0", "1", "2", "3", "3", "4", "5", "6", "6");
        assertThat(log.column("contrast.own").stream().map(String::isEmpty))
                .containsExactly(false, true, true, true, false, true, true, true, false);
        assertThat(log.column("alignment").stream().map(String::isEmpty))
                .containsExactly(true, false, true, true, true, false, true, true, true);
        for (CsvTable.Row row : log.rows()) {
            if (!row.values().get(log.indexOf("loss")).isEmpty()) {
                double squares = 0;
                for (String part : List.of("embeddings", "layer.0", "layer.1")) {
                    double norm = Double.parseDouble(row.values().get(log.indexOf("gradient_norm." + part)));
                    squares += norm * norm;
                }
                double whole = Double.parseDouble(row.values().get(log.indexOf("gradient_norm")));
                assertThat(Math.sqrt(squares)).isCloseTo(whole, within(1e-6 * whole));
            }
        }
    }

    @Test
    void aResumedLogLosesTheLinesThatComeOnceMore() throws IOException {
        train();
        Path file = folder.resolve("log.csv");
        CsvTable before = CsvTable.read(file);
        Files.writeString(file, "7,2.3,0.", StandardOpenOption.APPEND);
        TrainingLog log = new TrainingLog(file);
        log.started(new TrainingStart(STEPS, 4, 24));
        CsvTable after = CsvTable.read(file);
        assertThat(after.columns()).isEqualTo(before.columns());
        assertThat(after.column("step")).containsExactly("0", "1", "2", "3", "3", "4");
        assertThat(after.column("loss")).isEqualTo(before.column("loss").subList(0, 6));
        log.stepped(new StepReport(5, STEPS, 1.7, 0.5, 1e-3, 2, 8, 0.1, Map.of()));
        assertThat(CsvTable.read(file).column("loss")).last().isEqualTo("0.5");
        Files.writeString(file, "step,loss\nx,y\n");
        assertThatThrownBy(() -> new TrainingLog(file).started(new TrainingStart(STEPS, 4, 24)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not the log of the training that is to be resumed");
    }

    @Test
    void aLogThatIsUsedAgainForgetsTheEvaluatorsOfBefore() {
        TrainingLog log = new TrainingLog(folder.resolve("log.csv"));
        log.started(new TrainingStart(STEPS, 0, 24));
        log.evaluated(new EvaluationReport(0, 0, Map.of("sts.spearman", 0.7), "sts.spearman", true));
        log.started(new TrainingStart(STEPS, 0, 24));
        assertThat(log.columns()).doesNotContain("sts.spearman");
        assertThat(log.metrics()).isEmpty();
    }

    @Test
    void curvesAreDrawn() throws Exception {
        TrainingLog log = new TrainingLog(folder.resolve("log.csv"));
        Path picture = folder.resolve("curves.svg");
        TrainingCurves curves = new TrainingCurves(log, picture);
        log.started(new TrainingStart(STEPS, 0, 24));
        log.evaluated(new EvaluationReport(0, 0, Map.of("sts.spearman", 0.7), "sts.spearman", true));
        curves.evaluated(null);
        assertThat(charts(picture)).isEqualTo(1);
        log.stepped(new StepReport(1, STEPS, 0.3, 0.5, 1e-3, 2, 8, 0.1, Map.of()));
        log.stepped(new StepReport(2, STEPS, 0.6, 0.4, 1e-3, 2, 8, 0.1, Map.of()));
        curves.finished(null);
        assertThat(charts(picture)).isEqualTo(3);
        assertThat(Files.readString(picture)).contains("Loss", "Learning rate", "sts.spearman");
    }

    /** Parses the picture as XML and counts the charts in it. */
    private static int charts(Path picture) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder()
                        .parse(picture.toFile())
                        .getElementsByTagName("svg")
                        .getLength()
                - 1;
    }

    @Test
    void scoreMatricesAreDrawn() throws IOException {
        train(new ScoreMatrices(folder.resolve("scores"), 5));
        try (Stream<Path> pictures = Files.list(folder.resolve("scores"))) {
            assertThat(pictures.map(p -> p.getFileName().toString()).sorted())
                    .containsExactly("scores-000001.svg", "scores-000006.svg");
        }
        ScoreMatrix matrix = ScoreMatrix.of(encoder, pairs.batch(0, 1, 2));
        assertThat(matrix.candidates()).isEqualTo(pairs.batch(0, 1, 2).columns().get(1));
        float[] anchor = encoder.encode(pairs.get(1).texts().get(0));
        float[] candidate = encoder.encode(pairs.get(2).texts().get(1));
        double dot = 0;
        for (int d = 0; d < anchor.length; d++) {
            dot += anchor[d] * candidate[d];
        }
        assertThat(matrix.cosines()[1][2]).isCloseTo(dot, within(1e-6));
    }

    /** Training packs texts without a prompt and whole, so that is what is shown, whatever encoding does. */
    @Test
    void scoresAreThoseOfTheLossAlsoWithAPrompt() throws IOException {
        Path model = folder.resolve("prompted");
        SentenceFolderWriter.write(encoder, model, "prompted");
        Path general = model.resolve("config_sentence_transformers.json");
        Files.writeString(
                general,
                Files.readString(general)
                        .replaceFirst("\"prompts\" : \\{[^}]*}", "\"prompts\" : {\"query\": \"find: \"}")
                        .replaceFirst("\"default_prompt_name\" : null", "\"default_prompt_name\" : \"query\"")
                        .replaceFirst("\"similarity_fn_name\"", "\"truncate_dim\" : 8, \"similarity_fn_name\""));
        SentenceEncoder prompted = SentenceEncoder.load(model, encoder.backend());
        assertThat(prompted.encode("a text")).hasSize(8);
        double[][] shown = ScoreMatrix.of(prompted, pairs.batch(0, 1, 2)).cosines();
        assertThat(shown)
                .isDeepEqualTo(ScoreMatrix.of(encoder, pairs.batch(0, 1, 2)).cosines());
    }
}
