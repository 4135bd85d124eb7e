package pellucid.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.eval.experiment.matryoshka.SampleShop;

class MatryoshkaCommandTest {
    @TempDir
    private Path folder;

    @Test
    void endsInAReportWithAVerdictOnEveryClaim() throws IOException {
        Path json = folder.resolve("result.json");
        Path output = folder.resolve("new").resolve("report");
        Path tiny = Commands.tinyBert(folder);
        Commands.Result result = Commands.run(
                "experiment",
                "matryoshka",
                "--data",
                SampleShop.write(folder).getParent(),
                "--model",
                tiny,
                "--against",
                tiny,
                "--pairs",
                16,
                "--split",
                "both",
                "--output",
                output,
                "--json",
                json);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(result.lines().get(0))
                .isEqualTo("documents: product titles (product_descriptions.csv is not there)");
        assertThat(result.lines().get(2)).startsWith("leak-free      recall@10    32    16     8     4  MRR@10");
        assertThat(result.lines().get(3)).startsWith("base ");
        assertThat(result.lines().get(10)).startsWith("as coded ");
        assertThat(result.lines()).last().isEqualTo("report  " + output.resolve("matryoshka.html"));

        JsonNode content = new ObjectMapper().readTree(json.toFile());
        assertThat(content.path("splits").fieldNames()).toIterable().containsExactlyInAnyOrder("leak_free", "as_coded");
        assertThat(content.at("/splits/leak_free/queries_learned_from").asInt()).isZero();
        assertThat(content.at("/splits/leak_free/arms/mnrl/rows").asInt()).isEqualTo(16);
        assertThat(content.at("/splits/leak_free/against/recall@10").asDouble())
                .isEqualTo(content.at("/splits/leak_free/arms/base/recall@10_dims_32/mean")
                        .asDouble());
        assertThat(content.path("data").asText()).isEqualTo("train.csv");
        assertThat(content.path("claims"))
                .hasSize(25)
                .allSatisfy(claim -> assertThat(claim.path("verdict").asText())
                        .isIn("reproduced", "corrected", "refuted", "not tested"));
        assertThat(output.resolve("matryoshka.html"))
                .content()
                .contains("claims are about another model, all-MiniLM-L6-v2 with vectors of 384 numbers", "At, here")
                .doesNotContain(folder.resolve("train.csv").toString())
                .contains("<svg", "The leak-free split", "The as coded split", "0.5758", "titles stand in their place")
                .doesNotContain("<script", "src=\"http", "href=\"http", "This is the control");
    }

    @Test
    void saysThatTheControlIsOne() throws IOException {
        Commands.Result result = Commands.run(
                "experiment",
                "matryoshka",
                "--data",
                SampleShop.write(folder),
                "--model",
                Commands.tinyBert(folder),
                "--pairs",
                16,
                "--shuffle",
                "--output",
                folder);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(folder.resolve("matryoshka.html")).content().contains("This is the control");
    }

    @Test
    void refusesWhatMakesNoSense() throws IOException {
        Path data = SampleShop.write(folder);
        assertThat(Commands.run("experiment", "matryoshka").code()).isEqualTo(2);
        Commands.Result split = Commands.run("experiment", "matryoshka", "--data", data, "--split", "sideways");
        assertThat(split.code()).isEqualTo(2);
        assertThat(split.err()).contains("--split is 'sideways'; choose leak-free, as-coded or both");
        Commands.Result pairs = Commands.run("experiment", "matryoshka", "--data", data, "--pairs", 3);
        assertThat(pairs.code()).isEqualTo(2);
        assertThat(pairs.err()).contains("the number of pairs is 3; it must be at least 8");
        Path other = Files.writeString(folder.resolve("other.csv"), "id,title\n1,a\n");
        Commands.Result columns = Commands.run("experiment", "matryoshka", "--data", other, "--output", folder);
        assertThat(columns.code()).isOne();
        assertThat(columns.err()).contains("product_uid");
        Commands.Result absent = Commands.run("experiment", "matryoshka", "--data", folder.resolve("none"));
        assertThat(absent.code()).isOne();
        assertThat(absent.err()).contains("give Home Depot's train.csv");
    }
}
