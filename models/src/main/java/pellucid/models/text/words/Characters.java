package pellucid.models.text.words;

/** Which characters words are made of. */
final class Characters {
    private static final int ASCII = 0x80;
    private static final boolean[] ASCII_WORD = new boolean[ASCII];

    private static final int MARKS =
            1 << Character.NON_SPACING_MARK | 1 << Character.COMBINING_SPACING_MARK | 1 << Character.ENCLOSING_MARK;

    static {
        for (char c = 0; c < ASCII; c++) {
            ASCII_WORD[c] = Character.isLetterOrDigit(c);
        }
    }

    private Characters() {}

    /** Letters, digits, and the marks that stand over and under them. */
    static boolean inWord(int codePoint) {
        return codePoint < ASCII
                ? ASCII_WORD[codePoint]
                : Character.isLetterOrDigit(codePoint) || (MARKS >> Character.getType(codePoint) & 1) != 0;
    }

    /** Blanks, line breaks and control characters, which are never part of a token. */
    static boolean blank(int codePoint) {
        return codePoint <= ' '
                || codePoint >= 0x7F
                        && (Character.isWhitespace(codePoint)
                                || Character.isSpaceChar(codePoint)
                                || Character.isISOControl(codePoint));
    }

    /** The straight apostrophe, the typographic one, and the letter that looks like it. */
    static boolean apostrophe(char c) {
        return c == '\'' || c == '\u2019' || c == '\u02BC';
    }

    /** Whether a sentence or a quote may begin behind this character. */
    static boolean opens(int codePoint) {
        return switch (codePoint) {
            case '.', '!', '?', ':', '"', '\u201C', '\u201E', '\u00AB', '\u2026' -> true;
            default -> false;
        };
    }
}
