package pellucid.models.word2vec.corpus;

import it.unimi.dsi.fastutil.objects.Object2LongMap;
import it.unimi.dsi.fastutil.objects.Object2LongOpenHashMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.tensor.InputException;

/**
 * Counts words, and makes a vocabulary of those that are frequent enough.
 *
 * <p>The counts are exact, unless {@link #reducingAbove} bounds how many words are counted at a time.
 */
public final class VocabularyBuilder {
    private final Object2LongOpenHashMap<String> counts = new Object2LongOpenHashMap<>();
    private final int mostDistinct;
    private long tokens;
    private long floor;

    /** Counts every word. */
    public VocabularyBuilder() {
        this(Integer.MAX_VALUE);
    }

    private VocabularyBuilder(int mostDistinct) {
        this.mostDistinct = mostDistinct;
    }

    /**
     * Holds at most so many words at a time, as word2vec.c does at 21 million: whenever there are more, the rarest are
     * forgotten, those seen once at the first time, those seen at most twice at the second, and so on. A word that comes
     * back is counted from nothing.
     */
    public static VocabularyBuilder reducingAbove(int mostDistinct) {
        if (mostDistinct < 1) {
            throw new InputException(
                    "a vocabulary reduced above " + mostDistinct + " words has no word; give a number from 1 on");
        }
        return new VocabularyBuilder(mostDistinct);
    }

    /** Counts all words of a corpus; returns this builder. */
    public VocabularyBuilder addAll(TokenSource source) {
        source.read(this::add);
        return this;
    }

    /** Counts the words of one sentence. */
    public void add(List<String> sentence) {
        for (int i = 0; i < sentence.size(); i++) {
            counts.addTo(sentence.get(i), 1);
        }
        tokens += sentence.size();
        while (counts.size() > mostDistinct) {
            floor++;
            counts.values().removeIf(count -> count <= floor);
        }
    }

    /** How many words have been seen, repetitions included. */
    public long tokens() {
        return tokens;
    }

    /** How many different words are counted at the moment. */
    public int distinct() {
        return counts.size();
    }

    /** Words seen at most this often may be missing or counted too low; 0 when all counts are exact. */
    public long forgottenUpTo() {
        return floor;
    }

    /** The vocabulary of all words that occur at least so often. */
    public WordVocabulary build(int minimumCount) {
        return build(minimumCount, Integer.MAX_VALUE);
    }

    /**
     * The vocabulary of all words that occur often enough, most frequent first, ties by the word.
     *
     * @param minimumCount the least count of a word that stays
     * @param mostWords how many words stay at most, the most frequent ones
     * @throws InputException when no word is left
     */
    public WordVocabulary build(int minimumCount, int mostWords) {
        if (mostWords < 1) {
            throw new InputException(
                    "a vocabulary of at most " + mostWords + " words has no word; give a larger number");
        }
        List<Object2LongMap.Entry<String>> kept = new ArrayList<>();
        counts.object2LongEntrySet().forEach(entry -> {
            if (entry.getLongValue() >= minimumCount) {
                kept.add(entry);
            }
        });
        if (kept.isEmpty()) {
            throw empty(minimumCount);
        }
        kept.sort(Comparator.comparingLong((Object2LongMap.Entry<String> entry) -> -entry.getLongValue())
                .thenComparing(Object2LongMap.Entry::getKey));
        int size = Math.min(mostWords, kept.size());
        List<String> words = new ArrayList<>(size);
        long[] wordCounts = new long[size];
        for (int i = 0; i < size; i++) {
            words.add(kept.get(i).getKey());
            wordCounts[i] = kept.get(i).getLongValue();
        }
        return WordVocabulary.of(words, wordCounts);
    }

    private InputException empty(int minimumCount) {
        if (tokens == 0) {
            return new InputException(
                    "the corpus holds no word; check that the file has text in the format, the column "
                            + "and the encoding that were named");
        }
        long most = counts.values().longStream().max().orElse(0);
        return new InputException("the vocabulary is empty: none of the corpus's " + counts.size()
                + " different words (" + tokens + " in all) occurs at least " + minimumCount
                + " times, the most frequent one " + most + "; lower the minimum count or give more text");
    }
}
