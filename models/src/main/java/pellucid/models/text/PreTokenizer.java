package pellucid.models.text;

import static pellucid.models.text.FrozenUnicode.PUNCTUATION;
import static pellucid.models.text.FrozenUnicode.WHITESPACE;
import static pellucid.models.text.FrozenUnicode.WORD;

/** How a normalised text falls into words: neighbours of one kind stay together, with two exceptions. */
enum PreTokenizer {
    /** White space separates, each punctuation character is a word of its own. */
    BERT {
        @Override
        Kind kindOf(int codePoint) {
            if (FrozenUnicode.has(codePoint, WHITESPACE)) {
                return Kind.SPACE;
            }
            return FrozenUnicode.has(codePoint, PUNCTUATION) ? Kind.ALONE : Kind.LETTER;
        }
    },

    /** White space separates, a run of letters and digits is a word, a run of anything else is a word. */
    WHITESPACE_AND_SYMBOLS {
        @Override
        Kind kindOf(int codePoint) {
            if (FrozenUnicode.has(codePoint, WORD)) {
                return Kind.LETTER;
            }
            return FrozenUnicode.has(codePoint, WHITESPACE) ? Kind.SPACE : Kind.SYMBOL;
        }
    },

    /** White space separates. */
    WHITESPACE_ONLY {
        @Override
        Kind kindOf(int codePoint) {
            return FrozenUnicode.has(codePoint, WHITESPACE) ? Kind.SPACE : Kind.LETTER;
        }
    },

    /** The whole text is one word. */
    NONE {
        @Override
        Kind kindOf(int codePoint) {
            return Kind.LETTER;
        }
    };

    /** What a code point is to its neighbours. SPACE belongs to no word; ALONE joins with nothing. */
    enum Kind {
        SPACE,
        LETTER,
        SYMBOL,
        ALONE
    }

    abstract Kind kindOf(int codePoint);

    /** The end of the word that begins at {@code from}; {@code from} itself is a blank when the answer equals it. */
    int endOfWord(AlignedText text, int from, int to) {
        Kind kind = kindOf(text.codePoint(from));
        if (kind == Kind.SPACE) {
            return from;
        }
        int end = from + 1;
        while (kind != Kind.ALONE && end < to && kindOf(text.codePoint(end)) == kind) {
            end++;
        }
        return end;
    }
}
