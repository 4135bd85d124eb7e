package pellucid.models.word2vec.corpus;

import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.List;

/** The counts of words and of neighbours, while a corpus is read. */
final class PairCounts {
    private final int mostPairs;
    private final Object2IntOpenHashMap<String> ids = new Object2IntOpenHashMap<>();
    private final LongArrayList words = new LongArrayList();
    private final Long2IntOpenHashMap pairs = new Long2IntOpenHashMap();
    private long tokens;
    private int floor;

    PairCounts(int mostPairs) {
        this.mostPairs = mostPairs;
        ids.defaultReturnValue(-1);
    }

    static long pair(int left, int right) {
        return (long) left << 32 | right;
    }

    void add(List<String> sentence) {
        int left = -1;
        for (int i = 0; i < sentence.size(); i++) {
            int right = ids.getInt(sentence.get(i));
            if (right < 0) {
                right = ids.size();
                ids.put(sentence.get(i), right);
                words.add(0);
            }
            words.set(right, words.getLong(right) + 1);
            if (left >= 0) {
                pairs.addTo(pair(left, right), 1);
            }
            left = right;
        }
        tokens += sentence.size();
        while (pairs.size() > mostPairs) {
            floor++;
            pairs.values().removeIf(count -> count <= floor);
        }
    }

    Phrases phrases(TokenSource source, int minimumCount, double threshold) {
        LongOpenHashSet phrases = new LongOpenHashSet();
        pairs.long2IntEntrySet().fastForEach(entry -> {
            long left = words.getLong((int) (entry.getLongKey() >>> 32));
            long right = words.getLong((int) entry.getLongKey());
            double score = (entry.getIntValue() - minimumCount) / (double) left / right * tokens;
            if (score > threshold) {
                phrases.add(entry.getLongKey());
            }
        });
        Object2IntOpenHashMap<String> used = new Object2IntOpenHashMap<>();
        used.defaultReturnValue(-1);
        IntOpenHashSet usedIds = new IntOpenHashSet();
        phrases.forEach((long pair) -> {
            usedIds.add((int) (pair >>> 32));
            usedIds.add((int) pair);
        });
        ids.object2IntEntrySet().fastForEach(entry -> {
            if (usedIds.contains(entry.getIntValue())) {
                used.put(entry.getKey(), entry.getIntValue());
            }
        });
        return new Phrases(source, used, phrases);
    }
}
