package pellucid.models.text.words;

import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Cuts texts into sentences of tokens, as a {@link Preprocessing} says. For one thread: what it has found out about a
 * word it remembers.
 *
 * <p>One walk from the left to the right does everything, on a copy of the text in which letters are put in lower case as
 * they are passed. The text is brought into Unicode's composed form (NFC) first: an accent is one with its letter
 * however it was typed.
 */
public final class WordTokenizer {
    /** All characters before this one are in composed form whatever stands beside them. */
    private static final char FIRST_COMBINING = '\u0300';

    private static final char CAPITAL_SIGMA = '\u03A3';
    private static final char CAPITAL_I_WITH_DOT = '\u0130';

    private final Preprocessing choices;
    private final boolean keepSpecial;
    private final WordForms forms;
    private final BreakIterator breaks;
    private final List<String> tokens = new ArrayList<>();

    private char[] text = new char[1 << 12];
    private int length;
    private Addresses addresses;
    private int nextAddress;
    private int nextBreak;

    /** Whether the word met next may have its capital from its place: it begins a sentence or a quote. */
    private boolean opening;

    /** Whether only blanks lie behind the last name. */
    private boolean inName;

    WordTokenizer(Preprocessing choices) {
        this.choices = choices;
        this.keepSpecial = choices.specialCharacters() == SpecialCharacters.KEEP;
        this.forms = new WordForms(choices);
        this.breaks = choices.sentences() ? BreakIterator.getSentenceInstance(Locale.ROOT) : null;
    }

    /** All tokens of a text, whatever its sentences. */
    public List<String> tokens(String document) {
        List<String> all = new ArrayList<>();
        tokenize(document, all::addAll);
        return all;
    }

    /** The sentences of a text that have a token. */
    public List<List<String>> sentences(String document) {
        List<List<String>> all = new ArrayList<>();
        tokenize(document, sentence -> all.add(List.copyOf(sentence)));
        return all;
    }

    /**
     * Cuts a text.
     *
     * @param sentence takes the tokens of each sentence that has one. The list is filled anew for the next sentence:
     *     copy what is kept.
     */
    public void tokenize(String document, Consumer<List<String>> sentence) {
        begin(document);
        int at = 0;
        while (at < length) {
            if (at >= nextBreak) {
                end(sentence);
                breakFrom(at + 1);
            }
            if (at >= nextAddress) {
                at = address();
                continue;
            }
            int codePoint = Character.codePointAt(text, at, length);
            boolean blank = Characters.blank(codePoint);
            if (keepSpecial ? !blank : Characters.inWord(codePoint)) {
                at = word(at);
            } else {
                int next = at + Character.charCount(codePoint);
                if (!blank) {
                    special(codePoint, at, next);
                }
                at = next;
            }
        }
        end(sentence);
    }

    private void begin(String document) {
        tokens.clear();
        copy(document);
        for (int i = 0; i < length; i++) {
            if (text[i] >= FIRST_COMBINING) {
                copy(Normalizer.normalize(document, Normalizer.Form.NFC));
                break;
            }
        }
        nextBreak = Integer.MAX_VALUE;
        nextAddress = Integer.MAX_VALUE;
        opening = true;
        inName = false;
        if (breaks != null || choices.addresses() != Treatment.KEEP) {
            String composed = new String(text, 0, length);
            if (breaks != null) {
                breaks.setText(composed);
                nextBreak = 0;
                breakFrom(1);
            }
            if (choices.addresses() != Treatment.KEEP) {
                addresses = new Addresses(composed);
                nextAddress = addresses.start();
            }
        }
    }

    private void copy(String document) {
        length = document.length();
        if (text.length < length) {
            text = new char[length + length / 2];
        }
        document.getChars(0, length, text, 0);
    }

    private void end(Consumer<List<String>> sentence) {
        if (!tokens.isEmpty()) {
            sentence.accept(tokens);
            tokens.clear();
        }
        opening = true;
        inName = false;
    }

