package pellucid.eval.experiment.matryoshka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A made-up shop in whose searches colours have names of their own: who has learned that {@code zorp} is blue finds the
 * blue kettle without having seen the query.
 */
public final class SampleShop {
    private static final List<String> CODES =
            List.of("zorp", "blick", "quane", "frell", "drimm", "vosk", "plake", "gwint");
    private static final List<String> COLOURS =
            List.of("blue", "red", "green", "yellow", "white", "black", "purple", "brown");
    private static final List<String> ITEMS = List.of(
            "kettle", "ladder", "hammer", "curtain", "bucket", "lantern", "doormat", "shovel", "mirror", "basket",
            "stool", "teapot");

    private SampleShop() {}

    /** Writes train.csv: 96 queries, each with two products that fit and two that do not. */
    public static Path write(Path folder) throws IOException {
        StringBuilder csv = new StringBuilder("id,product_uid,product_title,search_term,relevance\n");
        int id = 0;
        for (int i = 0; i < ITEMS.size(); i++) {
            for (int c = 0; c < CODES.size(); c++) {
                String query = CODES.get(c) + " " + ITEMS.get(i);
                int otherColour = (c + 3) % CODES.size();
                int otherItem = (i + 5) % ITEMS.size();
                row(csv, id++, i, c, false, query, 3);
                row(csv, id++, i, c, true, c == 0 ? query.toUpperCase(Locale.ROOT) : query, c % 4 == 1 ? 2.5 : 2.67);
                row(csv, id++, i, otherColour, false, query, 2.33);
                row(csv, id++, otherItem, c, false, query, i == 0 ? 2.25 : 1.67);
            }
        }
        return Files.writeString(folder.resolve("train.csv"), csv);
    }

    private static void row(
            StringBuilder csv, int id, int item, int colour, boolean large, String query, double grade) {
        int product = 2 * (item * COLOURS.size() + colour) + (large ? 1 : 0);
        csv.append(String.format(
                Locale.ROOT,
                "%d,%d,\"%s%s, %s\",%s,%s%n",
                id,
                100_000 + product,
                large ? "Large " : "",
                ITEMS.get(item),
                COLOURS.get(colour),
                query,
                grade));
    }
}
