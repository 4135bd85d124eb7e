package pellucid.eval.experiment.movies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.models.sentence.Embeddings;
import pellucid.tensor.InputException;
import pellucid.training.data.Example;
import pellucid.training.data.ExampleSet;

class MovieDataTest {
    private static final MovieOptions OPTIONS =
            MovieOptions.DEFAULTS.withPairs(60).withQueries(20);

    @TempDir
    private Path folder;

    private MovieTable table;
    private MovieSplit split;
    private TrainingPairs pairs;

    @BeforeEach
    void read() throws IOException {
        table = MovieTable.read(SampleFilms.write(folder));
        split = MovieSplit.of(table.movies(), 1);
        pairs = new TrainingPairs(split.train(), OPTIONS.pairs(), 1);
    }

    @Test
    void putsTheTextOfAFilmTogether() {
        Movie titanic = table.movies().get(0);
        assertThat(titanic.text())
                .isEqualTo(
                        "Titanic. Drama, Romance. ship, iceberg. A rich girl and a poor artist fall in love aboard an"
                                + " ocean liner that sinks.");
        assertThat(titanic.label()).isEqualTo("Titanic (1997)");
        assertThat(titanic.genres()).containsExactly("drama", "romance");
        Movie longer =
                Movie.of("1", "T", 0, List.of(), List.of(), Double.NaN, List.of(), "x".repeat(299) + "\uD83D\uDEA2y");
        assertThat(longer.text()).isEqualTo("T. " + "x".repeat(299) + "\uD83D\uDEA2");
    }

    @Test
    void splitsFilmsSoThatNoneIsOnBothSides() {
        assertThat(split.validation()).hasSize(13);
        Set<Movie> all = new HashSet<>(split.train());
        assertThat(split.validation()).doesNotContainAnyElementsOf(all);
        all.addAll(split.validation());
        assertThat(all).hasSize(65);
        Set<String> learned = split.train().stream().map(Movie::text).collect(Collectors.toSet());
        for (Arm arm : List.of(Arm.MNRL, Arm.MNRL_HALF, Arm.SPECIFIC, Arm.GENERIC)) {
            assertThat(pairs.positives(arm).examples())
                    .hasSize(arm == Arm.MNRL ? 60 : 30)
                    .allSatisfy(example ->
                            assertThat(learned).contains(example.texts().get(1)));
        }
        assertThat(pairs.of(Arm.MNRL_HALF)).isEqualTo(pairs.of(Arm.MNRL).subList(0, 30));
    }

    @Test
    void asksForWhatTheFilmHas() {
        assertThat(pairs.of(Arm.SPECIFIC)).allSatisfy(pair -> {
            assertThat(pair.query()).isEqualTo("movie about " + pair.aspect());
            assertThat(pair.movie().keywords()).contains(pair.aspect());
        });
        assertThat(pairs.of(Arm.GENERIC))
                .allSatisfy(pair -> assertThat(pair.movie().genres()).contains(pair.aspect()));
    }

    @Test
    void drawsNegativesThatHaveNotWhatIsAskedFor() {
        Map<String, Movie> byText = table.movies().stream().collect(Collectors.toMap(Movie::text, movie -> movie));
        Map<String, String> aspects = pairs.of(Arm.COSINE).stream()
                .collect(Collectors.toMap(TrainingPair::query, TrainingPair::aspect, (a, b) -> a));
        List<Movie> pool = split.train();
        float[] rows = new float[pool.size() * 2];
        for (int i = 0; i < pool.size(); i++) {
            rows[2 * i] = 1;
            rows[2 * i + 1] = i;
        }
        NegativePool near = new NegativePool(pool, new Embeddings(rows, pool.size(), 2, 0), MovieDataTest::alongX);
        ExampleSet hard = pairs.withHardNegatives(Arm.COSINE_HARD, near);
        assertThat(hard.size()).isEqualTo(30);
        ExampleSet random = pairs.withRandomNegatives(Arm.COSINE);
        assertThat(random.size()).isEqualTo(60);
        assertThat(pairs.withRandomNegatives(Arm.COSINE_HALF).examples())
                .isEqualTo(random.examples().subList(0, 30));
        for (ExampleSet set : List.of(random, hard)) {
            for (int i = 0; i < set.size(); i++) {
                Example example = set.get(i);
                Movie film = byText.get(example.texts().get(1));
                assertThat(example.label()).isEqualTo(i % 2 == 0 ? 1 : 0);
                assertThat(film.has(aspects.get(example.texts().get(0)))).isEqualTo(example.label() == 1);
            }
        }
        // The nearest of the pool are its first films: a hard negative is among the first that have not the aspect.
        int farthest = hard.examples().stream()
                .filter(example -> example.label() == 0)
                .mapToInt(example -> pool.indexOf(byText.get(example.texts().get(1))))
                .max()
                .orElseThrow();
        assertThat(farthest).isLessThan(25);
    }

