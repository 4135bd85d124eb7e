package pellucid.models.word2vec.corpus;

import pellucid.models.word2vec.WordVocabulary;
import pellucid.tensor.InputException;

/**
 * A corpus as ids of its vocabulary, in blocks of whole sentences. Words that the vocabulary lacks are left out, as if
 * they had never stood there: words on either side become neighbours.
 *
 * <p>The ids lie in memory, or, when they would take too much of it, in a temporary file that goes with {@link #close}.
 * Any number of threads may read at the same time.
 */
public interface EncodedCorpus extends AutoCloseable {
    /** How many tokens a block has at least, except the last; it ends with the sentence that reaches this number. */
    int BLOCK_TOKENS = 10_000;

    /** A sentence with more tokens is cut into pieces of so many, each a sentence of its own. */
    int LONGEST_SENTENCE = 10_000;

    /** What {@link #read} gives behind the last id of a sentence. */
    int END_OF_SENTENCE = -1;

    /** Encodes with the default place for the ids, {@link Spill#DEFAULT}. */
    static EncodedCorpus encode(TokenSource source, WordVocabulary vocabulary) {
        return encode(source, vocabulary, Spill.DEFAULT);
    }

    /**
     * Reads a corpus once and writes down the ids of its known words. Nothing is left behind when reading fails.
     *
     * @throws InputException when no word of the corpus is in the vocabulary, or the temporary file cannot be written
     */
    static EncodedCorpus encode(TokenSource source, WordVocabulary vocabulary, Spill spill) {
        return CorpusEncoder.encode(source, vocabulary, spill);
    }

    WordVocabulary vocabulary();

    /** The number of ids. */
    long tokens();

    /** How many tokens of the source were left out, because the vocabulary lacks them. */
    long unknown();

    /** The number of sentences with at least one known word, long ones counted once for each piece. */
    long sentences();

    /** The tokens of the longest sentence. */
    int longestSentence();

    int blocks();

    /** The number of ids in a block. */
    int blockTokens(int block);

    /** How many ints {@link #read} gives for a block: its ids and the ends of its sentences. */
    int length(int block);

    /**
     * The first {@code length(block)} ints: ids, with {@link #END_OF_SENTENCE} behind each sentence.
     *
     * @param reuse where they are put, if they fit; may be null
     * @return {@code reuse}, or a new and larger array
     */
    int[] read(int block, int[] reuse);

    /**
     * Refuses a corpus in which no window can ever be full.
     *
     * @param window how many words a window reaches to each side
     * @throws InputException when the corpus has fewer tokens than a word and one side of its window
     */
    default void requireLongerThan(int window) {
        if (tokens() <= window) {
            throw new InputException("the corpus has " + tokens() + " word(s) of the vocabulary, a window of " + window
                    + " reaches beyond all of them; give more text, a smaller window or a lower minimum count");
        }
    }

    /** Releases memory and the temporary file. */
    @Override
    void close();
}
