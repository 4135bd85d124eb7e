package pellucid.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.eval.experiment.products.SampleProducts;

class ProductsCommandTest {
    @TempDir
    private Path folder;

    private Path tiny;

    @BeforeEach
    void unpack() {
        tiny = Commands.tinyBert(folder);
    }

    private JsonNode run(String name, Object... more) throws IOException {
        return run(name, SampleProducts.write(folder, 8), more);
    }

    private JsonNode run(String name, Path data, Object... more) throws IOException {
        Path json = folder.resolve(name + ".json");
        Object[] all = new Object[more.length + 12];
        Object[] usual = {
            "experiment",
            "products",
            "--data",
            data,
            "--model",
            tiny,
            "--repeats",
            2,
            "--output",
            folder.resolve(name),
            "--json",
            json
        };
        System.arraycopy(usual, 0, all, 0, usual.length);
        System.arraycopy(more, 0, all, usual.length, more.length);
        Commands.Result result = Commands.run(all);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80))
                .last()
                .isEqualTo("report  " + folder.resolve(name).resolve("products.html"));
        return new ObjectMapper().readTree(json.toFile());
    }

    /** The small model under the name of the one that the study compares with. */
    private Path asBertBase() throws IOException {
        return Files.move(
                Commands.tinyBert(Files.createDirectory(folder.resolve("m"))), folder.resolve("m/bert-base-uncased"));
    }

    private static Map<String, String> verdicts(JsonNode result) {
        Map<String, String> verdicts = new TreeMap<>();
        result.path("claims")
                .forEach(claim -> verdicts.put(
                        claim.path("claim").asText(), claim.path("verdict").asText()));
        return verdicts;
    }

    @Test
    void endsInAReportWithAVerdictOnEveryClaim() throws IOException {
        JsonNode result = run("one", "--against", asBertBase());
        assertThat(result.path("products").asInt()).isEqualTo(56);
        assertThat(result.path("splits").asInt()).isEqualTo(10);
        assertThat(result.path("vectors"))
                .extracting(vectors -> vectors.path("label").asText())
                .contains(
                        "description",
                        "with name and brand",
                        "bert-base-uncased, CLS",
                        "bert-base-uncased, mean",
                        "Word2Vec, tf-idf");
        assertThat(result.path("batches_of_10").path("different").asInt(-1)).isZero();
        assertThat(result.path("absent")).isEmpty();
        Map<String, String> verdicts = verdicts(result);
        assertThat(verdicts).hasSizeGreaterThan(20);
        assertThat(verdicts.values()).isSubsetOf("reproduced", "corrected", "refuted", "not tested");
        assertThat(verdicts).containsEntry("The model copes with the imbalance of the classes.", "refuted");
        assertThat(verdicts.get("bert-base-uncased reaches an accuracy of 0.93."))
                .isNotEqualTo("not tested");
        assertThat(folder.resolve("one/products.html"))
                .content()
                .contains("<svg", "mostly Watches", "Confusion matrix", "Fine romper a (Baby Care)", "DistilBERT")
                .doesNotContain("<script", "src=\"http", "href=\"http", "This is the control");
    }

    @Test
    void fallsToChanceWhereTheCategoriesAreDealtOut() throws IOException {
        JsonNode plain = run("plain", "--against", tiny);
        JsonNode control = run("control", "--against", tiny, "--shuffle");
        assertThat(accuracy(plain, "Word2Vec, mean")).isGreaterThan(0.6);
        assertThat(accuracy(control, "Word2Vec, mean")).isLessThan(0.4);
        assertThat(ari(plain)).isGreaterThan(0.3);
        assertThat(ari(control)).isLessThan(0.1);
        Map<String, String> verdicts = verdicts(control);
        assertThat(verdicts)
                .containsEntry(
                        "all-MiniLM-L6-v2 with a logistic regression reaches an accuracy of 0.9476 (199 of 210).",
                        "not tested")
                .containsEntry(
                        "The clusters of all-MiniLM-L6-v2 agree with the categories with an ARI of 0.7119.",
                        "not tested")
                .containsEntry("F1 is above 0.90 for nearly all categories (all but one).", "refuted")
                .containsEntry("bert-base-uncased reaches an accuracy of 0.93.", "not tested");
        assertThat(control.path("absent").path("bert-base-uncased").asText()).isEqualTo("--against names others");
        assertThat(folder.resolve("control/products.html")).content().contains("This is the control");
        assertThat(run("again", "--against", tiny, "--shuffle").path("vectors")).isEqualTo(control.path("vectors"));
    }

    /** Every product of a category in the same words, and no word in two categories. */
    @Test
    void goesWithoutWordVectorsAndSeriesWhereTheTextsAllowNeither() throws IOException {
        StringBuilder csv = new StringBuilder("uniq_id,product_name,product_category_tree,description,brand\n");
        for (int i = 0; i < 10; i++) {
            csv.append(i).append(",n,").append(i % 2 == 0 ? "Mugs" : "Watches").append(',');
            csv.append(i % 2 == 0 ? "1" : "2").append(i).append(",\n");
        }
        Path data = Files.writeString(folder.resolve("numbers.csv"), csv);
        JsonNode result = run("numbers", data, "--against", tiny);
        assertThat(result.path("absent").path("Word2Vec").asText()).isNotEmpty();
        assertThat(verdicts(result))
                .containsEntry(
                        "Not in the study: the accuracy does not rest on nearly equal texts on both sides of the split.",
                        "not tested")
                .containsEntry(
                        "Not in the study: tiny-bert is more accurate than averages of vectors learned from these"
                                + " descriptions.",
                        "not tested");
    }

    private static JsonNode vectors(JsonNode result, String label) {
        for (JsonNode vectors : result.path("vectors")) {
            if (vectors.path("label").asText().equals(label)) {
                return vectors;
            }
        }
        throw new AssertionError("no vectors called " + label);
    }

    private static double accuracy(JsonNode result, String label) {
        return vectors(result, label).path("accuracy").asDouble();
    }

    private static double ari(JsonNode result) {
        return vectors(result, "Word2Vec, mean").path("embeddings").path("ari").asDouble();
    }

    @Test
    void refusesWhatMakesNoSense() throws IOException {
        Path data = SampleProducts.write(folder, 5);
        Commands.Result repeats = Commands.run("experiment", "products", "--data", data, "--repeats", 0);
        assertThat(repeats.code()).isEqualTo(2);
        assertThat(repeats.err()).contains("the number of repeats is 0; it must be at least 1");
        assertThat(Commands.run("experiment", "products").code()).isEqualTo(2);
        Path few = SampleProducts.write(Files.createDirectory(folder.resolve("few")), 4);
        Commands.Result split = Commands.run("experiment", "products", "--data", few, "--output", folder);
        assertThat(split.code()).isOne();
        assertThat(split.err()).contains("products.csv has 4 product(s) of the category 'Baby Care', at least 5");
        Commands.Result model =
                Commands.run("experiment", "products", "--data", data, "--model", tiny, "--against", folder);
        assertThat(model.code()).isOne();
        assertThat(model.err()).contains("is not a model");
        Path other = Commands.tinyBert(Files.createDirectory(folder.resolve("other")));
        Commands.Result names = Commands.run(
                "experiment", "products", "--data", data, "--model", tiny, "--against", tiny, "--against", other);
        assertThat(names.code()).isOne();
        assertThat(names.err()).contains("two models to compare with are called 'tiny-bert'");
    }
}
