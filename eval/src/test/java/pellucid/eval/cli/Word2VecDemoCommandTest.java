package pellucid.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Word2VecDemoCommandTest {
    @TempDir
    private Path folder;

    @Test
    void learnsWordsFromWordNetAndTellsTheRankOfTheRightAnswer() throws IOException {
        Path json = folder.resolve("demo.json");
        Commands.Result result = Commands.run("word2vec", "demo", "--epochs", 1, "--output", folder, "--json", json);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(result.out())
                .contains(
                        "WordNet's glosses: 1,4",
                        "Nearest words:",
                        "king - man + woman = queen: place ",
                        "A map (t-SNE)");
        JsonNode content = new ObjectMapper().readTree(json.toFile());
        assertThat(content.path("neighbours").path("mother")).hasSize(7);
        assertThat(content.path("neighbours").path("mother").toString()).containsAnyOf("father", "wife", "daughter");
        int rank = content.path("analogies").path(0).path("rank").asInt();
        assertThat(rank).isBetween(1, 19_000);
        assertThat(result.out()).contains(String.format(java.util.Locale.ROOT, "queen: place %,d of", rank));
        assertThat(folder.resolve("word2vec-demo.html"))
                .content()
                .contains("<svg", "principal components", "mother")
                .doesNotContain("<script", "src=\"http");
    }

    @Test
    void drawsAMapInLetters() {
        List<String> lines = TextMap.lines(
                List.of("west", "east", "north", "hidden"), new double[] {0, 10, 5, 5}, new double[] {0, 0, 8, 8});
        assertThat(lines.get(0).strip()).isEqualTo("north");
        String last = lines.get(lines.size() - 1);
        assertThat(last).startsWith("west").endsWith("east").hasSize(Output.WIDTH);
        assertThat(lines).noneMatch(line -> line.contains("hidden"));
        assertThat(TextMap.lines(List.of("one"), new double[] {3}, new double[] {3}))
                .anyMatch(line -> line.contains("one"));
    }
}
