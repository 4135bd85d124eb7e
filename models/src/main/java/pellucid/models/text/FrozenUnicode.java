package pellucid.models.text;

/**
 * The properties of code points that tokenisation rests on, as Hugging Face's tokenizer sees them: a mixture of Unicode
 * versions (its punctuation is about version 8, its lower case much newer), so neither {@link Character} nor
 * {@link java.text.Normalizer} of any JDK agrees with it everywhere.
 *
 * <p>Read once from {@code frozen-unicode.txt}, which says how it was made. Every table is a page table: the high bits
 * of a code point choose a page of 256 entries, null where all entries are zero.
 */
final class FrozenUnicode {
    static final int REMOVED = 1;
    static final int WHITESPACE = 1 << 1;
    static final int PUNCTUATION = 1 << 2;
    static final int IDEOGRAPH = 1 << 3;
    static final int NONSPACING_MARK = 1 << 4;
    static final int MARK = 1 << 5;
    static final int WORD = 1 << 6;

    /** The one letter whose lower case has two code points: i, and the dot above as a mark. */
    static final int CAPITAL_I_WITH_DOT = 0x130;

    static final int DOT_ABOVE = 0x307;

    private static final int PAGES = (Character.MAX_CODE_POINT + 1) >> 8;
    static final byte[][] PROPERTIES = new byte[PAGES][];
    static final byte[][] COMBINING_CLASS = new byte[PAGES][];
    static final int[][] LOWER_CASE_DISTANCE = new int[PAGES][];
    static final int[][][] DECOMPOSITION = new int[PAGES][][];

    private static final int HANGUL_FIRST = 0xAC00;
    private static final int HANGUL_LAST = 0xD7A3;
    private static final int HANGUL_VOWELS = 21;
    private static final int HANGUL_FINALS = 28;

    static {
        new FrozenUnicodeReader().read();
    }

    private FrozenUnicode() {}

    /** Whether the code point has any of the properties, given as the sum of their constants. */
    static boolean has(int codePoint, int properties) {
        byte[] page = PROPERTIES[codePoint >> 8];
        return page != null && (page[codePoint & 0xFF] & properties) != 0;
    }

    /** The lower case of every code point but {@link #CAPITAL_I_WITH_DOT}; the code point itself where it has none. */
    static int lowerCase(int codePoint) {
        int[] page = LOWER_CASE_DISTANCE[codePoint >> 8];
        return page == null ? codePoint : codePoint + page[codePoint & 0xFF];
    }

    /** The canonical combining class, 0 for everything that is no reordered mark. */
    static int combiningClass(int codePoint) {
        byte[] page = COMBINING_CLASS[codePoint >> 8];
        return page == null ? 0 : page[codePoint & 0xFF] & 0xFF;
    }

    /** The full canonical decomposition, or null where there is none. */
    static int[] decomposition(int codePoint) {
        if (codePoint >= HANGUL_FIRST && codePoint <= HANGUL_LAST) {
            return hangul(codePoint - HANGUL_FIRST);
        }
        int[][] page = DECOMPOSITION[codePoint >> 8];
        return page == null ? null : page[codePoint & 0xFF];
    }

    /** Splits a Korean syllable into its letters (The Unicode Standard, section 3.12). */
    private static int[] hangul(int syllable) {
        int initial = 0x1100 + syllable / (HANGUL_VOWELS * HANGUL_FINALS);
        int vowel = 0x1161 + syllable / HANGUL_FINALS % HANGUL_VOWELS;
        int last = syllable % HANGUL_FINALS;
        return last == 0 ? new int[] {initial, vowel} : new int[] {initial, vowel, 0x11A7 + last};
    }
}
