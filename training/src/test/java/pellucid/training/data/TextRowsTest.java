package pellucid.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pellucid.tensor.InputException;

class TextRowsTest {
    @Test
    void takesTheGivenColumnsInTheGivenOrder() {
        TextRows rows = TextRows.of(table("a,b,c\n 1 ,two,three\n4,,six\n,,\n"), List.of("c", "b", "a"));
        assertThat(rows.columns()).containsExactly("c", "b", "a");
        assertThat(rows.texts()).containsExactly("three. two. 1", "six. 4", "");
    }

    @ParameterizedTest
    @CsvSource({
        "'id,overview,title', 'title,overview'",
        "'Text,Description,Name', 'Name,Description'",
        "'Product Name;product-description;x', 'Product Name,product-description'",
        "'id,TEXT,label', 'TEXT'",
        "'summary,plot,name,title', 'title,plot'",
    })
    void choosesANameAndAText(String header, String chosen) {
        String row = header.replaceAll("[^,;]+", "word");
        assertThat(TextRows.of(table(header + "\n" + row + "\n")).columns()).containsExactly(chosen.split(","));
    }

    @Test
    void withoutAKnownTextTakesEveryColumnThatIsNotNumeric() {
        TextRows rows = TextRows.of(table("id,name,price,brand,empty,size,odd\n"
                + "1,Lamp,12.50,Lux,,-1e3,7\n2,Chair,\"1,200.00\",,  ,+.5,7b\n3,Rug,,Ox,,9,8\n"));
        assertThat(rows.columns()).containsExactly("name", "brand", "odd");
        assertThat(rows.texts()).containsExactly("Lamp. Lux. 7", "Chair. 7b", "Rug. Ox. 8");
    }

    @Test
    void refusesATableOfNumbers() {
        assertThatThrownBy(() -> TextRows.of(table("x,y\n1,2\n,3.5\n")))
                .isInstanceOf(InputException.class)
                .hasMessage("t.csv has no column of text: x, y hold only numbers or nothing; use a table with text, or "
                        + "name the columns to embed");
    }

    @Test
    void refusesATableWithoutRowsAndAChoiceOfNothing() {
        assertThatThrownBy(() -> TextRows.of(table("title,plot\n")))
                .isInstanceOf(InputException.class)
                .hasMessage("t.csv has a header line (title, plot) and no row below it; add at least one row");
        assertThatThrownBy(() -> TextRows.of(table("a,b\n1,2\n"), List.of()))
                .isInstanceOf(InputException.class)
                .hasMessage("t.csv: no column is named; name at least one of: a, b");
        assertThatThrownBy(() -> TextRows.of(table("a,b\n1,2\n"), List.of("a", "z")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no column 'z'; its columns are: a, b");
    }

    private static CsvTable table(String text) {
        return CsvTable.parse(text.getBytes(StandardCharsets.UTF_8), "t.csv", StandardCharsets.UTF_8);
    }
}
