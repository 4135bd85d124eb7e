package pellucid.eval.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;
import pellucid.training.data.Leakage;

class LeakFreeSplitTest {
    private record Row(String query, String document) {}

    /** Every query has three rows; the last one's document is also the next query's first, in other letters. */
    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String query = i % 2 == 0 ? "query " + i / 3 : "QUERY " + i / 3 + " ";
            rows.add(new Row(query, i % 3 == 2 ? "a document " + (i + 1) : "A Document " + i));
        }
        return rows;
    }

    private static LeakFreeSplit<Row> split(List<Row> rows, double share, long seed) {
        return LeakFreeSplit.of(rows, Row::query, Row::document, share, seed);
    }

    private static Set<String> texts(List<Row> rows, Function<Row, String> text) {
        return rows.stream().map(text).map(Leakage::key).collect(Collectors.toSet());
    }

    @Test
    void sharesNeitherQueryNorDocument() {
        List<Row> rows = rows();
        LeakFreeSplit<Row> split = split(rows, 0.2, 42);

        assertThat(split.test()).hasSizeBetween(60, 62);
        assertThat(texts(split.train(), Row::query)).doesNotContainAnyElementsOf(texts(split.test(), Row::query));
        assertThat(texts(split.train(), Row::document)).doesNotContainAnyElementsOf(texts(split.test(), Row::document));
        assertThat(split.dropped()).isNotEmpty().hasSizeLessThan(40);
        assertThat(texts(split.test(), Row::document)).containsAll(texts(split.dropped(), Row::document));
        assertThat(split.train().size() + split.test().size() + split.dropped().size())
                .isEqualTo(rows.size());
    }

    @Test
    void dependsOnTheSeedAlone() {
        assertThat(split(rows(), 0.2, 42)).isEqualTo(split(rows(), 0.2, 42)).isNotEqualTo(split(rows(), 0.2, 43));
    }

    @Test
    void refusesWhatLeavesNothing() {
        List<Row> one = List.of(new Row("a", "x"), new Row("A", "y"));
        assertThatThrownBy(() -> split(one, 0.2, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("2 rows with 1 queries")
                .hasMessageContaining("give more queries");
        assertThatThrownBy(() -> split(one, 1, 1)).hasMessageContaining("the share of the test is 1.0");
    }
}
