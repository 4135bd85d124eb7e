package pellucid.eval.experiment.relevance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.eval.data.HomeDepot;
import pellucid.eval.experiment.relevance.RelevanceOptions.Partition;
import pellucid.tensor.InputException;

class TaskBuilderTest {
    private static final RelevanceOptions SMALL = RelevanceOptions.DEFAULTS.withProducts(0);

    @TempDir
    private Path folder;

    private static Set<String> texts(RelevanceTask task, int column) {
        return task.pairs().examples().stream()
                .map(example -> example.texts().get(column))
                .collect(Collectors.toSet());
    }

    @Test
    void keepsQueriesAndProductsOfTheTestFromTraining() throws IOException {
        RelevanceTask task = TaskBuilder.of(SampleShop.read(folder), SMALL);
        Set<String> queries = texts(task, 0);
        Set<String> products = texts(task, 1);
        assertThat(task.test()).hasSizeGreaterThan(5);
        for (JudgedQuery query : task.test()) {
            assertThat(queries).doesNotContain(query.text());
            query.grades()
                    .keySet()
                    .forEach(row -> assertThat(products)
                            .doesNotContain(task.corpus().texts().get(row)));
        }
        assertThat(task.leaks().inPairs()).isZero();
        assertThat(task.leaks().productsInPairs()).isZero();
        assertThat(task.unseen()).containsOnly(true);
        Set<String> heldOut = task.heldOut().examples().stream()
                .flatMap(example -> example.texts().stream())
                .collect(Collectors.toSet());
        assertThat(heldOut).doesNotContainAnyElementsOf(queries).doesNotContainAnyElementsOf(products);
        assertThat(task.tuning())
                .allMatch(query ->
                        task.test().stream().noneMatch(asked -> asked.text().equals(query.text())));
    }

    @Test
    void keepsAProductFromTrainingUnderAnyOfItsTitles() throws IOException {
        Path file = SampleShop.write(folder);
        List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
        lines.replaceAll(line -> line.endsWith("\"3\"") ? line : line.replace(" No. ", " Number "));
        Files.write(file, lines, StandardCharsets.ISO_8859_1);
        RelevanceTask task = TaskBuilder.of(HomeDepot.read(file, null), SMALL);
        Set<String> products = texts(task, 1);
        for (JudgedQuery query : task.test()) {
            query.grades()
                    .keySet()
                    .forEach(row -> assertThat(products)
                            .doesNotContain(task.corpus().texts().get(row)));
        }
    }

    @Test
    void hasTheLeaksOfTheStudyOnDemand() throws IOException {
        RelevanceTask task = TaskBuilder.of(SampleShop.read(folder), SMALL.withSplit(Partition.AS_CODED));
        assertThat(task.leaks().inPairs()).isGreaterThan(task.test().size() / 2);
        assertThat(task.leaks().inRows()).isGreaterThanOrEqualTo(task.leaks().inPairs());
        assertThat(task.leaks().drawnByRow()).isGreaterThan(0.8);
        assertThat(task.tuning())
                .isNotEmpty()
                .allMatch(query ->
                        task.test().stream().noneMatch(asked -> asked.text().equals(query.text())));
        long seen = 0;
        for (boolean unseen : task.unseen()) {
            seen += unseen ? 0 : 1;
        }
        assertThat(seen).isEqualTo(task.leaks().inPairs());
    }

    /** One perfect product a query: drawn row by row, no perfect pair of training can have a query of the test. */
    @Test
    void countsAsLeakedWhatThePairsToLearnFromHave() throws IOException {
        Path file = SampleShop.write(folder);
        List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
        Set<String> seen = new HashSet<>();
        lines.replaceAll(line -> {
            boolean more = line.endsWith("\"3\"") && !seen.add(line.split("\",\"")[3]);
            return more ? line.replaceAll("\"3\"$", "\"2\"") : line;
        });
        Files.write(file, lines, StandardCharsets.ISO_8859_1);
        RelevanceTask task = TaskBuilder.of(HomeDepot.read(file, null), SMALL);
        assertThat(task.leaks().drawnByRow()).isZero();
        assertThat(task.leaks().inAnyDrawnRow()).isGreaterThan(0.9);
    }

