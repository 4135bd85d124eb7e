package pellucid.eval.data;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pellucid.tensor.InputException;

/**
 * A set of synonyms of WordNet: one meaning, and the words for it.
 *
 * @param partOfSpeech of the words
 * @param words as they are written in a text: {@code physical entity}
 * @param gloss the definition, and behind it perhaps examples in quotes, set apart by semicolons
 */
public record Synset(PartOfSpeech partOfSpeech, List<String> words, String gloss) {
    private static final Pattern FIRST_EXAMPLE = Pattern.compile("[;:]\\s*(e\\.g\\.\\s*)?\"");
    private static final String PUNCTUATION_AT_THE_END = ";:, ";

    /** What WordNet keeps in a file of its own. */
    public enum PartOfSpeech {
        NOUN,
        VERB,
        ADJECTIVE,
        ADVERB
    }

    public Synset {
        if (words.isEmpty() || gloss.isBlank()) {
            throw new InputException("a synset with the words " + words + " and the gloss '" + gloss
                    + "' says nothing; it needs a word and a gloss");
        }
        words = List.copyOf(words);
    }

    /** The gloss without its examples. */
    public String definition() {
        int end = gloss.length();
        if (gloss.indexOf('"') > 0) {
            Matcher example = FIRST_EXAMPLE.matcher(gloss);
            end = example.find() && example.start() > 0 ? example.start() : end;
        }
        while (end > 1 && PUNCTUATION_AT_THE_END.indexOf(gloss.charAt(end - 1)) >= 0) {
            end--;
        }
        return gloss.substring(0, end);
    }

    /** The words as one text: {@code grocery store, grocery, market}. */
    public String wordsText() {
        return String.join(", ", words);
    }
}
