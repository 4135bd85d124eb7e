package pellucid.eval.data;

import java.util.List;
import pellucid.tensor.InputException;
import pellucid.training.data.TextRows;

/**
 * A film of the demos.
 *
 * @param title as released in English, or the original title where it is the better known
 * @param year of the first release
 * @param genres one or more, the most telling first
 * @param description one or two sentences on the plot
 */
public record Film(String title, int year, List<String> genres, String description) {
    public Film {
        if (title.isBlank() || description.isBlank() || genres.isEmpty()) {
            throw new InputException(
                    "film '" + title + "' (" + year + "): title, genres and description must be given");
        }
        genres = List.copyOf(genres);
    }

    /**
     * The text to embed: {@code title + ". " + description}. The title counts, since people search for films by it;
     * year and genres are left out, so that a search has to rest on what the sentences mean.
     */
    public String text() {
        return title + TextRows.SEPARATOR + description;
    }
}