    /** The query of every text is (1, 0). */
    private static Embeddings alongX(List<String> texts) {
        float[] asked = new float[texts.size() * 2];
        for (int i = 0; i < texts.size(); i++) {
            asked[2 * i] = 1;
        }
        return new Embeddings(asked, texts.size(), 2, 0);
    }

    @Test
    void comparesTheNegativesOfABatchWithThoseSearchedFor() {
        List<Movie> films = List.of(film("right"), film("near"), film("far"), film("batched"));
        NegativePool pool = new NegativePool(
                films,
                new Embeddings(new float[] {1, 0, 0.8f, 0.6f, 0.6f, 0.8f, 0, 1}, 4, 2, 0),
                MovieDataTest::alongX);
        List<TrainingPair> batch = List.of(
                new TrainingPair("q", films.get(0), "right"),
                new TrainingPair("q", films.get(2), "far"),
                new TrainingPair("q", films.get(3), "batched"),
                new TrainingPair("q", film("not in the pool"), "else"));
        BatchNegatives found = BatchNegatives.of(batch.subList(0, 1), 32, pool);
        assertThat(found.queries()).isZero();
        // The others: (0.6, 0), (1, 0), (1, 0.6); the pool's: (0.8, 0.6, 0), (1, 0.8, 0), (1, 0.8, 0.6).
        found = BatchNegatives.of(batch, 32, pool);
        assertThat(found.queries()).isEqualTo(3);
        assertThat(found.others()).isCloseTo((0.3 + 0.5 + 0.8) / 3, within(1e-6));
        assertThat(found.hardest()).isCloseTo((0.6 + 1 + 1) / 3, within(1e-6));
        assertThat(found.mined()).isCloseTo((1.4 / 3 + 1.8 / 3 + 2.4 / 3) / 3, within(1e-6));
        assertThat(BatchNegatives.of(batch, 2, pool).queries()).isEqualTo(2);
    }

    private static Movie film(String keyword) {
        return Movie.of(keyword, keyword, 0, List.of(), List.of(keyword), Double.NaN, List.of(), "");
    }

    @Test
    void asksInWordsThatNoTemplateOfTheTrainingHas() {
        Set<String> known = words(TrainingPairs.GENERIC_TEMPLATES);
        known.addAll(words(List.of(TrainingPairs.SPECIFIC_TEMPLATE)));
        assertThat(known).contains("movie", "about", "best").doesNotContain("s");
        assertThat(words(HeldOutQueries.SPECIFIC)).isNotEmpty().doesNotContainAnyElementsOf(known);
        assertThat(words(HeldOutQueries.GENERIC)).isNotEmpty().doesNotContainAnyElementsOf(known);

        QuerySet set = QuerySet.of(split, pairs.queries(), OPTIONS);
        List<JudgedQuery> other = set.of(JudgedQuery.Group.SPECIFIC);
        List<JudgedQuery> same = set.of(JudgedQuery.Group.SPECIFIC_AS_TRAINED);
        assertThat(other).hasSameSizeAs(same);
        for (int i = 0; i < other.size(); i++) {
            Movie source = other.get(i).source();
            String first = source.keywords().get(0);
            String second = source.keywords().get(1);
            assertThat(other.get(i).text())
                    .isEqualTo(HeldOutQueries.SPECIFIC.get(i % 4).formatted(first, second));
            assertThat(same.get(i).text()).isEqualTo("movie about " + first + " and " + second);
            assertThat(same.get(i).source()).isEqualTo(source);
            assertThat(same.get(i).relevant()).isEqualTo(other.get(i).relevant());
        }
        assertThat(set.of(JudgedQuery.Group.GENERIC_AS_TRAINED)).hasSameSizeAs(set.of(JudgedQuery.Group.GENERIC));
    }