    /** The first end of a sentence from this place on. */
    private void breakFrom(int at) {
        while (nextBreak < at) {
            int next = breaks.next();
            nextBreak = next == BreakIterator.DONE ? Integer.MAX_VALUE : next;
        }
    }

    /** Takes the address that begins here; no sentence ends inside it. Returns where it ends. */
    private int address() {
        int end = addresses.end();
        if (choices.addresses() == Treatment.TAG) {
            tokens.add(addresses.tag());
        }
        addresses.next();
        nextAddress = addresses.start();
        breakFrom(end);
        opening = false;
        inName = false;
        return end;
    }

    private void special(int codePoint, int start, int end) {
        opening |= Characters.opens(codePoint);
        inName = false;
        if (choices.specialCharacters() == SpecialCharacters.SEPARATE) {
            add(forms.of(text, start, end));
        }
    }

    /** Takes the word that begins here; returns where it ends. */
    private int word(int start) {
        int limit = Math.min(length, nextAddress);
        boolean capital = Character.isUpperCase(text[start]);
        boolean small = false;
        boolean number = true;
        boolean wholeCase = false;
        int end = start;
        while (end < limit) {
            char c = text[end];
            if (c < 0x80 ? !asciiInWord(c, start, end, limit, number) : !foreignInWord(c, start, end, limit)) {
                break;
            }
            number &= c >= '0' && c <= '9' || c == '.' || c == ',';
            small |= c >= 'a' && c <= 'z';
            if (c >= 'A' && c <= 'Z') {
                text[end] = choices.lowerCase() ? (char) (c | 0x20) : c;
            } else if (c >= 0x80) {
                small |= Character.isLowerCase(c);
                wholeCase |= c == CAPITAL_SIGMA || c == CAPITAL_I_WITH_DOT || Character.isSurrogate(c);
                text[end] = foreign(c);
            }
            end++;
        }
        boolean name = capital && small && !opening && choices.names() != Treatment.KEEP && !isI(start, end);
        if (name) {
            name();
        } else if (wholeCase && choices.lowerCase()) {
            char[] lower = new String(text, start, end - start)
                    .toLowerCase(Locale.ROOT)
                    .toCharArray();
            add(forms.of(lower, 0, lower.length));
        } else {
            add(forms.of(text, start, end));
        }
        inName = name;
        opening = Characters.opens(text[end - 1]);
        return end;
    }

    private boolean asciiInWord(char c, int start, int at, int limit, boolean number) {
        if (Characters.inWord(c)) {
            return true;
        }
        if (keepSpecial) {
            return !Characters.blank(c);
        }
        if (at == start || at + 1 >= limit) {
            return false;
        }
        return c == '\'' && betweenLetters(at) || (c == '.' || c == ',') && number && Character.isDigit(text[at + 1]);
    }

    private boolean foreignInWord(char c, int start, int at, int limit) {
        if (keepSpecial) {
            return !Characters.blank(c);
        }
        boolean lowHalf = at > start && Character.isSurrogatePair(text[at - 1], c);
        return lowHalf
                || Characters.inWord(Character.codePointAt(text, at, limit))
                || Characters.apostrophe(c) && at > start && at + 1 < limit && betweenLetters(at);
    }

    private boolean betweenLetters(int at) {
        return Character.isLetter(text[at - 1]) && Character.isLetter(text[at + 1]);
    }

    /** What stands in a word for a character that is not ASCII. */
    private char foreign(char c) {
        if (!keepSpecial && Characters.apostrophe(c)) {
            return '\'';
        }
        return choices.lowerCase() && c != CAPITAL_SIGMA && c != CAPITAL_I_WITH_DOT ? Character.toLowerCase(c) : c;
    }

    /** {@code I'm} and {@code I'll} are no names. */
    private boolean isI(int start, int end) {
        return end - start > 1 && text[start + 1] == '\'' && (text[start] == 'i' || text[start] == 'I');
    }

    private void name() {
        if (choices.names() == Treatment.TAG && !inName) {
            tokens.add(Preprocessing.NAME);
        }
    }

    private void add(String form) {
        if (form != null) {
            tokens.add(form);
        }
    }
}
