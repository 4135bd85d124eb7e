package pellucid.eval.experiment.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.tensor.InputException;

class ProductTableTest {
    private static final String HEADER = "uniq_id,product_name,product_category_tree,description,brand\n";

    @TempDir
    private Path folder;

    private ProductTable read(String rows) throws IOException {
        return ProductTable.read(Files.writeString(folder.resolve("table.csv"), HEADER + rows), StandardCharsets.UTF_8);
    }

    private static String rows(String category, int count) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < count; i++) {
            rows.append(category)
                    .append(i)
                    .append(",n,")
                    .append(category)
                    .append(",text ")
                    .append("x".repeat(i));
            rows.append(" about ").append(category).append(",b\n");
        }
        return rows.toString();
    }

    @Test
    void takesTheFirstPartOfThePlaceInTheTree() {
        assertThat(ProductTable.mainCategory("[\"Home Decor & Festive Needs >> Wall >> \"Big\" Stickers\"]"))
                .isEqualTo("Home Decor & Festive Needs");
        assertThat(ProductTable.mainCategory("[\"Watches\"]")).isEqualTo("Watches");
        assertThat(ProductTable.mainCategory(" Toys>>Cars")).isEqualTo("Toys");
        assertThat(ProductTable.mainCategory("[\"\"]")).isEmpty();
    }

    @Test
    void readsCleansAndCounts() throws IOException {
        ProductTable table = ProductTable.read(SampleProducts.write(folder, 6), StandardCharsets.UTF_8);
        assertThat(table.size()).isEqualTo(42);
        assertThat(table.sizes()).hasSize(7).containsEntry("Baby Care", 6);
        assertThat(table.products().get(1).description())
                .isEqualTo("A good infant and a bib with cradle, " + "romper infant bib cradle ".repeat(2) + "romper");
        assertThat(table.products().get(0).brand()).isEmpty();
        assertThat(TextVariant.BRAND.of(table.products()).get(0))
                .startsWith("Fine romper a. A good romper and a infant with bib, romper");
        assertThat(TextVariant.BRAND.of(table.products()).get(1)).startsWith("Acme. Fine infant b. A good");
        assertThat(TextVariant.NAME.of(table.products()).get(1)).startsWith("Fine infant b. A good");
        assertThat(TextVariant.WORDS.of(table.products()).get(1))
                .isEqualTo("good infant bib cradle " + "romper infant bib cradle ".repeat(2) + "romper");
        ProductTable gaps = read(rows("a", 5) + rows("b", 5) + "x,n,,text,\ny,n,a, \t,\n");
        assertThat(gaps.incomplete()).isEqualTo(2);
        assertThat(gaps.size()).isEqualTo(10);
    }

    @Test
    void findsTextsThatDifferInDigitsAndSignsAlone() throws IOException {
        ProductTable table = read(rows("a", 5) + rows("b", 5) + "p,n,a,Pack of 12 Mugs!,\nq,n,b,pack of 3 mugs,\n"
                + "r,n,b,pack of 3 mugs,\n");
        int[] series = table.series();
        assertThat(series[11]).isEqualTo(series[10]).isEqualTo(series[12]);
        assertThat(series).startsWith(0, 1, 2);
        assertThat(table.repeated()).isOne();
    }

    @Test
    void dealsOutTheCategoriesAtRandomAndNothingElse() throws IOException {
        ProductTable table = ProductTable.read(SampleProducts.write(folder, 6), StandardCharsets.UTF_8);
        ProductTable shuffled = table.shuffled(5);
        assertThat(shuffled.sizes()).isEqualTo(table.sizes());
        assertThat(shuffled.labels()).isNotEqualTo(table.labels());
        assertThat(shuffled.products())
                .extracting(Product::description)
                .isEqualTo(table.products().stream().map(Product::description).toList());
        assertThat(table.shuffled(5).labels()).isEqualTo(shuffled.labels());
        assertThat(table.shuffled(6).labels()).isNotEqualTo(shuffled.labels());
    }

    @Test
    void refusesWhatCannotBeSplit() throws IOException {
        refused(rows("a", 9), "table.csv has products of one category alone, 'a'; a classifier needs at least 2");
        refused(rows("a", 9) + rows("b", 4), "table.csv has 4 product(s) of the category 'b', at least 5 are wanted");
        refused("x,n,a, ,\n", "table.csv has no product with a category and a description");
        refused(rows("a", 5) + rows("a", 1), "line 7: the uniq_id 'a0' occurs a second time");
        Path columns = Files.writeString(folder.resolve("other.csv"), "uniq_id,title,description\n1,a,b\n");
        assertThatThrownBy(() -> ProductTable.read(columns, StandardCharsets.UTF_8))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("lacks the column(s) product_name, product_category_tree, brand; it has uniq_id,"
                        + " title, description");
        Path latin =
                Files.write(folder.resolve("latin.csv"), (HEADER + rows("é", 5)).getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ProductTable.read(latin, StandardCharsets.UTF_8))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("UTF-8");
    }

    private void refused(String rows, String sentence) {
        assertThatThrownBy(() -> read(rows)).isInstanceOf(InputException.class).hasMessageContaining(sentence);
    }
}
