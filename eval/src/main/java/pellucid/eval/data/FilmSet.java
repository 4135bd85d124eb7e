package pellucid.eval.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import pellucid.training.data.CsvTable;
import pellucid.training.data.InputFile;

/**
 * The films of the demos: a few hundred, from 1902 to today and from many countries, described for this project in its
 * own words. The table lies beside the classes as {@code pellucid/eval/films.csv} and is read like any user's.
 */
public final class FilmSet {
    private static final String RESOURCE = "/pellucid/eval/films.csv";

    private FilmSet() {}

    /** The films, in order of year and title. */
    public static List<Film> load() {
        CsvTable table = table();
        int title = table.indexOf("title");
        int year = table.indexOf("year");
        int genres = table.indexOf("genres");
        int description = table.indexOf("description");
        return table.rows().stream()
                .map(CsvTable.Row::values)
                .map(row -> new Film(
                        row.get(title),
                        Integer.parseInt(row.get(year)),
                        List.of(row.get(genres).split("\\|")),
                        row.get(description)))
                .toList();
    }

    /** The same films as the table they are stored in: {@code title, year, genres, description}. */
    public static CsvTable table() {
        try (InputStream in = FilmSet.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + RESOURCE + "; build the module again");
            }
            return CsvTable.parse(in.readAllBytes(), "films.csv", StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw InputFile.unreadable("films.csv", e);
        }
    }
}
