package pellucid.eval.experiment.matryoshka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.eval.data.HomeDepot;
import pellucid.tensor.InputException;
import pellucid.training.data.Example;
import pellucid.training.data.Leakage;

class StudySplitTest {
    @TempDir
    private Path folder;

    private StudyData data;

    @BeforeEach
    void read() throws IOException {
        data = StudyData.of(HomeDepot.read(SampleShop.write(folder), null), 42);
    }

    @Test
    void learnsNothingThatIsAsked() {
        StudySplit split = StudySplit.of(SplitKind.LEAK_FREE, data, 42);
        Leaks leaks = Leaks.of(split.train(), split.queries());

        assertThat(leaks.places(true)).isEmpty();
        assertThat(leaks.places(false)).hasSize(split.queries().size());
        assertThat(split.train().size() + split.test().size() + split.dropped()).isEqualTo(384);
        Set<String> searched = new HashSet<>(split.set().corpus().keySet());
        assertThat(split.train()).noneMatch(row -> searched.contains(row.product()));
    }

    @Test
    void makesOneQueryOfEqualTextsAndCountsAllTheirProducts() {
        StudySplit split = StudySplit.of(SplitKind.LEAK_FREE, data, 42);

        assertThat(split.queries()).hasSameSizeAs(split.set().queries().keySet());
        assertThat(split.differentQueries()).isEqualTo(split.queries().size());
        assertThat(split.queries()).allMatch(query -> query.rows().size() == 2);
        split.set()
                .queries()
                .keySet()
                .forEach(id -> assertThat(split.set().relevant(id)).hasSize(2));
        assertThat(split.test()).hasSizeBetween(77, 80);
        assertThat(split.unanswered()).isZero();
    }

    @Test
    void searchesAlsoProductsThatNobodyJudgedForTheseQueries() {
        StudyData part = new StudyData(
                data.file(), data.drawn().subList(0, 200), data.drawn().subList(200, 384));
        StudySplit split = StudySplit.of(SplitKind.LEAK_FREE, part, 42);
        Set<String> own = split.test().stream().map(Row::product).collect(Collectors.toSet());
        Set<String> asked = split.test().stream().map(Row::queryKey).collect(Collectors.toSet());
        Set<String> others = new HashSet<>(split.set().corpus().keySet());
        others.removeAll(own);

        assertThat(others).hasSize(split.distractors()).isNotEmpty();
        assertThat(split.train()).noneMatch(row -> others.contains(row.product()));
        assertThat(part.rest())
                .filteredOn(row -> others.contains(row.product()))
                .noneMatch(row -> asked.contains(row.queryKey()));
    }

    @Test
    void countsWhatIsRelevantByRowsThatAreNotDrawn() {
        StudyData part = new StudyData(
                data.file(), data.drawn().subList(0, 200), data.drawn().subList(200, 384));
        StudySplit split = StudySplit.of(SplitKind.LEAK_FREE, part, 42);
        Set<String> searched = split.set().corpus().keySet();

        assertThat(split.judgedElsewhere()).isPositive();
        split.set()
                .queries()
                .forEach((id, text) -> assertThat(split.set().relevant(id).keySet())
                        .as(text)
                        .isEqualTo(data.drawn().stream()
                                .filter(row -> row.queryKey().equals(Leakage.key(text)))
                                .filter(row -> row.isRelevant() && searched.contains(row.product()))
                                .map(Row::product)
                                .collect(Collectors.toSet())));
        assertThat(Leaks.of(split.train(), split.queries()).places(true)).isEmpty();
        assertThat(StudySplit.of(SplitKind.AS_CODED, part, 42).judgedElsewhere())
                .isZero();
    }

    @Test
    void learnsFromNoProductThatIsSearchedUnderAnotherTitle() {
        List<Row> renamed = data.drawn().stream()
                .map(row -> row.relevance() == 2.33 ? row.withText("Mended: " + row.text()) : row)
                .toList();
        StudySplit split = StudySplit.of(SplitKind.LEAK_FREE, new StudyData(data.file(), renamed, List.of()), 42);

        assertThat(split.train())
                .isNotEmpty()
                .noneMatch(row -> split.set().corpus().containsKey(row.product()));
        assertThat(split.train().size() + split.test().size() + split.dropped()).isEqualTo(384);
    }

