package pellucid.eval.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;
import pellucid.training.data.TextRows;

class FilmSetTest {
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?](?=\\s|$)");
    private static final List<Film> FILMS = FilmSet.load();

    @Test
    void holdsAFewHundredFilmsEachOnce() {
        assertThat(FILMS).hasSizeGreaterThanOrEqualTo(250);
        assertThat(FILMS).extracting(film -> film.title() + " " + film.year()).doesNotHaveDuplicates();
        assertThat(FILMS).extracting(Film::description).doesNotHaveDuplicates();
        assertThat(FILMS).isSortedAccordingTo((a, b) -> Integer.compare(a.year(), b.year()));
    }

    @Test
    void holdsTheFilmsThatTheDemosSpeakOf() {
        assertThat(FILMS)
                .extracting(film -> film.title() + " " + film.year())
                .contains(
                        "Titanic 1997",
                        "Her 2013",
                        "Solaris 1972",
                        "Groundhog Day 1993",
                        "Fight Club 1999",
                        "Toy Story 1995",
                        "The Matrix 1999",
                        "A.I. Artificial Intelligence 2001",
                        "Ted 2012",
                        "Good Will Hunting 1997",
                        "A Beautiful Mind 2001");
    }

    @Test
    void everyDescriptionIsOneOrTwoSentencesOfSaneLength() {
        assertThat(FILMS).allSatisfy(film -> {
            String text = film.description();
            assertThat(text).isEqualTo(text.strip()).endsWith(".").doesNotContain("  ");
            assertThat(text.length()).isBetween(60, 320);
            assertThat(SENTENCE_END.matcher(text).results().count()).isBetween(1L, 2L);
        });
    }

    @Test
    void yearsAndGenresAreSane() {
        assertThat(FILMS).allSatisfy(film -> {
            assertThat(film.year()).isBetween(1895, 2025);
            assertThat(film.genres()).hasSizeBetween(1, 3).doesNotHaveDuplicates();
            assertThat(film.genres()).allMatch(genre -> genre.matches("[A-Z][A-Za-z ]+"));
        });
        assertThat(FILMS).extracting(film -> film.year() / 10).contains(190, 192, 193, 194, 195, 196, 197, 198, 199);
    }

    @Test
    void theTextOfAFilmIsWhatItsTableGivesByDefault() {
        TextRows rows = TextRows.of(FilmSet.table());
        assertThat(rows.columns()).containsExactly("title", "description");
        assertThat(rows.texts()).isEqualTo(FILMS.stream().map(Film::text).toList());
        assertThat(new Film("Her", 2013, List.of("Romance"), "He speaks.").text())
                .isEqualTo("Her. He speaks.");
    }

    @Test
    void refusesAFilmWithoutADescription() {
        assertThatThrownBy(() -> new Film("Her", 2013, List.of("Romance"), " "))
                .isInstanceOf(InputException.class)
                .hasMessage("film 'Her' (2013): title, genres and description must be given");
    }
}
