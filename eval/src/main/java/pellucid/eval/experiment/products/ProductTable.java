package pellucid.eval.experiment.products;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import pellucid.tensor.InputException;
import pellucid.training.data.CsvRows;
import pellucid.training.data.CsvTable;
import pellucid.training.data.Draws;
import pellucid.training.data.TableFormat;

/**
 * Products with their categories.
 *
 * @param source for messages and the page
 * @param products all with a category and a description, in the order of the file
 * @param incomplete how many rows were left out because one of the two is blank
 */
public record ProductTable(String source, List<Product> products, int incomplete) {
    private static final List<String> COLUMNS =
            List.of("uniq_id", "product_name", "product_category_tree", "description", "brand");

    /** What separates the parts of a place in the tree: {@code ["Baby Care >> Baby Bath & Skin >> …"]}. */
    private static final String BRANCH = ">>";

    private static final Pattern BRACKETS = Pattern.compile("^[\\s\\[\"]+|[\\s\\]\"]+$");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}\\u00A0]+");
    private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}]+");

    /** @throws InputException if there are fewer than two categories, or too few products of one to be split */
    public ProductTable {
        products = List.copyOf(products);
        Map<String, Integer> sizes = sizes(products);
        if (sizes.size() < 2) {
            throw new InputException(source + " has "
                    + (sizes.isEmpty()
                            ? "no product with a category and a description"
                            : "products of one category alone, '"
                                    + sizes.keySet().iterator().next() + "'")
                    + "; a classifier needs at least 2 categories to tell apart");
        }
        for (Map.Entry<String, Integer> size : sizes.entrySet()) {
            if (size.getValue() < SplitPlan.FOLDS) {
                throw new InputException(source + " has " + size.getValue() + " product(s) of the category '"
                        + size.getKey() + "', at least " + SplitPlan.FOLDS + " are wanted, one for each fifth that is"
                        + " tested on; give more of them, or leave the category out");
            }
        }
    }

    /**
     * Reads Flipkart's table, or one with the same columns.
     *
     * @throws InputException if a column is missing, an id occurs twice, or the file is not in this encoding
     */
    public static ProductTable read(Path file, Charset encoding) {
        List<Product> products = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        int incomplete = 0;
        try (CsvRows rows = CsvRows.open(file, TableFormat.CSV.withEncoding(encoding))) {
            int[] places = places(file, rows.columns());
            while (rows.hasNext()) {
                CsvTable.Row row = rows.next();
                List<String> cells =
                        IntStream.of(places).mapToObj(row.values()::get).toList();
                String category = mainCategory(cells.get(2));
                String description = cleaned(cells.get(3));
                if (category.isEmpty() || description.isEmpty()) {
                    incomplete++;
                    continue;
                }
                if (!ids.add(cells.get(0))) {
                    throw new InputException(file + ": line " + row.line() + ": the uniq_id '" + cells.get(0)
                            + "' occurs a second time; give each product its own");
                }
                products.add(
                        new Product(cells.get(0), category, cleaned(cells.get(1)), cleaned(cells.get(4)), description));
            }
        }
        return new ProductTable(file.getFileName().toString(), products, incomplete);
    }

    private static int[] places(Path file, List<String> columns) {
        List<String> missing =
                COLUMNS.stream().filter(name -> !columns.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new InputException(file + " lacks the column(s) " + String.join(", ", missing) + "; it has "
                    + String.join(", ", columns) + "; a table of products has " + String.join(", ", COLUMNS));
        }
        return COLUMNS.stream().mapToInt(columns::indexOf).toArray();
    }

    /** {@code Baby Care} of {@code ["Baby Care >> Baby Bath & Skin >> …"]}. */
    static String mainCategory(String tree) {
        String first = tree.split(BRANCH, 2)[0];
        return cleaned(BRACKETS.matcher(first).replaceAll(""));
    }

    /** Runs of blanks, tabs, line breaks and control characters as one blank. */
    private static String cleaned(String cell) {
        return BLANKS.matcher(cell).replaceAll(" ").strip();
    }

    /** How many products. */
    public int size() {
        return products.size();
    }

    /** The category of each product. */
    List<String> labels() {
        return products.stream().map(Product::category).toList();
    }

    /** How many products each category has, sorted by name. */
    Map<String, Integer> sizes() {
        return sizes(products);
    }

    private static Map<String, Integer> sizes(List<Product> products) {
        Map<String, Integer> sizes = new TreeMap<>();
        products.forEach(product -> sizes.merge(product.category(), 1, Integer::sum));
        return sizes;
    }

    /**
     * Products whose descriptions have the same letters in the same order, whatever their digits, signs, blanks and
     * cases, are of one group: the texts of a series of articles.
     *
     * @return the number of each product's group, from 0 on in the order of the file
     */
    int[] series() {
        Map<String, Integer> groups = new HashMap<>();
        return products.stream()
                .map(product -> NOT_LETTERS
                        .matcher(product.description().toLowerCase(Locale.ROOT))
                        .replaceAll(" ")
                        .strip())
                .mapToInt(letters -> groups.computeIfAbsent(letters, first -> groups.size()))
                .toArray();
    }

    /** How many products have the same description as one before them. */
    long repeated() {
        return size() - products.stream().map(Product::description).distinct().count();
    }

    /** The control: the categories dealt out anew, at random. What is right then is right by chance. */
    ProductTable shuffled(long seed) {
        int[] order = new Draws(seed, Draws.Purpose.SAMPLE, 1).permutation(size());
        return new ProductTable(
                source + ", the categories dealt out at random",
                IntStream.range(0, order.length)
                        .mapToObj(i -> products.get(i).in(products.get(order[i]).category()))
                        .toList(),
                incomplete);
    }
}