    @Test
    void refusesHeldOutPairsOfOneQuery() throws IOException {
        HomeDepot data = SampleShop.read(folder);
        boolean refused = false;
        for (long seed = 0; seed < 40; seed++) {
            RelevanceOptions two = SMALL.withHeldOut(2).withSeed(seed);
            try {
                RelevanceTask task = TaskBuilder.of(data, two);
                assertThat(task.heldOut().get(0).texts().get(0))
                        .isNotEqualTo(task.heldOut().get(1).texts().get(0));
                wrongOnesAreNotJudged(data, task);
            } catch (InputException e) {
                refused = true;
                assertThat(e).hasMessageContaining("at least 2 of each are wanted");
            }
        }
        assertThat(refused).isTrue();
    }

    private static void wrongOnesAreNotJudged(HomeDepot data, RelevanceTask task) {
        for (int i = 0; i < task.heldOut().size(); i++) {
            String query = task.heldOut().get(i).texts().get(0);
            String wrong = task.wrong().get(i);
            assertThat(data.judged())
                    .noneMatch(row -> row.query().equals(query) && row.title().equals(wrong));
        }
    }

    @Test
    void learnsFromPerfectPairsAndKnowsWrongOnes() throws IOException {
        HomeDepot data = SampleShop.read(folder);
        RelevanceTask task = TaskBuilder.of(data, SMALL);
        Set<String> perfect = new HashSet<>();
        Set<String> judged = new HashSet<>();
        for (HomeDepot.Judged row : data.judged()) {
            judged.add(row.query() + "|" + row.title());
            if (row.relevance() == 3) {
                perfect.add(row.query() + "|" + row.title());
            }
        }
        assertThat(task.pairs().examples())
                .allMatch(example -> perfect.contains(
                        example.texts().get(0) + "|" + example.texts().get(1)));
        for (int i = 0; i < task.heldOut().size(); i++) {
            List<String> texts = task.heldOut().get(i).texts();
            assertThat(perfect).contains(texts.get(0) + "|" + texts.get(1));
            assertThat(judged).doesNotContain(texts.get(0) + "|" + task.wrong().get(i));
        }
    }

    @Test
    void searchesAmongTheJudgedProductsAndOthers() throws IOException {
        HomeDepot data = SampleShop.read(folder);
        assertThat(TaskBuilder.of(data, SMALL).corpus().size()).isEqualTo(192);
        RelevanceTask few = TaskBuilder.of(
                data, SMALL.withProducts(10).withQueries(2).withTuningQueries(1).withPairs(5));
        assertThat(few.corpus().size()).isBetween(12, 18); // those of three queries, six each, whatever was asked for
        assertThat(few.pairs().size()).isEqualTo(5);
        assertThat(few.test()).allMatch(query -> query.grades().size() == 6);
        assertThat(few.counts())
                .containsEntry(
                        "Products searched among", Integer.toString(few.corpus().size()));
        RelevanceTask more =
                TaskBuilder.of(data, SMALL.withProducts(100).withQueries(2).withTuningQueries(1));
        assertThat(more.corpus().size()).isEqualTo(100);
    }

    @Test
    void putsEveryProductUnderTheTextOfAnotherInTheControl() throws IOException {
        HomeDepot data = SampleShop.read(folder);
        RelevanceTask plain = TaskBuilder.of(data, SMALL);
        RelevanceTask control = TaskBuilder.of(data, SMALL.withShuffle(true));
        assertThat(control.corpus().ids()).isEqualTo(plain.corpus().ids());
        assertThat(control.corpus().titles())
                .isNotEqualTo(plain.corpus().titles())
                .containsExactlyInAnyOrderElementsOf(plain.corpus().titles());
        assertThat(control.test()).isEqualTo(plain.test());
    }

