package pellucid.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.training.data.CsvTable;

class TrainCommandTest {
    private static final String PAIRS = """
            anchor,positive
            a cat sleeps,the kitten naps
            a dog runs,the hound is running
            rain falls,it is raining
            the sun shines,a bright day
            he eats bread,she has a sandwich
            snow on the hills,white mountains
            a red car,the automobile is red
            """;
    private static final String SCORED = """
            sentence1,sentence2,score
            a cat sleeps,the kitten naps,4.5
            a cat sleeps,rain falls,0
            a dog runs,the hound is running,5
            a dog runs,white mountains,1
            """;

    @TempDir
    private Path folder;

    private Path tiny;
    private Path pairs;
    private Path output;

    @BeforeEach
    void unpack() throws IOException {
        tiny = Commands.tinyBert(folder);
        pairs = Files.writeString(folder.resolve("pairs.csv"), PAIRS);
        output = folder.resolve("tuned");
    }

    private Commands.Result train(Object... more) {
        List<Object> words = new ArrayList<>(List.of("train", "--output", output, "--model", tiny));
        words.addAll(List.of(more));
        return Commands.run(words.toArray());
    }

    @Test
    void trainsMeasuresAndWritesAFolderThatLoads() throws IOException {
        Path dev = Files.writeString(
                folder.resolve("dev.csv"), "anchor,positive\na cat naps,kitten\nrain falls,a storm\n");
        Path json = folder.resolve("result.json");
        Path log = folder.resolve("log.csv");
        Commands.Result result = train(
                "--data",
                pairs,
                "--eval-data",
                dev,
                "--batch-size",
                3,
                "--epochs",
                4,
                "--lr",
                "1e-3",
                "--json",
                json,
                "--log",
                log,
                "--matryoshka",
                "32,16");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("before  accuracy@1 .*  recall@10 1\\.0000  mrr@10 .*"),
                        line -> assertThat(line).startsWith("after   accuracy@1 "),
                        line -> assertThat(line).startsWith("leaked  1 of 2 held-out examples"),
                        line -> assertThat(line).startsWith("trained 8 steps, "),
                        line -> assertThat(line).isEqualTo("model   " + output));
        JsonNode content = new ObjectMapper().readTree(json.toFile());
        assertThat(content.path("steps").asInt()).isEqualTo(8);
        assertThat(content.path("measured")
                        .path("before")
                        .path("cosine_recall@10")
                        .asDouble())
                .isOne();
        assertThat(content.path("last_loss").asDouble())
                .isLessThan(content.path("first_loss").asDouble());
        assertThat(Files.readAllLines(log)).hasSize(1 + 8 + 1 + 4);
        assertThat(output.resolve("README.md")).content().contains("pairs.csv", "mnrl, matryoshka [32, 16]");
        assertThat(folder.resolve("tuned.checkpoints")).doesNotExist();

        float[] tuned = SentenceEncoder.load(output.toString()).encode("a cat sleeps");
        float[] base = SentenceEncoder.load(tiny.toString()).encode("a cat sleeps");
        assertThat(tuned).isNotEqualTo(base);

