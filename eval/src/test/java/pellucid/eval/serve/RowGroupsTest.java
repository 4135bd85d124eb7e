package pellucid.eval.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;

class RowGroupsTest {
    @Test
    void putsTheLargestGroupFirstAndBlankValuesLast() {
        RowGroups groups = RowGroups.of("kind", List.of("b", "a", "", "b|a", "c"));
        assertThat(groups.names()).containsExactly("b", "a", "c", "other");
        assertThat(groups.of()).containsExactly(0, 1, 3, 0, 2);
        assertThat(RowGroups.of("kind", List.of("x", "y")).names()).containsExactly("x", "y");
        assertThat(RowGroups.of("kind", List.of("[\"Home > Pans\"]", " 'Home' ", "[\"Garden >> Pots\"]"))
                        .names())
                .containsExactly("Home", "Garden");
    }

    @Test
    void putsRareValuesTogether() {
        List<String> values = new ArrayList<>();
        for (int value = 0; value < 20; value++) {
            for (int i = value; i < 20; i++) {
                values.add("v" + value);
            }
        }
        RowGroups groups = RowGroups.of("kind", values);
        assertThat(groups.names()).hasSize(12).startsWith("v0", "v1").endsWith("v10", "other");
        assertThat(groups.of().get(values.indexOf("v10"))).isEqualTo(10);
        assertThat(groups.of().get(values.indexOf("v11"))).isEqualTo(11);
        assertThat(groups.of().get(values.size() - 1)).isEqualTo(11);
    }

    @Test
    void hasOneGroupOfOthersOnly() {
        RowGroups groups = RowGroups.of("kind", List.of("other", "other", "other", "", "a", "b", "a"));
        assertThat(groups.names()).containsExactly("a", "b", "other");
        assertThat(groups.of()).containsExactly(2, 2, 2, 2, 0, 1, 0);
    }

    @Test
    void countsTheOthersAmongTheGroups() {
        List<String> values =
                new ArrayList<>(IntStream.range(10, 22).mapToObj(i -> "v" + i).toList());
        assertThat(RowGroups.of("kind", values).names()).hasSize(12).endsWith("v21");
        values.add("");
        assertThat(RowGroups.of("kind", values).names()).hasSize(12).endsWith("v20", "other");
        values.remove("v21");
        assertThat(RowGroups.of("kind", values).names()).hasSize(12).endsWith("v20", "other");
    }

    @Test
    void refusesAColumnThatTellsNothingApart() {
        assertThatThrownBy(() -> RowGroups.of("kind", List.of("a", " a", "a|b")))
                .isInstanceOf(InputException.class)
                .hasMessage("column 'kind' has the same value in all 3 rows; to colour a map, name one with at least 2"
                        + " values");
    }

    @Test
    void guessesACategoryOrElseAColumnOfFewValues() {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        columns.put("id", List.of("1", "2", "3", "4"));
        assertThat(RowGroups.guess(columns)).isEmpty();
        columns.put("constant", List.of("a", "a", "a", "a"));
        columns.put("stars", List.of("1", "5", "5", "1"));
        assertThat(RowGroups.guess(columns)).map(RowGroups::column).contains("stars");
        columns.put("Genre", List.of("Drama", "War|Drama", "War", "Drama"));
        assertThat(RowGroups.guess(columns)).contains(RowGroups.of("Genre", columns.get("Genre")));
        columns.remove("stars");
        columns.put("Genre", columns.get("id"));
        assertThat(RowGroups.guess(columns)).isEmpty();
        columns.put("Genre", List.of("Drama", "", "Drama", "War"));
        assertThat(RowGroups.guess(columns)).isPresent();
        columns.put("Genre", List.of("Drama", "", "", "", "War"));
        assertThat(RowGroups.guess(columns)).isEmpty();
    }
}
