package pellucid.eval.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import pellucid.tensor.InputException;
import pellucid.training.data.CsvRows;
import pellucid.training.data.TableFormat;

/**
 * What people searched for in a shop, what they were shown, and how well it fits: the data of Home Depot's search
 * relevance, in the files in which it is published (Kaggle, 2016). {@code train.csv} has the columns {@code id},
 * {@code product_uid}, {@code product_title}, {@code search_term} and {@code relevance}; beside it may lie
 * {@code product_descriptions.csv} ({@code product_uid}, {@code product_description}) and {@code attributes.csv}
 * ({@code product_uid}, {@code name}, {@code value}).
 *
 * @param source the file of the judgements, for messages and pages
 * @param encoding in which it was read
 * @param judged the judgements in the order of the file
 * @param descriptions of products, by their product_uid; empty without that file
 * @param brands of products, likewise
 * @param attributes of products, the values one after the other, likewise
 * @param repeated how many rows were left out because they are written twice
 * @param incomplete how many rows were left out because title or query is blank
 */
public record HomeDepot(
        String source,
        Charset encoding,
        List<Judged> judged,
        Map<String, String> descriptions,
        Map<String, String> brands,
        Map<String, String> attributes,
        int repeated,
        int incomplete) {
    private static final String JUDGEMENTS = "train.csv";
    private static final String DESCRIPTIONS = "product_descriptions.csv";
    private static final String ATTRIBUTES = "attributes.csv";
    private static final String BRAND = "MFG Brand Name";

    /** The grades go from here to {@link #BEST}. */
    public static final double WORST = 1;

    public static final double BEST = 3;

    /**
     * A product that was shown for a query.
     *
     * @param product its product_uid
     * @param title of the product
     * @param query what was searched for
     * @param relevance the mean of some persons' grades, from 1 (irrelevant) to 3 (perfect)
     */
    public record Judged(String id, String product, String title, String query, double relevance) {}

    public HomeDepot {
        judged = List.copyOf(judged);
        descriptions = Map.copyOf(descriptions);
        brands = Map.copyOf(brands);
        attributes = Map.copyOf(attributes);
    }

    /**
     * Reads the files.
     *
     * @param place train.csv, or the folder in which it lies
     * @param encoding of all files; null for UTF-8, or Latin-1 where a file is not UTF-8 (as it was published)
     * @throws InputException if there is no such file, it lacks a column, a relevance is no number from 1 to 3, or an id
     *     stands for two different rows
     */
    public static HomeDepot read(Path place, Charset encoding) {
        Path file = Files.isDirectory(place) ? place.resolve(JUDGEMENTS) : place;
        if (!Files.isRegularFile(file)) {
            throw new InputException(
                    file + " is no file; give Home Depot's " + JUDGEMENTS + ", or the folder it lies in");
        }
        Charset found = encoding == null ? encoding(file) : encoding;
        Judgements judgements = new Judgements(file.toString());
        forEachRow(file, found, judgements);
        if (judgements.rows.isEmpty()) {
            throw new InputException(file + " has no judged product; give at least one row below the header");
        }
        Set<String> products = new HashSet<>();
        judgements.rows.values().forEach(judged -> products.add(judged.product()));
        Map<String, String> descriptions = new HashMap<>();
        Path described = file.resolveSibling(DESCRIPTIONS);
        if (Files.isRegularFile(described)) {
            forEachRow(described, encoding == null ? encoding(described) : encoding, row -> {
                if (products.contains(row.get("product_uid"))) {
                    descriptions.put(row.get("product_uid"), row.get("product_description"));
                }
            });
        }
        Map<String, String> brands = new HashMap<>();
        Map<String, String> attributes = new HashMap<>();
        Path attributed = file.resolveSibling(ATTRIBUTES);
        if (Files.isRegularFile(attributed)) {
            forEachRow(attributed, encoding == null ? encoding(attributed) : encoding, row -> {
                String product = row.get("product_uid");
                if (products.contains(product)) {
                    attributes.merge(product, row.get("value"), (all, more) -> all + " " + more);
                    if (row.get("name").equals(BRAND)) {
                        brands.putIfAbsent(product, row.get("value"));
                    }
                }
            });
        }
        return new HomeDepot(
                file.toString(),
                found,
                new ArrayList<>(judgements.rows.values()),
                descriptions,
                brands,
                attributes,
                judgements.repeated,
                judgements.incomplete);
    }

    /** Whether a file is UTF-8 from the first byte to the last; else it is Latin-1, in which every byte is a character. */
    private static Charset encoding(Path file) {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            char[] some = new char[1 << 16];
            while (reader.read(some) >= 0) {
                // Reading is the test.
            }
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException other) {
            return StandardCharsets.ISO_8859_1;
        } catch (IOException failure) {
            throw new InputException(file + " cannot be read: " + failure.getMessage() + "; check the file", failure);
        }
    }

    private static void forEachRow(Path file, Charset encoding, Consumer<Row> consumer) {
        try (CsvRows rows = CsvRows.open(file, TableFormat.CSV.withEncoding(encoding))) {
            rows.forEachRemaining(row -> consumer.accept(new Row(rows, row.line(), row.values())));
        }
    }

    /** A row whose values are asked for by their columns' names. */
    private record Row(CsvRows table, long line, List<String> values) {
        String get(String column) {
            return values.get(table.indexOf(column));
        }
    }

    /** Collects the judgements and checks them. */
    private static final class Judgements implements Consumer<Row> {
        private final String source;
        private final Map<String, Judged> rows = new LinkedHashMap<>();
        private int repeated;
        private int incomplete;

        Judgements(String source) {
            this.source = source;
        }

        @Override
        public void accept(Row row) {
            Judged judged = new Judged(
                    row.get("id").strip(),
                    row.get("product_uid").strip(),
                    row.get("product_title").strip(),
                    row.get("search_term").strip(),
                    relevance(row));
            if (judged.title().isEmpty() || judged.query().isEmpty()) {
                incomplete++;
                return;
            }
            Judged before = rows.putIfAbsent(judged.id(), judged);
            if (before != null && !before.equals(judged)) {
                throw new InputException(
                        source + ": line " + row.line() + " has the id " + judged.id() + " of another row,"
                                + " with the query '" + before.query() + "'; give every row an id of its own");
            }
            repeated += before == null ? 0 : 1;
        }

        private double relevance(Row row) {
            String text = row.get("relevance").strip();
            double relevance;
            try {
                relevance = Double.parseDouble(text);
            } catch (NumberFormatException notANumber) {
                relevance = Double.NaN;
            }
            if (!(relevance >= WORST && relevance <= BEST)) {
                throw new InputException(source + ": line " + row.line() + " has the relevance '" + text
                        + "'; it must be a number from 1 to 3");
            }
            return relevance;
        }
    }
}
