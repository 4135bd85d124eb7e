package pellucid.eval.experiment.movies;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A film to search for.
 *
 * @param id tells films of one title apart
 * @param title as shown
 * @param year 0 if unknown
 * @param genres in lower case
 * @param keywords in lower case
 * @param rating NaN if unknown
 * @param text what is embedded: title, genres, keywords, and the beginning of the plot
 */
record Movie(
        String id, String title, int year, List<String> genres, List<String> keywords, double rating, String text) {
    /** So many characters of the plot are embedded. */
    private static final int PLOT = 300;

    Movie {
        genres = List.copyOf(genres);
        keywords = List.copyOf(keywords);
    }

    /** A film whose text is put together as title + genres + keywords + plot[:300]. */
    static Movie of(
            String id,
            String title,
            int year,
            List<String> genres,
            List<String> keywords,
            double rating,
            List<String> said,
            String plot) {
        String text = Stream.of(title, String.join(", ", genres), String.join(", ", said), beginning(plot))
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(". "));
        return new Movie(id, title, year, lower(genres), lower(keywords), rating, text);
    }

    private static String beginning(String plot) {
        int end = plot.offsetByCodePoints(0, Math.min(PLOT, plot.codePointCount(0, plot.length())));
        return plot.substring(0, end);
    }

    private static List<String> lower(List<String> words) {
        return words.stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    /** The same film under the text of another. */
    Movie withTextOf(Movie other) {
        return new Movie(id, title, year, genres, keywords, rating, other.text);
    }

    /** Whether it is of that genre or has that keyword, in lower case. */
    boolean has(String aspect) {
        return genres.contains(aspect) || keywords.contains(aspect);
    }

    /** {@code Titanic (1997)}. */
    String label() {
        return year == 0 ? title : title + " (" + year + ")";
    }
}
