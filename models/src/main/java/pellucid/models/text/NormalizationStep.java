package pellucid.models.text;

import static pellucid.models.text.FrozenUnicode.CAPITAL_I_WITH_DOT;
import static pellucid.models.text.FrozenUnicode.DOT_ABOVE;

import java.util.ArrayList;
import java.util.List;

/** One pass over a text before it is cut into words. The order of the passes is the tokenizer file's. */
enum NormalizationStep {
    /** Drops control, format and private-use characters and writes every kind of white space as a blank. */
    CLEAN {
        @Override
        AlignedText apply(AlignedText text) {
            AlignedText clean = new AlignedText(text.length());
            for (int i = 0; i < text.length(); i++) {
                int c = text.codePoint(i);
                if (!FrozenUnicode.has(c, FrozenUnicode.REMOVED)) {
                    boolean space = FrozenUnicode.has(c, FrozenUnicode.WHITESPACE);
                    clean.append(space ? ' ' : c, text.start(i), text.end(i));
                }
            }
            return clean;
        }
    },

    /** Puts blanks around each Chinese character, so that each becomes a word. */
    SPACE_OUT_IDEOGRAPHS {
        @Override
        AlignedText apply(AlignedText text) {
            if (text.isAscii()) {
                return text;
            }
            AlignedText spaced = new AlignedText(text.length());
            for (int i = 0; i < text.length(); i++) {
                int c = text.codePoint(i);
                if (FrozenUnicode.has(c, FrozenUnicode.IDEOGRAPH)) {
                    spaced.append(' ', text.start(i), text.end(i));
                    spaced.append(c, text.start(i), text.end(i));
                    spaced.append(' ', text.start(i), text.end(i));
                } else {
                    spaced.append(c, text.start(i), text.end(i));
                }
            }
            return spaced;
        }
    },

    /** Unicode's normal form D: letters apart from their accents, the accents of one letter sorted by class. */
    DECOMPOSE {
        @Override
        AlignedText apply(AlignedText text) {
            if (text.isAscii()) {
                return text;
            }
            AlignedText decomposed = new AlignedText(text.length());
            for (int i = 0; i < text.length(); i++) {
                int[] parts = FrozenUnicode.decomposition(text.codePoint(i));
                if (parts == null) {
                    appendInOrder(decomposed, text.codePoint(i), text.start(i), text.end(i));
                } else {
                    for (int part : parts) {
                        appendInOrder(decomposed, part, text.start(i), text.end(i));
                    }
                }
            }
            return decomposed;
        }
    },

    /** Drops the accents that {@link #DECOMPOSE} set free (category Mn); marks that take space stay. */
    STRIP_NONSPACING_MARKS {
        @Override
        AlignedText apply(AlignedText text) {
            return without(FrozenUnicode.NONSPACING_MARK, text);
        }
    },

    /** Drops every combining mark (category M) that stands on its own; composed letters keep their accents. */
    STRIP_MARKS {
        @Override
        AlignedText apply(AlignedText text) {
            return without(FrozenUnicode.MARK, text);
        }
    },

    /** Lower-cases each code point alone: no final sigma, no language. */
    LOWER_CASE {
        @Override
        AlignedText apply(AlignedText text) {
            AlignedText lower = new AlignedText(text.length());
            for (int i = 0; i < text.length(); i++) {
                int c = text.codePoint(i);
                if (c == CAPITAL_I_WITH_DOT) {
                    lower.append('i', text.start(i), text.end(i));
                    lower.append(DOT_ABOVE, text.start(i), text.end(i));
                } else {
                    lower.append(FrozenUnicode.lowerCase(c), text.start(i), text.end(i));
                }
            }
            return lower;
        }
    };

    /** The whole text after this step; may be the argument itself where nothing changes. */
    abstract AlignedText apply(AlignedText text);

    /** The text after all the steps in their order. */
    static AlignedText applyAll(List<NormalizationStep> steps, AlignedText text) {
        AlignedText normalized = text;
        for (NormalizationStep step : steps) {
            normalized = step.apply(normalized);
        }
        return normalized;
    }

    /** The steps of BERT's own normaliser; accents go where the letters are lower-cased, unless said otherwise. */
    static List<NormalizationStep> bert(
            boolean cleanText, boolean spaceOutIdeographs, Boolean stripAccents, boolean lowerCase) {
        List<NormalizationStep> steps = new ArrayList<>();
        if (cleanText) {
            steps.add(CLEAN);
        }
        if (spaceOutIdeographs) {
            steps.add(SPACE_OUT_IDEOGRAPHS);
        }
        if (stripAccents == null ? lowerCase : stripAccents) {
            steps.add(DECOMPOSE);
            steps.add(STRIP_NONSPACING_MARKS);
        }
        if (lowerCase) {
            steps.add(LOWER_CASE);
        }
        return List.copyOf(steps);
    }

    private static AlignedText without(int property, AlignedText text) {
        if (text.isAscii()) {
            return text;
        }
        AlignedText kept = new AlignedText(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (!FrozenUnicode.has(text.codePoint(i), property)) {
                kept.append(text.codePoint(i), text.start(i), text.end(i));
            }
        }
        return kept;
    }

    /** Appends a code point and moves it before the marks of a higher combining class that precede it. */
    private static void appendInOrder(AlignedText text, int codePoint, int start, int end) {
        text.append(codePoint, start, end);
        int combiningClass = FrozenUnicode.combiningClass(codePoint);
        if (combiningClass == 0) {
            return;
        }
        int last = text.length() - 1;
        int place = last;
        while (place > 0 && FrozenUnicode.combiningClass(text.codePoint(place - 1)) > combiningClass) {
            place--;
        }
        if (place < last) {
            text.moveBack(last, place);
        }
    }
}