    @Test
    void splitsRowsAsTheStudyDoes() {
        StudySplit split = StudySplit.of(SplitKind.AS_CODED, data, 42);

        assertThat(split.train()).hasSize(307);
        assertThat(split.test()).hasSize(77);
        assertThat(split.queries()).allMatch(query -> query.rows().size() == 1);
        assertThat(split.queries().size() + split.unanswered()).isEqualTo(77);
        assertThat(split.differentQueries()).isLessThan(split.queries().size());
        assertThat(Leaks.of(split.pairs(), split.queries()).places(true)).hasSizeGreaterThan(20);
        int own = split.test().stream()
                .map(Row::product)
                .collect(Collectors.toSet())
                .size();
        assertThat(split.products()).isEqualTo(own + split.distractors());
        assertThat(split.distractors()).isPositive();
    }

    @Test
    void drawsTheLineAtTheThresholdAsTheStudyDoes() {
        StudySplit split = StudySplit.of(SplitKind.AS_CODED, data, 42);
        assertThat(StudySplit.onThreshold(split.train())).isPositive();
        assertThat(split.pairs()).isNotEmpty().allMatch(row -> row.relevance() > 2.5);
        assertThat(split.queries().stream()
                        .mapToDouble(query -> query.rows().get(0).relevance()))
                .contains(2.5);
    }

    @Test
    void searchesDescriptionsWhereThereAreSome() throws IOException {
        assertThat(data.documents()).contains("product titles", "is not there");
        String product = data.drawn().get(0).product();
        Files.writeString(
                folder.resolve("product_descriptions.csv"),
                "product_uid,product_description\n" + product + ",\"Something to be used at home.\"\n");
        StudyData described = StudyData.of(HomeDepot.read(folder, null), 42);
        assertThat(described.drawn().get(0).text()).isEqualTo("Something to be used at home.");
        assertThat(described.documents()).startsWith("product descriptions, and the titles of ");
        assertThat(described.drawn()).anyMatch(row -> row.text().contains("kettle"));
    }

    @Test
    void mapsTheRelevanceToScores() {
        assertThat(new Row("a", "1", "b", 3).graded()).isEqualTo(new Example(List.of("a", "b"), 1));
        assertThat(new Row("a", "1", "b", 1).graded().label()).isZero();
        assertThat(new Row("a", "1", "b", 2).graded().label()).isEqualTo(0.5);
    }

    @Test
    void countsTheRelevances() {
        Map<Double, Long> histogram = data.histogram();
        assertThat(histogram).containsOnlyKeys(1.67, 2.25, 2.33, 2.5, 2.67, 3.0).containsEntry(3.0, 96L);
    }

    @Test
    void refusesTooLittle() throws IOException {
        Path few = Files.writeString(
                folder.resolve("few.csv"), "id,product_uid,product_title,search_term,relevance\n1,2,a,b,3\n");
        assertThatThrownBy(() -> StudyData.of(HomeDepot.read(few, null), 42))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has 1 judged products, at least 40 are wanted");
        StringBuilder bad = new StringBuilder("id,product_uid,product_title,search_term,relevance\n");
        for (int i = 0; i < 50; i++) {
            bad.append(i)
                    .append(',')
                    .append(i)
                    .append(",title ")
                    .append(i)
                    .append(",query ")
                    .append(i)
                    .append(",1\n");
        }
        Path none = Files.writeString(folder.resolve("none.csv"), bad);
        StudyData nothing = StudyData.of(HomeDepot.read(none, null), 42);
        assertThatThrownBy(() -> StudySplit.of(SplitKind.LEAK_FREE, nothing, 42))
                .hasMessageContaining("nothing is relevant for any query");
    }
}
