package pellucid.eval.experiment.relevance;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pellucid.eval.data.HomeDepot;
import pellucid.training.data.Draws;

/**
 * Products and their texts.
 *
 * @param ids one for each product
 * @param titles of the products
 * @param texts the whole text of each: the title, and description and attributes where the files have them
 * @param fields by name the parts of it that are searched one by one
 * @param derived whether the fields are made from the titles, for want of others
 */
record Catalogue(
        List<String> ids, List<String> titles, List<String> texts, Map<String, List<String>> fields, boolean derived) {
    private static final int SHUFFLE = 1;

    Catalogue {
        ids = List.copyOf(ids);
        titles = List.copyOf(titles);
        texts = List.copyOf(texts);
        fields = new LinkedHashMap<>(fields);
    }

    /** All products that were judged, in the order of the judgements. */
    static Catalogue of(HomeDepot data) {
        Map<String, String> titleOf = new LinkedHashMap<>();
        data.judged().forEach(judged -> titleOf.putIfAbsent(judged.product(), judged.title()));
        List<String> ids = List.copyOf(titleOf.keySet());
        List<String> titles = List.copyOf(titleOf.values());
        Map<String, List<String>> fields = new LinkedHashMap<>();
        fields.put("title", titles);
        put(fields, "description", ids, data.descriptions());
        put(fields, "brand", ids, data.brands());
        put(fields, "attributes", ids, data.attributes());
        boolean derived = fields.size() == 1;
        List<List<String>> whole = fields.entrySet().stream()
                .filter(field -> !field.getKey().equals("brand")) // the attributes name it
                .map(Map.Entry::getValue)
                .toList();
        List<String> texts = IntStream.range(0, ids.size())
                .mapToObj(i -> whole.stream()
                        .map(field -> field.get(i))
                        .filter(text -> !text.isBlank())
                        .collect(Collectors.joining(". ")))
                .toList();
        return new Catalogue(ids, titles, texts, derived ? DerivedFields.of(titles) : fields, derived);
    }

    private static void put(
            Map<String, List<String>> fields, String name, List<String> ids, Map<String, String> known) {
        if (!known.isEmpty()) {
            fields.put(name, ids.stream().map(id -> known.getOrDefault(id, "")).toList());
        }
    }

    int size() {
        return ids.size();
    }

    /** The place of each product. */
    Map<String, Integer> places() {
        Map<String, Integer> places = new LinkedHashMap<>();
        ids.forEach(id -> places.put(id, places.size()));
        return places;
    }

    /** Some of the products. */
    Catalogue at(int... rows) {
        return new Catalogue(pick(ids, rows), pick(titles, rows), pick(texts, rows), picked(rows), derived);
    }

    /** The same products, each with the texts of another. */
    Catalogue shuffled(long seed) {
        int[] order = new Draws(seed, Draws.Purpose.SAMPLE, SHUFFLE).permutation(size());
        return new Catalogue(ids, pick(titles, order), pick(texts, order), picked(order), derived);
    }

    private Map<String, List<String>> picked(int[] rows) {
        Map<String, List<String>> picked = new LinkedHashMap<>();
        fields.forEach((name, values) -> picked.put(name, pick(values, rows)));
        return picked;
    }

    private static List<String> pick(List<String> all, int[] rows) {
        return Arrays.stream(rows).mapToObj(all::get).toList();
    }
}