    @Test
    void readsTheFieldsThatTheFilesHave() throws IOException {
        SampleShop.write(folder);
        assertThat(TaskBuilder.of(HomeDepot.read(folder, null), SMALL).corpus().fields())
                .containsOnlyKeys("brand", "sizes", "rest");
        Files.writeString(
                folder.resolve("product_descriptions.csv"), "product_uid,product_description\n1000,For four guests\n");
        Files.writeString(
                folder.resolve("attributes.csv"),
                "product_uid,name,value\n1000,MFG Brand Name,Norvik\n1000,Color,red\n");
        Catalogue corpus = TaskBuilder.of(HomeDepot.read(folder, null), SMALL).corpus();
        assertThat(corpus.derived()).isFalse();
        assertThat(corpus.fields().keySet()).containsExactly("title", "description", "brand", "attributes");
        int first = corpus.ids().indexOf("1000");
        assertThat(corpus.fields().get("brand").get(first)).isEqualTo("Norvik");
        assertThat(corpus.texts().get(first))
                .startsWith("Norvik Home 12 in.")
                .contains(". For four guests. ")
                .contains("red");
        assertThat(corpus.fields().get("description").get(corpus.ids().indexOf("1001")))
                .isEmpty();
    }

    @Test
    void dropsQueriesWithoutARelevantProductAndCountsThem() throws IOException {
        List<String> lines = Files.readAllLines(SampleShop.write(folder), StandardCharsets.ISO_8859_1);
        List<String> duller = lines.stream()
                .map(line -> line.contains("\"oak ") ? line.replaceAll("\"3\"$", "\"2.67\"") : line)
                .toList();
        Files.write(folder.resolve("train.csv"), duller);
        RelevanceTask task = TaskBuilder.of(HomeDepot.read(folder, null), SMALL);
        assertThat(task.test()).noneMatch(query -> query.text().startsWith("oak "));
        int dropped = Integer.parseInt(task.counts().get("Test queries left out: no product of relevance 3"))
                + Integer.parseInt(task.counts().get("Training queries left out: no product of relevance 3"));
        assertThat(dropped).isBetween(8, 16);
    }

    @Test
    void refusesWhatIsTooLittle() throws IOException {
        SampleShop.write(folder);
        List<String> lines = Files.readAllLines(folder.resolve("train.csv"), StandardCharsets.ISO_8859_1);
        Files.write(
                folder.resolve("train.csv"),
                lines.stream().map(line -> line.replaceAll("\"3\"$", "\"2\"")).toList());
        HomeDepot dull = HomeDepot.read(folder, null);
        assertThatThrownBy(() -> TaskBuilder.of(dull, SMALL))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the training part has 0 rows with relevance 3; at least 2 are wanted");
        Files.write(folder.resolve("train.csv"), lines.subList(0, 4));
        HomeDepot tiny = HomeDepot.read(folder, null);
        assertThatThrownBy(() -> TaskBuilder.of(tiny, SMALL)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> TaskBuilder.of(tiny, SMALL.withSplit(Partition.AS_CODED)))
                .hasMessageContaining("3 judged products are too few to divide");
    }

    @Test
    void findsThePairsOfTheStudy() throws IOException {
        Path file = SampleShop.write(folder);
        List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
        for (int i = 0; i < 40; i++) {
            lines.add("\"x" + i + "\",\"x" + i + "\",\"RIDGID 14-gal. Professional Wet/Dry Vacuum\",\"Vacume\",\"3\"");
        }
        Files.write(file, lines);
        RelevanceTask leakFree = TaskBuilder.of(HomeDepot.read(file, null), SMALL);
        assertThat(leakFree.named()).hasSize(1);
        assertThat(leakFree.named().get(0).pair().query()).isEqualTo("vacume");
        assertThat(leakFree.named().get(0).place()).isEqualTo("held out");
        assertThat(texts(leakFree, 0)).doesNotContain("Vacume");
        RelevanceTask asCoded = TaskBuilder.of(HomeDepot.read(file, null), SMALL.withSplit(Partition.AS_CODED));
        assertThat(texts(asCoded, 0)).contains("Vacume");
        assertThat(asCoded.named().get(0).place()).contains("learned from");
    }
}