    private static Set<String> words(List<String> templates) {
        return templates.stream()
                .flatMap(template -> Arrays.stream(template.replace("%s", "").split("[^a-zA-Z]+")))
                .map(String::toLowerCase)
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Test
    void makesQueriesOfHeldOutFilmsThatAreNotLearnedFrom() {
        QuerySet set = QuerySet.of(split, pairs.queries(), OPTIONS);
        assertThat(set.nine()).hasSize(9);
        assertThat(set.leaked()).isZero();
        assertThat(set.corpus()).hasSize(65).containsAll(split.validation());
        assertThat(set.of(JudgedQuery.Group.NINE)).hasSize(6);
        assertThat(set.of(JudgedQuery.Group.SPECIFIC)).hasSize(13);
        for (JudgedQuery query : set.judged()) {
            if (query.source() != null) {
                assertThat(split.validation()).contains(query.source());
                assertThat(query.relevant()).contains(query.source().id());
                assertThat(pairs.queries()).doesNotContain(query.text());
            }
        }
        QuerySet smaller = QuerySet.of(split, pairs.queries(), OPTIONS.withFilms(20));
        assertThat(smaller.corpus()).hasSize(20);
        assertThat(smaller.of(JudgedQuery.Group.NINE)).hasSize(6);
    }

    @Test
    void dealsTheTextsOutAnewForTheControl() {
        MovieTable shuffled = table.shuffled(3);
        assertThat(shuffled.movies().stream().map(Movie::id).toList())
                .isEqualTo(table.movies().stream().map(Movie::id).toList());
        assertThat(shuffled.movies().stream().map(Movie::text).toList())
                .containsExactlyInAnyOrderElementsOf(
                        table.movies().stream().map(Movie::text).toList())
                .isNotEqualTo(table.movies().stream().map(Movie::text).toList());
    }

    @Test
    void findsKeywordsForFilmsThatHaveNone() {
        assertThat(DerivedKeywords.of(List.of("A lonely lighthouse", "The lighthouse burns", "A quiet Monday")))
                .containsExactly(List.of("lighthouse"), List.of("lighthouse"), List.of());
        MovieTable builtIn = MovieTable.builtIn();
        assertThat(builtIn.movies()).hasSizeGreaterThan(400);
        assertThat(builtIn.keywordsDerived()).isTrue();
        assertThat(builtIn.isRated()).isFalse();
        assertThat(builtIn.movies().stream().filter(movie -> movie.keywords().size() >= 2))
                .hasSizeGreaterThan(200);
    }

    @Test
    void refusesTablesThatCannotServe() throws IOException {
        Path columns = Files.writeString(folder.resolve("columns.csv"), "title,plot\na,b\n");
        assertThatThrownBy(() -> MovieTable.read(columns))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("columns.csv lacks the column 'genres'; it has title, plot");
        Path few = Files.writeString(folder.resolve("few.csv"), "title,plot,genres\na,b,c\n");
        assertThatThrownBy(() -> MovieTable.read(few))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("few.csv has 1 films with a title, at least 40 are wanted");
        Path twice = Files.writeString(folder.resolve("twice.csv"), "id,title,plot,genres\n1,a,b,c\n1,d,e,f\n");
        assertThatThrownBy(() -> MovieTable.read(twice))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("line 3: the id 1 occurs a second time");
    }
}
