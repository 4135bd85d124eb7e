package pellucid.models.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Fills the tables of {@link FrozenUnicode} from {@code frozen-unicode.txt}, whose head explains the format. A cursor
 * runs over the bytes: this is part of the start of every program, where string handling would be the slower part.
 */
final class FrozenUnicodeReader {
    private static final String RESOURCE = "frozen-unicode.txt";

    private final byte[] text;
    private int position;

    FrozenUnicodeReader() {
        try (InputStream in = FrozenUnicodeReader.class.getResourceAsStream(RESOURCE)) {
            text = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + RESOURCE + " inside the jar cannot be read", e);
        }
    }

    void read() {
        while (position < text.length) {
            if (text[position] == '#') {
                restOfLine();
            } else {
                readSection(restOfLine());
            }
        }
    }

    private String restOfLine() {
        int start = position;
        while (text[position] != '\n') {
            position++;
        }
        return new String(text, start, position++ - start, StandardCharsets.US_ASCII);
    }

    private void readSection(String title) {
        switch (title) {
            case "[removed]" -> readProperty(FrozenUnicode.REMOVED);
            case "[whitespace]" -> readProperty(FrozenUnicode.WHITESPACE);
            case "[punctuation]" -> readProperty(FrozenUnicode.PUNCTUATION);
            case "[ideograph]" -> readProperty(FrozenUnicode.IDEOGRAPH);
            case "[nonspacing]" -> readProperty(FrozenUnicode.NONSPACING_MARK);
            case "[mark]" -> readProperty(FrozenUnicode.MARK);
            case "[word]" -> readProperty(FrozenUnicode.WORD);
            case "[lower]" -> readLowerCase();
            case "[class]" -> readCombiningClasses();
            case "[decomposition]" -> readDecompositions();
            default -> throw new IllegalStateException(RESOURCE + " has an unknown section " + title);
        }
    }

    private boolean inSection() {
        return position < text.length && text[position] != '[';
    }

    private void readProperty(int property) {
        byte[][] pages = FrozenUnicode.PROPERTIES;
        while (inSection()) {
            int first = hex();
            int last = skip('-') ? hex() : first;
            position++;
            for (int c = first; c <= last; c++) {
                if (pages[c >> 8] == null) {
                    pages[c >> 8] = new byte[256];
                }
                pages[c >> 8][c & 0xFF] |= (byte) property;
            }
        }
    }

    private void readLowerCase() {
        int[][] pages = FrozenUnicode.LOWER_CASE_DISTANCE;
        while (inSection()) {
            int first = hex();
            int last = skip('-') ? hex() : first;
            int step = skip('/') ? hex() : 1;
            skip(':');
            int sign = skip('+') ? 1 : -1;
            skip('-');
            int distance = sign * number(10);
            position++;
            for (int c = first; c <= last; c += step) {
                if (pages[c >> 8] == null) {
                    pages[c >> 8] = new int[256];
                }
                pages[c >> 8][c & 0xFF] = distance;
            }
        }
    }

    private void readCombiningClasses() {
        byte[][] pages = FrozenUnicode.COMBINING_CLASS;
        while (inSection()) {
            int first = hex();
            int last = skip('-') ? hex() : first;
            skip(':');
            int combiningClass = hex();
            position++;
            for (int c = first; c <= last; c++) {
                if (pages[c >> 8] == null) {
                    pages[c >> 8] = new byte[256];
                }
                pages[c >> 8][c & 0xFF] = (byte) combiningClass;
            }
        }
    }

    private void readDecompositions() {
        int[][][] pages = FrozenUnicode.DECOMPOSITION;
        int[] parts = new int[8];
        while (inSection()) {
            int c = hex();
            int count = 0;
            while (skip('=') || skip('+')) {
                parts[count++] = hex();
            }
            position++;
            if (pages[c >> 8] == null) {
                pages[c >> 8] = new int[256][];
            }
            pages[c >> 8][c & 0xFF] = Arrays.copyOf(parts, count);
        }
    }

    /** Steps over the character if it is the next one. */
    private boolean skip(char expected) {
        boolean found = text[position] == expected;
        if (found) {
            position++;
        }
        return found;
    }

    private int hex() {
        return number(16);
    }

    /** The number at the cursor; the cursor stops at the first character that is no digit. */
    private int number(int base) {
        int number = 0;
        int digit = Character.digit(text[position], base);
        while (digit >= 0) {
            number = number * base + digit;
            digit = Character.digit(text[++position], base);
        }
        return number;
    }
}
