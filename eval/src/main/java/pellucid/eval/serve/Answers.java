package pellucid.eval.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import pellucid.eval.projection.Plane;
import pellucid.eval.retrieval.Hit;
import pellucid.eval.serve.RowSearch.Found;

/** The answers to what the page asks; their forms stand in the description of the package. */
final class Answers {
    /** Characters of a query. */
    static final int LONGEST_QUERY = 20_000;

    /** Code points of a row's texts that are shown. */
    private static final int EXCERPT = 280;

    private static final double NANOS_PER_MILLI = 1e6;

    private final SearchPage page;
    private final RowMaps maps;

    Answers(SearchPage page, RowMaps maps) {
        this.page = page;
        this.maps = maps;
    }

    /** What the page is about. */
    ObjectNode about() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("source", page.source()).put("rows", page.rows().size());
        node.put("method", page.method()).put("top", page.top());
        ArrayNode models = node.putArray("models");
        page.models()
                .forEach(model -> models.addObject().put("role", model.role()).put("model", model.model()));
        node.putNull("colours").putNull("sample");
        if (page.groups() != null) {
            ObjectNode colours =
                    node.putObject("colours").put("column", page.groups().column());
            page.groups().names().forEach(colours.putArray("names")::add);
        }
        if (maps.rows().length < page.rows().size()) {
            node.putObject("sample").put("rows", maps.rows().length).put("seed", RowMaps.SEED);
        }
        return node;
    }

    /** What is found for a query, with each model. */
    ObjectNode search(Parameters asked) throws Refusal {
        String query = asked.text("q", LONGEST_QUERY);
        int top = asked.number("top", SearchPage.MOST, page.top());
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("query", query).put("method", page.method());
        ArrayNode lists = node.putArray("lists");
        List<Found> all = new ArrayList<>();
        for (ServedModel model : page.models()) {
            long begun = System.nanoTime();
            Found found = model.search().search(query, top);
            double milliseconds = (System.nanoTime() - begun) / NANOS_PER_MILLI;
            all.add(found);
            ObjectNode list = lists.addObject().put("role", model.role()).put("model", model.model());
            list.put("milliseconds", milliseconds).put("truncated", found.truncated());
        }
        for (int i = 0; i < all.size(); i++) {
            Map<Integer, Integer> others =
                    all.size() == 1 ? Map.of() : ranks(all.get(1 - i).hits());
            results(((ObjectNode) lists.get(i)).putArray("results"), all.get(i).hits(), others);
        }
        return node;
    }

    /** The rank of each row that was found. */
    private static Map<Integer, Integer> ranks(List<Hit> hits) {
        Map<Integer, Integer> ranks = new HashMap<>();
        hits.forEach(hit -> ranks.put(hit.row(), ranks.size() + 1));
        return ranks;
    }

    private void results(ArrayNode results, List<Hit> hits, Map<Integer, Integer> others) {
        for (int i = 0; i < hits.size(); i++) {
            Hit hit = hits.get(i);
            PageRow row = page.rows().get(hit.row());
            ObjectNode result = results.addObject().put("rank", i + 1).put("score", hit.score());
            result.put("row", hit.row()).put("line", row.line());
            describe(result, row).put("otherRank", others.get(hit.row()));
        }
    }

    /** The map of a model, or how far it has come. */
    ObjectNode map(Parameters asked) throws Refusal {
        String role = asked.text("role", LONGEST_QUERY);
        RowMap map = maps.of(role);
        if (map == null) {
            throw new Refusal(
                    HttpURLConnection.HTTP_BAD_REQUEST,
                    "there is no map '" + role + "'; the roles are "
                            + page.models().stream().map(ServedModel::role).collect(Collectors.joining(", ")));
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        RowMap.Standing standing = map.standing();
        if (standing instanceof RowMap.Drawing drawing) {
            node.put("state", "drawing").put("done", drawing.done()).put("of", drawing.of());
        } else if (standing instanceof RowMap.None none) {
            node.put("state", "none").put("reason", none.reason());
        } else if (standing instanceof RowMap.Drawn drawn) {
            node.put("state", "ready").put("divergence", drawn.map().divergence());
            points(node.putArray("points"), drawn.map().plane());
        }
        return node;
    }

    private void points(ArrayNode points, Plane plane) {
        int[] rows = maps.rows();
        for (int i = 0; i < rows.length; i++) {
            ObjectNode point = points.addObject().put("row", rows[i]);
            point.put("x", plane.x()[i]).put("y", plane.y()[i]);
            point.put("group", page.groups() == null ? null : page.groups().of().get(rows[i]));
            describe(point, page.rows().get(rows[i]));
        }
    }

    private static ObjectNode describe(ObjectNode node, PageRow row) {
        String text = beginning(row.text());
        node.put("title", beginning(row.title()));
        return node.put("text", text.length() < row.text().length() ? text + " \u2026" : text)
                .put("query", beginning(row.query()));
    }

    /** A text, up to the end of a word if it is long. */
    static String beginning(String text) {
        if (text.codePointCount(0, text.length()) <= EXCERPT) {
            return text;
        }
        int end = text.offsetByCodePoints(0, EXCERPT);
        int space = text.lastIndexOf(' ', end);
        return text.substring(0, space > end / 2 ? space : end).stripTrailing();
    }
}
