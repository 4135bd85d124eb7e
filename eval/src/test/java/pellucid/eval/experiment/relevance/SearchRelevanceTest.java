package pellucid.eval.experiment.relevance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.eval.TinyBert;
import pellucid.eval.data.HomeDepot;
import pellucid.eval.experiment.relevance.RelevanceOptions.Partition;
import pellucid.eval.report.Claim;
import pellucid.eval.report.Verdict;
import pellucid.models.hub.ModelResolver;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.backend.Backends;

class SearchRelevanceTest {
    private static final RelevanceOptions SMALL =
            RelevanceOptions.DEFAULTS.withProducts(0).withPairs(40).withEpochs(1);

    @TempDir
    private Path folder;

    private SearchRelevance tiny(RelevanceOptions options) throws IOException {
        Path model = folder.resolve("tiny-bert");
        return run(Files.exists(model) ? model : TinyBert.unpack(folder), options);
    }

    private SearchRelevance run(Path model, RelevanceOptions options) throws IOException {
        return run(SampleShop.read(folder), model, options);
    }

    private static SearchRelevance run(HomeDepot data, Path model, RelevanceOptions options) {
        return SearchRelevance.run(
                data,
                "a model",
                () -> SentenceEncoder.load(model, Backends.get()),
                options,
                (task, done, total, words) -> {});
    }

    @Test
    void givesTheSameNumbersToTheSameSeed() throws IOException {
        ObjectNode first = tiny(SMALL).json();
        ObjectNode second = tiny(SMALL).json();
        for (String part : List.of("counts", "searches", "boosts", "fine_tuning")) {
            assertThat(first.path(part)).as(part).isEqualTo(second.path(part));
        }
        assertThat(first.path("searches")).hasSize(11);
        assertThat(first.path("claims")).hasSize(28);
        assertThat(first.path("fine_tuning").path("evaluations")).hasSize(3); // before, half-way, at the end
        assertThat(tiny(SMALL.withSeed(7)).json().path("searches")).isNotEqualTo(first.path("searches"));
    }

    @Test
    void showsTheQueriesThatTrainingHasApartWhereThereAreSome() throws IOException {
        assertThat(tiny(SMALL).report(Map.of()).html()).doesNotContain("test queries that no pair");
        SearchRelevance leaky = tiny(SMALL.withPairs(0).withSplit(Partition.AS_CODED));
        assertThat(leaky.report(Map.of()).html()).contains("test queries that no pair to learn from has");
        assertThat(leaky.report(Map.of()).html())
                .contains("whose judgement lies outside the test part", "No query of the test part is among them")
                .doesNotContain(folder.toString());
        assertThat(leaky.figures().path("split").asText()).isEqualTo("as-coded");
        assertThat(leaky.figures().path("data").asText()).isEqualTo("train.csv");
    }

    @Test
    void goesOnWhereNoProductHasAField() throws IOException {
        Path file = SampleShop.write(folder);
        List<String> plain = Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
                .map(line -> line.replaceAll("12 in. x 30 in. |2 ft. |\\(3-Pack\\) | No. \\d+", ""))
                .toList();
        Files.write(file, plain);
        SearchRelevance without = run(HomeDepot.read(file, null), TinyBert.unpack(folder), SMALL);
        assertThat(without.figures()
                        .path("counts")
                        .path("Products without sizes")
                        .asText())
                .isEqualTo("192");
        assertThat(ndcg(without, "textsearch")).isPositive();
        assertThat(ndcg(without, "vectorsearch_multifield")).isPositive();
    }

    @Test
    void fallsToChanceWhereTheTextsAreDealtOutAtRandom() throws IOException {
        Path model = ModelResolver.ofThisProcess().resolve("all-MiniLM-L6-v2");
        SearchRelevance plain = run(model, SMALL.withHeldOut(20));
        SearchRelevance control = run(model, SMALL.withHeldOut(20).withShuffle(true));
        for (String row : List.of("textsearch", "vectorsearch", "rrf", "vectorsearch_finetune", "rrf_finetune")) {
            double chance = plain.figures().path("chance_ndcg@10").asDouble();
            assertThat(ndcg(plain, row)).as(row).isGreaterThan(4 * chance);
            assertThat(ndcg(control, row)).as(row).isLessThan(3 * chance);
        }
        Map<String, Verdict> after =
                control.claims().stream().collect(Collectors.toMap(Claim::statement, Claim::verdict));
        Map<String, Verdict> before =
                plain.claims().stream().collect(Collectors.toMap(Claim::statement, Claim::verdict));
        String multifield = before.keySet().stream()
                .filter(statement -> statement.startsWith("Fusing the rankings of all fields is worse"))
                .findFirst()
                .orElseThrow();
        assertThat(before.get(multifield)).isEqualTo(Verdict.REPRODUCED);
        assertThat(after.get(multifield)).isNotEqualTo(Verdict.REPRODUCED);
        assertThat(control.claims().stream()
                        .limit(13)
                        .filter(claim ->
                                claim.evidence().matches("(Both are at|Neither is seen to be above) chance.*")))
                .hasSizeGreaterThan(9)
                .noneMatch(claim -> claim.verdict() == Verdict.REPRODUCED);
        assertThat(control.report(Map.of()).html()).contains("This is the control");
        assertThat(plain.report(Map.of()).html()).doesNotContain("This is the control");
    }

    private static double ndcg(SearchRelevance experiment, String row) {
        return experiment.figures().path("searches").path(row).path("ndcg@10").asDouble();
    }
}
