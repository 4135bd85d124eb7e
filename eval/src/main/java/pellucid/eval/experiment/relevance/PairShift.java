package pellucid.eval.experiment.relevance;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A query and a product that were judged together, and how alike they are to the model before and after fine-tuning.
 *
 * @param query as it was typed
 * @param product its text
 * @param relevance from 1 to 3
 * @param base the cosine before
 * @param tuned and after
 */
record PairShift(String query, String product, double relevance, double base, double tuned) {
    private static final Pattern GAPS = Pattern.compile("[^a-z0-9]+");

    double change() {
        return tuned - base;
    }

    /** The nearest whole grade: 1, 2 or 3. */
    int grade() {
        return (int) Math.round(relevance);
    }

    /** Whether all words of the query stand in the product's text, an ending s left aside. */
    boolean isDirect() {
        return words(product).containsAll(words(query));
    }

    private static Set<String> words(String text) {
        return Arrays.stream(GAPS.split(text.toLowerCase(Locale.ROOT)))
                .filter(word -> !word.isEmpty())
                .map(word -> word.length() > 3 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word)
                .collect(Collectors.toSet());
    }
}
