package pellucid.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.eval.experiment.relevance.SampleShop;

class SearchRelevanceCommandTest {
    @TempDir
    private Path folder;

    @Test
    void endsInAReportWithAVerdictOnEveryClaim() throws IOException {
        Path json = folder.resolve("result.json");
        Path output = folder.resolve("report");
        SampleShop.write(folder);
        Commands.Result result = Commands.run(
                "experiment",
                "search-relevance",
                "--data",
                folder,
                "--model",
                Commands.tinyBert(folder),
                "--pairs",
                16,
                "--products",
                100,
                "--queries",
                6,
                "--epochs",
                1,
                "--output",
                output,
                "--json",
                json);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(result.lines().get(1)).startsWith("textsearch ");
        assertThat(result.lines().get(11)).startsWith("rrf_finetune ");
        assertThat(result.lines()).last().isEqualTo("report  " + output.resolve("search-relevance.html"));

        JsonNode content = new ObjectMapper().readTree(json.toFile());
        assertThat(content.path("encoding").asText()).isEqualTo("ISO-8859-1");
        assertThat(content.path("fields_derived").asBoolean()).isTrue();
        assertThat(content.path("counts").path("Judged products").asText()).isEqualTo("384");
        assertThat(content.path("searches").path("rrf").path("ndcg@10").asDouble())
                .isBetween(0.0, 1.0);
        assertThat(content.path("claims"))
                .allSatisfy(claim -> assertThat(claim.path("verdict").asText())
                        .isIn("reproduced", "corrected", "refuted", "not tested"));
        assertThat(output.resolve("search-relevance.html"))
                .content()
                .contains(
                        "<svg", "vectorsearch_multifield_boosted", "derived from them", "Where these numbers come from")
                .doesNotContain("<script", "src=\"http", "href=\"http");
    }

    @Test
    void refusesWhatMakesNoSense() throws IOException {
        Path data = SampleShop.write(folder);
        assertThat(err(2, "--data", data, "--pairs", 1)).contains("the number of pairs is 1");
        assertThat(err(2, "--data", data, "--products", 9))
                .contains("the number of products to search among is 9; it must be at least 10");
        assertThat(err(2, "--data", data, "--split", "random"))
                .contains("there is no split called 'random'; choose leak-free or as-coded");
        assertThat(err(2)).contains("--data");
        Path other = Files.writeString(
                folder.resolve("other.csv"), "id,product_uid,product_title,query,relevance\n1,1,a,b,3\n");
        assertThat(err(1, "--data", other)).contains("search_term");
    }

    private static String err(int code, Object... options) {
        Object[] all = new Object[options.length + 2];
        all[0] = "experiment";
        all[1] = "search-relevance";
        System.arraycopy(options, 0, all, 2, options.length);
        Commands.Result result = Commands.run(all);
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        return result.err();
    }
}
