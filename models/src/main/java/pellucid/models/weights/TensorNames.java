package pellucid.models.weights;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;
import pellucid.tensor.InputException;

/** Tensor names in messages and in headers. */
final class TensorNames {
    /** The header's key that is not a tensor. */
    static final String METADATA = "__metadata__";

    /** The longest name, in UTF-16 units, that is read or written. */
    static final int MAX_LENGTH = 50_000;

    private static final int SHOWN_LENGTH = 120;
    private static final int SUGGESTIONS = 3;

    private TensorNames() {}

    /** A name for a message: in quotes, shortened, and with characters that would break the line made visible. */
    static String quote(String name) {
        if (isPlain(name)) {
            return '\'' + name + '\'';
        }
        StringBuilder shown = new StringBuilder("'");
        name.codePoints().limit(SHOWN_LENGTH).forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        if (name.codePointCount(0, name.length()) > SHOWN_LENGTH) {
            shown.append("...");
        }
        return shown.append('\'').toString();
    }

    /** Whether a name is short and of printable ASCII, as nearly every one is: a header's names are all quoted. */
    private static boolean isPlain(String name) {
        if (name.length() > SHOWN_LENGTH) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < ' ' || name.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** Refuses what no header can hold: a text over {@code limit}, or one that UTF-8 cannot express. */
    static void checkText(String what, String text, int limit) {
        if (text.length() > limit) {
            throw new InputException(
                    what + " has " + text.length() + " characters; a header holds at most " + limit + " in one text");
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isHighSurrogate(text.charAt(i))
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new InputException(what + " has half a surrogate pair at character " + i
                            + ", which UTF-8 cannot express; remove it");
                }
                i++;
            }
        }
    }

    /** The names that take the fewest edits to become {@code name}, as the end of a sentence. */
    static String nearest(String name, Collection<String> names) {
        if (names.isEmpty()) {
            return "it has no tensors at all";
        }
        return "the nearest names are "
                + names.stream()
                        .sorted(Comparator.comparingInt((String other) -> edits(name, other))
                                .thenComparing(Comparator.naturalOrder()))
                        .limit(SUGGESTIONS)
                        .map(TensorNames::quote)
                        .collect(Collectors.joining(", "));
    }

    /** Levenshtein's distance between the shown parts of two names. */
    private static int edits(String left, String right) {
        int width = Math.min(right.length(), SHOWN_LENGTH);
        int[] row = new int[width + 1];
        for (int j = 0; j <= width; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= Math.min(left.length(), SHOWN_LENGTH); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= width; j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[width];
    }
}
