package pellucid.eval.words;

import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.Locale;
import pellucid.models.word2vec.WordVocabulary;

/**
 * The most frequent words of a vocabulary, looked up whatever their letter case: of words that differ in it alone, the more
 * frequent one stands for all.
 */
final class KnownWords {
    private final int size;
    private final Object2IntOpenHashMap<String> ids;

    /** @param among how many words; more than there are means all */
    KnownWords(WordVocabulary vocabulary, int among) {
        this.size = Math.min(among, vocabulary.size());
        this.ids = new Object2IntOpenHashMap<>(size);
        ids.defaultReturnValue(-1);
        for (int id = 0; id < size; id++) {
            ids.putIfAbsent(folded(vocabulary.word(id)), id);
        }
    }

    /** How many words of the vocabulary these are. */
    int size() {
        return size;
    }

    /** The id of a word; -1 if it is not known. */
    int id(String word) {
        return ids.getInt(folded(word));
    }

    /** The word without its letter case. */
    static String folded(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
