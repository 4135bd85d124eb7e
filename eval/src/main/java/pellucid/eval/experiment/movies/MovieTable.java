package pellucid.eval.experiment.movies;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import pellucid.eval.data.Film;
import pellucid.eval.data.FilmSet;
import pellucid.tensor.InputException;
import pellucid.training.data.CsvTable;
import pellucid.training.data.Draws;

/**
 * Where the films come from.
 *
 * @param source for the report
 * @param movies all with a title and some text
 * @param keywordsDerived whether the keywords are words of the descriptions, since the table has none
 */
record MovieTable(String source, List<Movie> movies, boolean keywordsDerived) {
    /** Fewer cannot be split, learned from and searched. */
    static final int LEAST = 40;

    MovieTable {
        movies = List.copyOf(movies);
        if (movies.size() < LEAST) {
            throw new InputException(source + " has " + movies.size() + " films with a title, at least " + LEAST
                    + " are wanted to learn from and to search in; give a larger table");
        }
    }

    /** The films that come with Pellucid. They have no keywords of their own and no ratings. */
    static MovieTable builtIn() {
        List<Film> films = FilmSet.load();
        List<List<String>> keywords =
                DerivedKeywords.of(films.stream().map(Film::description).toList());
        List<Movie> movies = new ArrayList<>();
        for (int i = 0; i < films.size(); i++) {
            Film film = films.get(i);
            movies.add(Movie.of(
                    Integer.toString(i),
                    film.title(),
                    film.year(),
                    film.genres(),
                    keywords.get(i),
                    Double.NaN,
                    List.of(),
                    film.description()));
        }
        return new MovieTable("the films that come with Pellucid", movies, true);
    }

    /**
     * A table of the user's with the columns {@code title}, {@code genres}, {@code plot} (or {@code overview} or {@code
     * description}), and, if there are any, {@code id, keywords, year, rating}; genres and keywords are separated by
     * commas or bars.
     *
     * @throws InputException if a column is missing or there are too few films
     */
    static MovieTable read(Path file) {
        CsvTable table = CsvTable.read(file);
        int title = required(table, "title");
        int plot = required(table, "plot", "overview", "description");
        int genres = required(table, "genres");
        int keywords = table.columns().indexOf("keywords");
        List<CsvTable.Row> rows = table.rows().stream()
                .filter(row -> !row.values().get(title).isBlank())
                .toList();
        List<List<String>> words = keywords >= 0
                ? rows.stream().map(row -> list(row.values().get(keywords))).toList()
                : DerivedKeywords.of(
                        rows.stream().map(row -> row.values().get(plot)).toList());
        int id = table.columns().indexOf("id");
        int year = table.columns().indexOf("year");
        int rating = table.columns().indexOf("rating");
        List<Movie> movies = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            List<String> cells = rows.get(i).values();
            String name = id >= 0 ? cells.get(id) : Integer.toString(i);
            if (!ids.add(name)) {
                throw new InputException(file + ": line " + rows.get(i).line() + ": the id " + name
                        + " occurs a second time; give each film its own, or remove the column");
            }
            movies.add(Movie.of(
                    name,
                    cells.get(title).strip(),
                    year >= 0 ? (int) number(cells.get(year), 0) : 0,
                    list(cells.get(genres)),
                    words.get(i),
                    rating >= 0 ? number(cells.get(rating), Double.NaN) : Double.NaN,
                    keywords >= 0 ? words.get(i) : List.of(),
                    cells.get(plot).strip()));
        }
        return new MovieTable(file.getFileName().toString(), movies, keywords < 0);
    }

    private static int required(CsvTable table, String... names) {
        return Arrays.stream(names)
                .mapToInt(table.columns()::indexOf)
                .filter(column -> column >= 0)
                .findFirst()
                .orElseThrow(() -> new InputException(table.source() + " lacks the column '" + names[0] + "'; it has "
                        + String.join(", ", table.columns()) + "; a table of films has title, genres, plot and, if"
                        + " there are any, id, keywords, year, rating"));
    }

    private static List<String> list(String cell) {
        return Arrays.stream(cell.split("[,|]"))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static double number(String cell, double otherwise) {
        try {
            return Double.parseDouble(cell.strip());
        } catch (NumberFormatException notOne) {
            return otherwise;
        }
    }

    /** The control: every film under the text of another, drawn at random. What is found then is found by chance. */
    MovieTable shuffled(long seed) {
        int[] order = new Draws(seed, Draws.Purpose.SAMPLE, 9).permutation(movies.size());
        return new MovieTable(
                source + ", every film under the text of another",
                IntStream.range(0, order.length)
                        .mapToObj(i -> movies.get(i).withTextOf(movies.get(order[i])))
                        .toList(),
                keywordsDerived);
    }

    /** Whether the films have ratings. */
    boolean isRated() {
        return movies.stream().anyMatch(movie -> movie.rating() > 0);
    }
}
