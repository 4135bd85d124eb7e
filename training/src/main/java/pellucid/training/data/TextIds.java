package pellucid.training.data;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The different texts of an {@link ExampleSet}, numbered from 0: equal numbers, equal texts. */
final class TextIds {
    private final int[][] ofExample;
    private final int count;

    /** @param key what of a text is compared */
    TextIds(ExampleSet set, UnaryOperator<String> key) {
        Map<String, Integer> ids = new HashMap<>();
        this.ofExample = new int[set.size()][];
        for (int i = 0; i < ofExample.length; i++) {
            List<String> texts = set.get(i).texts();
            ofExample[i] = new int[texts.size()];
            for (int c = 0; c < ofExample[i].length; c++) {
                String text = key.apply(texts.get(c));
                Integer id = ids.putIfAbsent(text, ids.size());
                ofExample[i][c] = id == null ? ids.size() - 1 : id;
            }
        }
        this.count = ids.size();
    }

    /** The texts of an example, column by column; not to be changed. */
    int[] of(int example) {
        return ofExample[example];
    }

    /** How many different texts there are. */
    int count() {
        return count;
    }

    /**
     * A text without case and without the space around it, as Python's {@code strip().lower()} leaves it: to an uncased
     * model, texts that agree in this are one text.
     */
    static String folded(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (from < to && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to).toLowerCase(Locale.ROOT);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }
}
