package pellucid.eval.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A map of words made of letters: each word where it lies, those that would write over others left out. */
final class TextMap {
    private static final int ROWS = 22;

    private TextMap() {}

    /**
     * Draws a map as wide as the page.
     *
     * @param words the most important first
     * @param x from left to right, one for each word
     * @param y upwards, one for each word
     */
    static List<String> lines(List<String> words, double[] x, double[] y) {
        char[][] page = new char[ROWS][Output.WIDTH];
        for (char[] row : page) {
            Arrays.fill(row, ' ');
        }
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int row = place(-y[i], negated(y), ROWS - 1);
            int column = place(x[i], x, Output.WIDTH - word.length());
            if (isFree(page[row], column, word.length())) {
                word.getChars(0, word.length(), page[row], column);
            }
        }
        List<String> lines = new ArrayList<>();
        for (char[] row : page) {
            lines.add(new String(row).stripTrailing());
        }
        return lines;
    }

    private static double[] negated(double[] values) {
        return Arrays.stream(values).map(value -> -value).toArray();
    }

    /** From the smallest at 0 to the largest at the last place. */
    private static int place(double value, double[] all, int last) {
        double low = Arrays.stream(all).min().orElse(0);
        double high = Arrays.stream(all).max().orElse(0);
        return high == low ? last / 2 : (int) Math.round((value - low) / (high - low) * last);
    }

    private static boolean isFree(char[] row, int column, int length) {
        for (int i = Math.max(0, column - 1); i < Math.min(row.length, column + length + 1); i++) {
            if (row[i] != ' ') {
                return false;
            }
        }
        return true;
    }
}