        byte[] weights = Files.readAllBytes(output.resolve("model.safetensors"));
        assertThat(train(
                                "--data",
                                pairs,
                                "--eval-data",
                                dev,
                                "--batch-size",
                                3,
                                "--epochs",
                                4,
                                "--lr",
                                "1e-3",
                                "--matryoshka",
                                "32,16",
                                "--resume")
                        .code())
                .isZero();
        assertThat(Files.readAllBytes(output.resolve("model.safetensors")))
                .as("the same seed, whether measured twice or not, in the place of the older folder")
                .isEqualTo(weights);
    }

    @Test
    void leavesOutALastBatchOfOnePairWhereTheLossNeedsTwo() {
        Commands.Result result = train("--data", pairs, "--batch-size", 2, "--checkpoint-steps", 0);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("trained 3 steps");
    }

    @ParameterizedTest
    @CsvSource({"cosent,0,spearman_cosine", "cosine,0,spearman_cosine", "angle,0,spearman_cosine"})
    void scalesScores(String loss, int checkpoints, String metric) throws IOException {
        Path scored = Files.writeString(folder.resolve("scored.csv"), SCORED);
        Path dev = Files.writeString(folder.resolve("dev.csv"), SCORED);
        Commands.Result result = train(
                "--data",
                scored,
                "--eval-data",
                dev,
                "--scores",
                "0,5",
                "--loss",
                loss,
                "--checkpoint-steps",
                checkpoints);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("after   " + metric);
    }

    @Test
    void computesALargeBatchInPieces() {
        Commands.Result result = train("--data", pairs, "--mini-batch", 2, "--freeze-layers", 1, "--max-steps", 2);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(output.resolve("README.md")).content().contains("cached-mnrl, mini-batch 2");
    }

    @Test
    void watchesTheTraining() throws IOException {
        Path log = folder.resolve("log.csv");
        Path curves = folder.resolve("curves.svg");
        Path scores = folder.resolve("scores");
        Object[] watch = {
            "--log", log, "--curves", curves, "--monitor", "--score-pictures", scores, "--monitor-steps", 2
        };
        List<Object> words = new ArrayList<>(List.of("--data", pairs, "--batch-size", 3, "--max-steps", 3));
        words.addAll(List.of(watch));
        Commands.Result result = train(words.toArray());
        assertThat(result.code()).as(result.err()).isZero();
        CsvTable table = CsvTable.read(log);
        assertThat(table.columns()).contains("gradient_norm.layer.1", "mean_cosine", "alignment", "uniformity");
        assertThat(table.column("mean_cosine").stream().map(String::isEmpty)).containsExactly(false, true, false);
        assertThat(curves).content().contains("<title>Loss</title>");
        assertThat(scores.toFile().list()).containsExactlyInAnyOrder("scores-000001.svg", "scores-000003.svg");
    }

    @Test
    void drawsPrefixesAndLayers() {
        Commands.Result drawn = train("--data", pairs, "--matryoshka", "32,16,8", "--matryoshka-per-step", 2);
        assertThat(drawn.code()).as(drawn.err()).isZero();
        assertThat(output.resolve("README.md")).content().contains("matryoshka [32, 16, 8], of which a step draws 2");
        Commands.Result layers = train("--data", pairs, "--matryoshka", "32,16", "--adaptive-layers");
        assertThat(layers.code()).as(layers.err()).isZero();
        assertThat(output.resolve("README.md")).content().contains("matryoshka [32, 16], adaptive layers |");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--curves c.svg|--curves needs the numbers of --log",
                "--monitor|--monitor needs the numbers of --log",
                "--log l --curves l|--curves and --log are the same file",
                "--matryoshka-per-step 1|draws prefixes, and --matryoshka names none",
                "--loss nope|--loss is 'nope'; choose one of angle,",
                "--epochs 2 --max-steps 5|one of them says how long to train",
                "--patience 2|nothing to measure it on; name a file with --eval-data",
                "--dropout 1.5|the dropout is 1.5; it must be at least 0 and less than 1",
                "--warmup 1.5|the warm-up ratio is 1.5",
                "--sampler random|there is no sampling called 'random'",
                "--optimizer lion|choose adamw, adam or sgd",
                "--batch-size 0|--batch-size is 0; it must be at least 1",
                "--scores 5|give two numbers, for example 0,5"
            })
    void refusesWrongOptions(String options, String sentence) {
        List<Object> words = new ArrayList<>(List.of("--data", pairs));
        words.addAll(List.of((Object[]) options.split(" ")));
        Commands.Result result = train(words.toArray());
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().lines()).last().asString().contains(sentence).endsWith("see pellucid train --help");
        assertThat(result.out()).isEmpty();
        assertThat(output).doesNotExist();
    }

    @Test
    void refusesWhatItCannotUse() throws IOException {
        Path odd = Files.writeString(folder.resolve("odd.csv"), "left,right\na,b\n");
        Commands.Result columns = train("--data", odd);
        assertThat(columns.code()).isOne();
        assertThat(columns.err()).contains("odd.csv has the columns 'left', 'right', none of which is known");

        Commands.Result occupied = Commands.run("train", "--data", pairs, "--model", tiny, "--output", tiny);
        assertThat(occupied.code()).isOne();
        assertThat(occupied.err()).contains("that would be lost; name a new or an empty folder");
        assertThat(occupied.err()).doesNotContain("step");

        Commands.Result classes = train("--data", pairs, "--loss", "softmax");
        assertThat(classes.code()).isOne();
        assertThat(classes.err()).contains("pairs.csv has no labels, each row needs a class");

        Commands.Result labels = train("--data", pairs, "--loss", "cosine");
        assertThat(labels.code()).isOne();
        assertThat(labels.err()).contains("the batch has no labels");
        assertThat(output).doesNotExist();
    }
}
