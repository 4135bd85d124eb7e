package pellucid.eval.experiment.movies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One of the nine queries of the study that is tested.
 *
 * @param query as it is written there
 * @param cosineTable whether it is among the five that the study scored CosineSimilarityLoss on
 * @param mnrlTable whether it is among the six that the study scored MNRL on
 * @param expected the films that answer it, {@code Title (year)}
 * @param why they do
 */
record SeedQuery(String query, boolean cosineTable, boolean mnrlTable, Set<String> expected, String why) {
    private static final String RESOURCE = "queries.json";

    SeedQuery {
        expected = Set.copyOf(expected);
    }

    static List<SeedQuery> load() {
        try (InputStream in = SeedQuery.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + RESOURCE + "; build the module again");
            }
            List<SeedQuery> queries = new ArrayList<>();
            for (JsonNode node : new ObjectMapper().readTree(in)) {
                Set<String> expected = new LinkedHashSet<>();
                node.path("expected")
                        .forEach(film -> expected.add(
                                film.get(0).asText() + " (" + film.get(1).asInt() + ")"));
                Set<String> tables = new LinkedHashSet<>();
                node.path("tables").forEach(table -> tables.add(table.asText()));
                queries.add(new SeedQuery(
                        node.path("query").asText(),
                        tables.contains("cosine"),
                        tables.contains("mnrl"),
                        expected,
                        node.path("why").asText()));
            }
            return List.copyOf(queries);
        } catch (IOException broken) {
            throw new UncheckedIOException(RESOURCE, broken);
        }
    }
}
