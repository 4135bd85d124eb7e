package pellucid.eval.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Texts set in lines of limited length. */
final class Paragraph {
    /** What separates words; control characters are among it, so that no text can drive the terminal. */
    private static final Pattern GAPS = Pattern.compile("[\\s\\p{Cc}]+");

    private Paragraph() {}

    /**
     * Breaks a text between words, and a word only if it is longer than a line. Gaps of any kind become one space.
     *
     * @param width the most characters of a line (code points)
     * @return the lines, none for a text without words
     */
    static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int length = 0;
        for (String word : GAPS.split(text)) {
            String rest = word;
            int size = rest.codePointCount(0, rest.length());
            while (length + size + (length > 0 ? 1 : 0) > width) {
                if (length > 0) {
                    lines.add(line.toString());
                    line.setLength(0);
                    length = 0;
                } else {
                    int end = rest.offsetByCodePoints(0, width);
                    lines.add(rest.substring(0, end));
                    rest = rest.substring(end);
                    size -= width;
                }
            }
            if (size > 0) {
                line.append(length > 0 ? " " : "").append(rest);
                length += size + (length > 0 ? 1 : 0);
            }
        }
        if (length > 0) {
            lines.add(line.toString());
        }
        return lines;
    }

    /** The lines of a text behind a label, all beginning in the same column of a page {@link Output#WIDTH} wide. */
    static List<String> labelled(String label, int column, String text) {
        List<String> lines = new ArrayList<>();
        for (String line : lines(text, Output.WIDTH - column)) {
            String start = lines.isEmpty() ? label : "";
            lines.add(start + " ".repeat(Math.max(0, column - start.length())) + line);
        }
        return lines;
    }
}
