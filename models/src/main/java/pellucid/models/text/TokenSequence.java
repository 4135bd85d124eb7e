package pellucid.models.text;

import java.util.Arrays;

/**
 * A growing list of tokens: the id of each and its span in the original text.
 *
 * <p>It notes how long it was when the first whole word reached a limit: a tokenizer that stops there knows no more of
 * the text, and Hugging Face's decides by this length which of two long texts is the longer one.
 */
final class TokenSequence {
    private int[] ids;
    private int[] starts;
    private int[] ends;
    private final int limit;
    private int size;
    private int sizeAtLimit = -1;

    TokenSequence(int capacity, int limit) {
        this.limit = limit;
        ids = new int[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
    }

    void add(int id, int start, int end) {
        if (size == ids.length) {
            int capacity = Math.max(16, 2 * size);
            ids = Arrays.copyOf(ids, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
        }
        ids[size] = id;
        starts[size] = start;
        ends[size] = end;
        size++;
    }

    /** Says that the tokens so far end with a whole word; an added token such as [SEP] is none. */
    void endWord() {
        if (sizeAtLimit < 0 && size >= limit) {
            sizeAtLimit = size;
        }
    }

    /** The size when the first whole word reached the limit; the size if none did. */
    int sizeAtLimit() {
        return sizeAtLimit < 0 ? size : sizeAtLimit;
    }

    /** Forgets every token from {@code size} on. */
    void truncate(int size) {
        this.size = size;
    }

    int size() {
        return size;
    }

    int id(int index) {
        return ids[index];
    }

    int start(int index) {
        return starts[index];
    }

    int end(int index) {
        return ends[index];
    }
}
