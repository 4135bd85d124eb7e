package pellucid.eval.experiment.products;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A small table of made-up products in the shop's seven main categories, told apart by a few words each. */
public final class SampleProducts {
    private static final Map<String, List<String>> WORDS = new TreeMap<>(Map.of(
            "Baby Care", List.of("romper", "infant", "bib", "cradle"),
            "Beauty and Personal Care", List.of("lotion", "shampoo", "fragrance", "skin"),
            "Computers", List.of("router", "keyboard", "battery", "laptop"),
            "Home Decor & Festive Needs", List.of("sticker", "vase", "lamp", "candle"),
            "Home Furnishing", List.of("curtain", "towel", "blanket", "cushion"),
            "Kitchen & Dining", List.of("mug", "pan", "spoon", "kettle"),
            "Watches", List.of("analog", "dial", "strap", "wrist")));

    private SampleProducts() {}

    /** Writes the table, with as many products of each category. */
    public static Path write(Path folder, int each) throws IOException {
        StringBuilder csv = new StringBuilder("uniq_id,product_name,product_category_tree,description,brand\n");
        WORDS.forEach((category, words) -> {
            for (int i = 0; i < each; i++) {
                csv.append(category.charAt(0)).append(category.charAt(5)).append(i);
                csv.append(",Fine ").append(words.get(i % 4)).append(' ').append((char) ('a' + i));
                csv.append(",\"[\"\"").append(category).append(" >> Things >> More\"\"]\"");
                csv.append(",\"A good ")
                        .append(words.get(i % 4))
                        .append("\tand\n a ")
                        .append(words.get((i + 1) % 4));
                csv.append(" with ").append(words.get((i + 2) % 4)).append(',');
                for (int k = 0; k < 8 + i; k++) {
                    csv.append(' ').append(words.get(k % 4));
                }
                csv.append("\",").append(i % 3 == 0 ? "" : "Acme").append('\n');
            }
        });
        return Files.writeString(folder.resolve("products.csv"), csv);
    }
}
