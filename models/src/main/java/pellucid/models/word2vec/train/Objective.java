package pellucid.models.word2vec.train;

/** How "which word of the vocabulary is it?" is asked. */
public enum Objective {
    /** A softmax over the whole vocabulary: exact, and one step costs as much as the vocabulary is large. */
    SOFTMAX,
    /** Left or right at each node on the way down a Huffman tree: about log₂ of the vocabulary questions. */
    HIERARCHICAL_SOFTMAX,
    /** The word itself against a few drawn ones. */
    NEGATIVE_SAMPLING
}
