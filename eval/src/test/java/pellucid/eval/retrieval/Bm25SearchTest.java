package pellucid.eval.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;

class Bm25SearchTest {
    private static final List<String> TITLES = List.of("red paint", "blue paint brush", "oak door", "");
    private static final List<String> NOTES = List.of(
            "one gallon of interior paint, red as an apple", "a brush", "a door of red oak; red, red", "paint tray");

    @Test
    void scoresAreTheFormulaSummedOverFieldsAndTerms() {
        Bm25Search search = Bm25Search.of(Map.of("title", TITLES, "notes", NOTES), TextAnalysis.PLAIN)
                .boosted(Map.of("title", 2.5));
        List<Hit> hits = search.search("red paint red unknown", 10);
        double[] wanted = new double[4];
        for (String term : List.of("red", "paint", "red")) {
            for (int i = 0; i < 4; i++) {
                wanted[i] += 2.5 * formula(TITLES, term, i) + formula(NOTES, term, i);
            }
        }
        assertThat(hits).isSortedAccordingTo(Hit.BEST_FIRST).hasSize(4);
        for (Hit hit : hits) {
            assertThat(hit.score()).isCloseTo(wanted[hit.row()], within(1e-5));
        }
        assertThat(hits).extracting(Hit::row).containsExactly(0, 2, 1, 3);
        assertThat(search.boosts()).isEqualTo(Map.of("title", 2.5, "notes", 1.0));
    }

    @Test
    void aFieldWithoutABoostIsLeftOut() {
        Bm25Search search = Bm25Search.of(Map.of("title", TITLES, "notes", NOTES), TextAnalysis.PLAIN)
                .boosted(Map.of("notes", 0.0));
        assertThat(search.search("paint", 10)).extracting(Hit::row).containsExactly(0, 1);
        assertThat(search.search("tray", 10)).isEmpty();
    }

    @Test
    void theExplanationAddsUpToTheScore() {
        Bm25Search search = Bm25Search.of(Map.of("title", TITLES, "notes", NOTES), TextAnalysis.PLAIN)
                .boosted(Map.of("title", 3.0));
        Hit best = search.search("red paint", 1).get(0);
        Explanation whole = search.explain("red paint", best.row());
        assertThat(whole.value()).isCloseTo(best.score(), within(1e-6));
        assertThat(whole.parts().stream().mapToDouble(Explanation::value).sum()).isCloseTo(best.score(), within(1e-5));
        assertThat(whole.toString())
                .contains("title:red")
                .contains("title:paint")
                .contains("notes:red")
                .contains("k1")
                .startsWith(String.format(java.util.Locale.ROOT, "%.4f  sum of", best.score()));
        assertThat(search.explain("door", 0).value()).isZero();
    }

    @Test
    void theQueryIsTextAndNotSyntax() {
        Bm25Search search = Bm25Search.of(List.of("notes on c", "title: red", "a plus sign", "and or not"));
        assertThat(search.search("title: red -notes +\"", 10))
                .extracting(Hit::row)
                .containsExactly(1, 0);
        for (String odd : List.of("", " ", "*", "a*~[", "(", "\\", "AND OR NOT", "\"", "re?", "title:")) {
            search.search(odd, 3);
        }
        assertThat(search.search("re*", 3)).isEmpty();
    }

    @Test
    void englishKnowsEndingsAndPassesOverTheCommonestWords() {
        List<String> texts = List.of("painted doors", "the house of the rising sun", "sunny");
        assertThat(Bm25Search.of(texts).search("the painting of a door", 10))
                .extracting(Hit::row)
                .containsExactly(0);
        Bm25Search plain = Bm25Search.of(Map.of("text", texts), TextAnalysis.PLAIN);
        assertThat(plain.search("painting", 10)).isEmpty();
        assertThat(plain.search("THE", 10)).extracting(Hit::row).containsExactly(1);
    }

    @Test
    void equalDocumentsComeInTheirOrderHoweverManyThereAre() {
        List<String> texts = new ArrayList<>(IntStream.range(0, 30_000)
                .mapToObj(i -> i % 3 == 0 ? "sea" : "sky")
                .toList());
        assertThat(Bm25Search.of(texts).search("sea", 500))
                .extracting(Hit::row)
                .isEqualTo(IntStream.range(0, 500).mapToObj(i -> 3 * i).toList());
    }

    @Test
    void aWholeDocumentCanBeAQuery() {
        SplittableRandom random = new SplittableRandom(1);
        String text = Stream.generate(() -> "w" + random.nextInt(100_000))
                .limit(5_000)
                .collect(Collectors.joining(" "));
        assertThat(Bm25Search.of(List.of("none of it", text, "w")).search(text, 5))
                .extracting(Hit::row)
                .containsExactly(1);
    }

    @Test
    void refusesWhatDoesNotFit() {
        Bm25Search search = Bm25Search.of(Map.of("title", TITLES), TextAnalysis.PLAIN);
        assertThatThrownBy(() -> search.boosted(Map.of("titel", 2.0)))
                .isInstanceOf(InputException.class)
                .hasMessage("BM25: there is no field 'titel' to boost; the fields are [title]");
        assertThatThrownBy(() -> search.boosted(Map.of("title", -1.0)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the boost of 'title' is -1.0");
        assertThatThrownBy(() -> search.search("red", 0)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> search.explain("red", 4))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no document 4 among 4");
        assertThatThrownBy(() -> Bm25Search.of(Map.of("a", List.of("x"), "b", List.of()), TextAnalysis.PLAIN))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("one text of each field for every document");
        assertThat(Bm25Search.of(List.of()).search("red", 3)).isEmpty();
    }

    /** BM25 by its formula; a field that is empty in a document counts neither in N nor in the mean length. */
    private static double formula(List<String> texts, String term, int row) {
        List<List<String>> documents = texts.stream()
                .map(text -> Arrays.stream(text.split("[^a-z]+"))
                        .filter(word -> !word.isEmpty())
                        .toList())
                .toList();
        double filled = documents.stream().filter(words -> !words.isEmpty()).count();
        double mean = documents.stream().mapToInt(List::size).sum() / filled;
        double holding =
                documents.stream().filter(words -> words.contains(term)).count();
        double idf = Math.log(1 + (filled - holding + 0.5) / (holding + 0.5));
        double tf = documents.get(row).stream().filter(term::equals).count();
        return idf * tf / (tf + 1.2 * (1 - 0.75 + 0.75 * documents.get(row).size() / mean));
    }
}
