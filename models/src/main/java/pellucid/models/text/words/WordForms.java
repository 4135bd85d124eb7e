package pellucid.models.text.words;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.en.EnglishAnalyzer;

/**
 * What becomes of a word once it is cut out of its text: it stays, becomes a tag, a stem or a lemma, or goes.
 *
 * <p>That is found out once a word and remembered, in a table that is asked with characters: a word that has been met
 * before costs no new string, and its hash code is known to every map it is put into.
 */
final class WordForms {
    /** A table with more words than this is begun anew: with it, texts of any size stay within about 60 MB. */
    private static final int MOST_WORDS = 1 << 19;

    private static final CharArraySet STOP_WORDS = EnglishAnalyzer.ENGLISH_STOP_WORDS_SET;

    private final Preprocessing choices;
    private final UnaryOperator<String> root;
    private String[] words = new String[1 << 12];
    private String[] forms = new String[1 << 12];
    private int size;

    WordForms(Preprocessing choices) {
        this.choices = choices;
        UnaryOperator<String> stemmer = choices.stemming().stemmer();
        this.root = choices.lemmas() == null ? stemmer : choices.lemmas()::lemma;
    }

    /** The form of the word {@code characters[start..end)}; null when it goes. */
    String of(char[] characters, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + characters[i];
        }
        int slot = slot(hash);
        for (String word = words[slot]; word != null; word = words[slot]) {
            if (same(word, characters, start, end)) {
                return forms[slot];
            }
            slot = slot + 1 & words.length - 1;
        }
        String word = new String(characters, start, end - start);
        String form = form(word);
        words[slot] = word;
        forms[slot] = form;
        if (++size > words.length / 2) {
            makeRoom();
        }
        return form;
    }

    private int slot(int hash) {
        int mixed = hash * 0x9E3779B9;
        return (mixed ^ mixed >>> 15) & words.length - 1;
    }

    private static boolean same(String word, char[] characters, int start, int end) {
        if (word.length() != end - start) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (word.charAt(i - start) != characters[i]) {
                return false;
            }
        }
        return true;
    }

    private void makeRoom() {
        String[] oldWords = words;
        String[] oldForms = forms;
        boolean full = size > MOST_WORDS;
        words = new String[full ? words.length : words.length * 2];
        forms = new String[words.length];
        if (full) {
            size = 0;
            return;
        }
        for (int i = 0; i < oldWords.length; i++) {
            if (oldWords[i] != null) {
                int slot = slot(oldWords[i].hashCode());
                while (words[slot] != null) {
                    slot = slot + 1 & words.length - 1;
                }
                words[slot] = oldWords[i];
                forms[slot] = oldForms[i];
            }
        }
    }

    private String form(String word) {
        if (choices.numbers() != Treatment.KEEP && isNumber(word)) {
            return choices.numbers() == Treatment.TAG ? Preprocessing.NUMBER : null;
        }
        if (!choices.stopWords() && STOP_WORDS.contains(word.toLowerCase(Locale.ROOT))) {
            return null;
        }
        if (choices.lemmas() == null && choices.stemming() == Stemming.NONE) {
            return word;
        }
        String owner = word.length() > 2 && word.endsWith("'s") ? word.substring(0, word.length() - 2) : word;
        String form = root.apply(owner);
        return form.equals(word) ? word : form;
    }

    /** Digits, and between them perhaps points and commas; a sign, a currency or a percent sign is not in the word. */
    private static boolean isNumber(String word) {
        boolean digit = false;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (Character.isDigit(c)) {
                digit = true;
            } else if (c != '.' && c != ',') {
                return false;
            }
        }
        return digit;
    }
}
