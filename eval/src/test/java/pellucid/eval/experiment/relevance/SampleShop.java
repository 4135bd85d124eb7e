package pellucid.eval.experiment.relevance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pellucid.eval.data.HomeDepot;

/**
 * A shop made up for the tests: 64 queries such as {@code oak table}, each with three products that fit (relevance 3), two
 * of the same kind in another material (2), and one of another kind (1).
 */
public final class SampleShop {
    private static final String[] KINDS = {
        "table", "chair", "lamp", "mirror", "ladder", "bucket", "kettle", "curtain", "shovel", "bench", "clock",
        "basket", "door", "fence", "drawer", "tray"
    };
    private static final String[] MATERIALS = {"oak", "steel", "glass", "bamboo"};
    private static final String[] BRANDS = {"Norvik Home", "Tallow", "Green Harbor"};
    private static final String[] SIZES = {"12 in. x 30 in.", "2 ft.", "(3-Pack)"};

    private SampleShop() {}

    /** Writes train.csv into a folder and returns it. */
    public static Path write(Path folder) throws IOException {
        List<String> rows =
                new ArrayList<>(List.of("\"id\",\"product_uid\",\"product_title\",\"search_term\",\"relevance\""));
        for (int kind = 0; kind < KINDS.length; kind++) {
            for (int material = 0; material < MATERIALS.length; material++) {
                String query = MATERIALS[material] + " " + KINDS[kind];
                for (int variant = 0; variant < 3; variant++) {
                    rows.add(row(rows.size(), kind, material, variant, query, 3));
                }
                rows.add(row(rows.size(), kind, (material + 1) % 4, 0, query, 2));
                rows.add(row(rows.size(), kind, (material + 2) % 4, 1, query, 2));
                rows.add(row(rows.size(), (kind + 3) % KINDS.length, material, 2, query, 1));
            }
        }
        Path file = folder.resolve("train.csv");
        Files.write(file, rows, StandardCharsets.ISO_8859_1);
        return file;
    }

    static HomeDepot read(Path folder) throws IOException {
        return HomeDepot.read(write(folder), null);
    }

    private static String row(int id, int kind, int material, int variant, String query, int relevance) {
        int product = 1000 + (kind * MATERIALS.length + material) * 3 + variant;
        return "\"" + id + "\",\"" + product + "\",\"" + title(kind, material, variant) + "\",\"" + query + "\",\""
                + relevance + "\"";
    }

    private static String title(int kind, int material, int variant) {
        String capital = KINDS[kind].substring(0, 1).toUpperCase(Locale.ROOT) + KINDS[kind].substring(1);
        return BRANDS[variant] + " " + SIZES[(kind + variant) % 3] + " " + MATERIALS[material] + " " + capital
                + " caf\u00e9 No. " + (kind * 7 + material);
    }
}
