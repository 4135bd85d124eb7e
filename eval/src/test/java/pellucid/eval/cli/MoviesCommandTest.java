package pellucid.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.eval.experiment.movies.SampleFilms;

class MoviesCommandTest {
    @TempDir
    private Path folder;

    @Test
    void endsInAReportWithAVerdictOnEveryClaim() throws IOException {
        Path json = folder.resolve("result.json");
        Path output = folder.resolve("new").resolve("report");
        Commands.Result result = Commands.run(
                "experiment",
                "movies",
                "--data",
                SampleFilms.write(folder),
                "--model",
                Commands.tinyBert(folder),
                "--pairs",
                8,
                "--queries",
                10,
                "--output",
                output,
                "--json",
                json);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(result.lines().get(1)).startsWith("base ");
        assertThat(result.lines().get(11)).startsWith("MNRL, generic ");
        assertThat(result.lines()).last().isEqualTo("report  " + output.resolve("movies.html"));

        JsonNode content = new ObjectMapper().readTree(json.toFile());
        assertThat(content.path("arms")).hasSize(11);
        assertThat(content.path("films").asInt()).isEqualTo(65);
        assertThat(output.resolve("movies.html"))
                .content()
                .contains("<svg", "toys come to life", "Toy Story (1995)", "Where these numbers come from")
                .doesNotContain("<script", "src=\"http", "href=\"http");
        assertThat(content.path("claims"))
                .allSatisfy(claim -> assertThat(claim.path("verdict").asText())
                        .isIn("reproduced", "corrected", "refuted", "not tested"));
    }

    @Test
    void refusesWhatMakesNoSense() throws IOException {
        Commands.Result pairs = Commands.run("experiment", "movies", "--pairs", 1);
        assertThat(pairs.code()).isEqualTo(2);
        assertThat(pairs.err()).contains("the number of pairs is 1; it must be at least 4");
        Path data = Files.writeString(folder.resolve("few.csv"), "title,plot,genres\na,b,c\n");
        Commands.Result few = Commands.run(
                "experiment", "movies", "--data", data, "--model", Commands.tinyBert(folder), "--output", folder);
        assertThat(few.code()).isOne();
        assertThat(few.err()).contains("few.csv has 1 films with a title, at least 40 are wanted");
        Commands.Result file = Commands.run("experiment", "movies", "--output", data);
        assertThat(file.code()).isOne();
        assertThat(file.err()).contains("cannot be made a folder");
        assertThat(Commands.run("experiment").code()).isEqualTo(2);
    }
}
