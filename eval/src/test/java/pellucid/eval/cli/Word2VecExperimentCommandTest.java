package pellucid.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Word2VecExperimentCommandTest {
    @TempDir
    private Path folder;

    @Test
    void runsOnWordNetAloneAndSaysWhatIsNotTested() throws IOException {
        Path json = folder.resolve("result.json");
        Path output = folder.resolve("new").resolve("report");
        Commands.Result result = Commands.run(
                "experiment",
                "word2vec",
                "--fraction",
                0.01,
                "--epochs",
                1,
                "--dim",
                4,
                "--small",
                1500,
                "--min-count",
                3,
                "--output",
                output,
                "--json",
                json);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(result.lines().get(1)).startsWith("centre (skip-gram)");
        assertThat(result.out()).contains("Labelled documents are missing: give --imdb or --newsgroups.");
        assertThat(result.lines()).last().isEqualTo("report  " + output.resolve("word2vec.html"));
        assertThat(output.resolve("word2vec.html"))
                .content()
                .contains("WordNet 3.1", "No labelled documents were given", "None were given: --pretrained")
                .doesNotContain("<script", "NaN");
        JsonNode content = new ObjectMapper().readTree(json.toFile());
        assertThat(content.path("cells").path("centre").path("runs")).hasSize(3);
        assertThat(content.path("claims"))
                .allSatisfy(claim -> assertThat(claim.path("verdict").asText())
                        .isIn("reproduced", "corrected", "refuted", "not tested"));
    }

    @Test
    void refusesWhatMakesNoSense() throws IOException {
        refused(2, "the fraction is 0.0", "--fraction", 0);
        refused(2, "leave one of them out", "--full", "--fraction", 0.5);
        refused(2, "the number of epochs is 0", "--epochs", 0);
        Path file = Files.writeString(folder.resolve("f.csv"), "review,sentiment\ngood,positive\nbad,negative\n");
        refused(1, "cannot be made a folder", "--output", file);
        refused(2, "--json and --imdb are the same file", "--imdb", file, "--json", file);
        refused(1, "has 1 labelled documents to learn from and 1 to be asked", "--imdb", file, "--output", folder);
        refused(1, "missing.txt does not exist", "--pairs", folder.resolve("missing.txt"), "--output", folder);
    }

    private static void refused(int code, String sentence, Object... options) {
        Object[] words = new Object[options.length + 2];
        words[0] = "experiment";
        words[1] = "word2vec";
        System.arraycopy(options, 0, words, 2, options.length);
        Commands.Result result = Commands.run(words);
        assertThat(result.err()).contains(sentence);
        assertThat(result.code()).isEqualTo(code);
    }
}
