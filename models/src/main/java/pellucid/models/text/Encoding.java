package pellucid.models.text;

/**
 * A text, or a pair of texts, as a model reads it: one id per token, special tokens included, without padding.
 *
 * <p>Each call of the tokenizer makes new arrays; they belong to the caller.
 */
public final class Encoding {
    private final int[] ids;
    private final int[] typeIds;
    private final int[] starts;
    private final int[] ends;
    private final int fullLength;

    Encoding(TokenSequence tokens, int[] typeIds, int fullLength) {
        int length = tokens.size();
        this.ids = new int[length];
        this.starts = new int[length];
        this.ends = new int[length];
        for (int i = 0; i < length; i++) {
            ids[i] = tokens.id(i);
            starts[i] = tokens.start(i);
            ends[i] = tokens.end(i);
        }
        this.typeIds = typeIds;
        this.fullLength = fullLength;
    }

    /** The ids of the tokens, [length]. */
    public int[] ids() {
        return ids;
    }

    /** The segment of each token, [length]: 0 for the first text, 1 for the second. */
    public int[] typeIds() {
        return typeIds;
    }

    /** The number of tokens. */
    public int length() {
        return ids.length;
    }

    /** The number of tokens there would be without a maximum length. */
    public int fullLength() {
        return fullLength;
    }

    /** Whether tokens were cut off to keep the maximum length. */
    public boolean truncated() {
        return fullLength > ids.length;
    }

    /**
     * Where the token begins in the text it came from (the second text if its type id is 1), counted in chars; so that
     * {@code text.substring(start(i), end(i))} is what the token stands for. Special tokens of the template are empty.
     */
    public int start(int index) {
        return starts[index];
    }

    /** Where the token ends, exclusive; see {@link #start}. */
    public int end(int index) {
        return ends[index];
    }
}
