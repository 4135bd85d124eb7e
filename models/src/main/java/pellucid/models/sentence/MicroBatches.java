package pellucid.models.sentence;

import java.util.Arrays;

/**
 * Texts sorted by length, the longest first, and cut into batches of about equal numbers of tokens. Towards the end they
 * get smaller, so that all workers end at about the same time: a worker takes at most half of an equal share of what is
 * left, but never cuts a batch below a quarter of the full size, where the weights are fetched for too few tokens.
 */
final class MicroBatches {
    private static final int SMALLEST_SHARE = 4;

    private final int[] order; // the texts, longest first, as they came among equals
    private final int[] ends; // batch b holds order[ends[b - 1]] to order[ends[b] - 1]
    private final int count;

    private MicroBatches(int[] order, int[] ends, int count) {
        this.order = order;
        this.ends = ends;
        this.count = count;
    }

    /**
     * Every batch has at least one text, and a further one only if the tokens stay within its size.
     *
     * @param tokensPerBatch the full size of a batch
     * @param workers how many will take batches at the same time
     */
    static MicroBatches of(int[][] ids, int tokensPerBatch, int workers) {
        int[] order = longestFirst(ids);
        int smallest = (tokensPerBatch + SMALLEST_SHARE - 1) / SMALLEST_SHARE;
        long left = 0;
        for (int[] text : ids) {
            left += text.length;
        }
        long size = size(left, tokensPerBatch, smallest, workers);
        int[] ends = new int[order.length];
        int count = 0;
        long tokens = 0;
        for (int i = 0; i < order.length; i++) {
            int length = ids[order[i]].length;
            if (i > 0 && tokens + length > size) {
                ends[count++] = i;
                tokens = 0;
                size = size(left, tokensPerBatch, smallest, workers);
            }
            tokens += length;
            left -= length;
        }
        if (order.length > 0) {
            ends[count++] = order.length;
        }
        return new MicroBatches(order, ends, count);
    }

    /** Half of an equal share of what is left, within the bounds. */
    private static long size(long left, int largest, int smallest, int workers) {
        return Math.max(smallest, Math.min(largest, left / (2L * workers)));
    }

    /** A counting sort. */
    private static int[] longestFirst(int[][] ids) {
        int longest = 0;
        for (int[] text : ids) {
            longest = Math.max(longest, text.length);
        }
        int[] next = new int[longest + 2]; // next[longest - length]: the place of the next text of that length
        for (int[] text : ids) {
            next[longest - text.length + 1]++;
        }
        for (int i = 1; i < next.length; i++) {
            next[i] += next[i - 1];
        }
        int[] order = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            order[next[longest - ids[i].length]++] = i;
        }
        return order;
    }

    /** Number of batches. */
    int count() {
        return count;
    }

    /** The numbers of the texts of one batch. */
    int[] texts(int batch) {
        return Arrays.copyOfRange(order, batch == 0 ? 0 : ends[batch - 1], ends[batch]);
    }
}
