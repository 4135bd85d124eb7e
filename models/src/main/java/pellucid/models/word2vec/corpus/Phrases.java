package pellucid.models.word2vec.corpus;

import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import pellucid.tensor.InputException;

/**
 * Pairs of words that stand together more often than by chance, joined into one: {@code new york} becomes {@code
 * new_york}. A pair ab is a phrase when
 *
 * <pre>
 *   score(ab) = (count(ab) - minimumCount) / (count(a) * count(b)) * tokens  &gt;  threshold
 * </pre>
 *
 * (Mikolov et al., 2013, section 4, with the factor of word2phrase.c, which makes the threshold independent of the
 * corpus's size): a and b stand together more than minimumCount times. Pairs are joined from the left to the right; a
 * joined one is not joined again. Longer phrases come from a second pass: phrases over phrases, best with a lower
 * threshold.
 *
 * <p>Immutable. As a source it gives the corpus that it was learned from, joined.
 */
public final class Phrases implements TokenSource {
    /** What word2phrase.c takes when nothing is said. */
    public static final int DEFAULT_MINIMUM_COUNT = 5;

    /** What word2phrase.c takes when nothing is said. */
    public static final double DEFAULT_THRESHOLD = 100;

    /** How many different pairs are counted at a time: a table of this size takes 200 MB, and 300 MB while it grows. */
    private static final int MOST_PAIRS = 12_000_000;

    private final TokenSource source;
    private final Object2IntOpenHashMap<String> ids;
    private final LongOpenHashSet pairs;

    Phrases(TokenSource source, Object2IntOpenHashMap<String> ids, LongOpenHashSet pairs) {
        this.source = source;
        this.ids = ids;
        this.pairs = pairs;
    }

    /** Learns with word2phrase.c's choices. */
    public static Phrases learn(TokenSource source) {
        return learn(source, DEFAULT_MINIMUM_COUNT, DEFAULT_THRESHOLD);
    }

    /**
     * Reads a corpus once and finds its phrases.
     *
     * @param minimumCount what is taken off the count of a pair: seldom pairs say little
     * @param threshold which score a phrase exceeds
     */
    public static Phrases learn(TokenSource source, int minimumCount, double threshold) {
        if (minimumCount < 1) {
            throw new InputException("phrases cannot have a minimum count of " + minimumCount + "; give 1 or more");
        }
        if (!(threshold >= 0)) {
            throw new InputException("phrases cannot have a threshold of " + threshold
                    + "; give 0 or more: the larger it is, the fewer phrases there are");
        }
        PairCounts counts = new PairCounts(MOST_PAIRS);
        source.read(counts::add);
        return counts.phrases(source, minimumCount, threshold);
    }

    /** The number of different phrases. */
    public int size() {
        return pairs.size();
    }

    @Override
    public void read(Consumer<List<String>> sentence) {
        List<String> joined = new ArrayList<>();
        source.read(tokens -> {
            joined.clear();
            joinInto(tokens, joined);
            sentence.accept(joined);
        });
    }

    /** The same phrases over another corpus, or another part of it. */
    public Phrases over(TokenSource other) {
        return new Phrases(other, ids, pairs);
    }

    /** The tokens of one sentence with its phrases joined. */
    public List<String> join(List<String> tokens) {
        List<String> joined = new ArrayList<>(tokens.size());
        joinInto(tokens, joined);
        return joined;
    }

    private void joinInto(List<String> tokens, List<String> joined) {
        int left = -1;
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            int right = ids.getInt(token);
            if (left >= 0 && right >= 0 && pairs.contains(PairCounts.pair(left, right))) {
                joined.set(joined.size() - 1, joined.get(joined.size() - 1) + '_' + token);
                left = -1;
            } else {
                joined.add(token);
                left = right;
            }
        }
    }
}
