package pellucid.models.word2vec;

import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.List;
import java.util.stream.Collectors;
import pellucid.tensor.InputException;

/**
 * The words that have a vector, and their numbers: ids run from 0, and the most frequent word comes first.
 *
 * <p>How often each word occurred is known where the vocabulary was counted in a corpus, and unknown where it was read from a
 * file of vectors, which holds no counts. Words are compared as they are, letter case included. Vocabularies are immutable.
 */
public final class WordVocabulary {
    /** How many near spellings a message offers. */
    private static final int SUGGESTIONS = 3;

    private final String[] words;
    private final long[] counts;
    private final long total;
    private final Object2IntOpenHashMap<String> ids;

    private WordVocabulary(String[] words, long[] counts) {
        this.words = words;
        this.counts = counts;
        this.total = counts == null ? 0 : sum(counts);
        this.ids = new Object2IntOpenHashMap<>(words.length);
        ids.defaultReturnValue(-1);
        for (int id = 0; id < words.length; id++) {
            int first = ids.putIfAbsent(words[id], id);
            if (first >= 0) {
                throw new InputException("the vocabulary has the word '" + words[id] + "' twice, as ids " + first
                        + " and " + id + "; each word has one id: leave the second out");
            }
        }
    }

    /**
     * Words in the order of their ids.
     *
     * @param counts how often each word occurred, from the most frequent on; null where that is unknown
     * @throws InputException if there are no words, a word occurs twice, or a count is larger than the one before it
     */
    public static WordVocabulary of(List<String> words, long[] counts) {
        if (words.isEmpty()) {
            throw new InputException("the vocabulary has no words; at least one is wanted");
        }
        if (counts != null) {
            checkCounts(words, counts);
        }
        return new WordVocabulary(words.toArray(new String[0]), counts == null ? null : counts.clone());
    }

    private static void checkCounts(List<String> words, long[] counts) {
        if (counts.length != words.size()) {
            throw new InputException("the vocabulary has " + words.size() + " words and " + counts.length
                    + " counts; each word has one count");
        }
        for (int id = 0; id < counts.length; id++) {
            if (counts[id] < 0) {
                throw new InputException(
                        "the word '" + words.get(id) + "' has the count " + counts[id] + "; counts are 0 or more");
            }
            if (id > 0 && counts[id] > counts[id - 1]) {
                throw new InputException("the word '" + words.get(id) + "' occurs " + counts[id]
                        + " times and stands after '" + words.get(id - 1) + "' with " + counts[id - 1]
                        + "; sort the words by their counts, the largest first");
            }
        }
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum = Math.addExact(sum, count);
        }
        return sum;
    }

    /** Number of words; at least 1. */
    public int size() {
        return words.length;
    }

    /** The word with this id, 0 to size - 1. */
    public String word(int id) {
        return words[id];
    }

    /** The id of a word; -1 if it is not in the vocabulary. */
    public int id(String word) {
        return ids.getInt(word);
    }

    /**
     * The id of a word that must be there.
     *
     * @throws InputException if it is not in the vocabulary; the sentence offers the nearest spellings
     */
    public int require(String word) {
        int id = id(word);
        if (id < 0) {
            throw new InputException("'" + word + "' is not in the vocabulary of " + size() + " words; "
                    + mend(nearestSpellings(word, SUGGESTIONS)));
        }
        return id;
    }

    private static String mend(List<String> near) {
        if (near.isEmpty()) {
            return "nothing is spelt like it: choose another word";
        }
        return (near.size() == 1 ? "the nearest spelling is " : "the nearest spellings are ")
                + near.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
    }

    /** Whether it is known how often each word occurred. */
    public boolean hasCounts() {
        return counts != null;
    }

    /**
     * How often the word with this id occurred.
     *
     * @throws InputException if the counts are not known
     */
    public long count(int id) {
        requireCounts();
        return counts[id];
    }

    /**
     * How often all words together occurred.
     *
     * @throws InputException if the counts are not known
     */
    public long total() {
        requireCounts();
        return total;
    }

    private void requireCounts() {
        if (counts == null) {
            throw new InputException("the counts of these " + size()
                    + " words are not known: a file of vectors holds none; count the words in a corpus");
        }
    }

    /**
     * The words whose spelling is nearest, the nearest first and the more frequent first among equals: other letter case, then
     * one edit, two, and for long words three. Empty when no word is that near.
     */
    public List<String> nearestSpellings(String word, int most) {
        return NearestSpellings.of(words, word, most);
    }
}
