package pellucid.models.word2vec;

import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;

/** A vector for each word of a vocabulary: row i of the table belongs to the word with id i. */
public final class WordVectors {
    private final WordVocabulary vocabulary;
    private final Tensor vectors; // [size, width]

    /**
     * @param vectors [vocabulary.size(), width], float32; kept, not copied
     * @throws ShapeException if the table has another type, another number of rows, or rows of no numbers
     */
    public WordVectors(WordVocabulary vocabulary, Tensor vectors) {
        if (vectors.rank() != 2
                || vectors.dtype() != DType.FLOAT32
                || vectors.dim(0) != vocabulary.size()
                || vectors.dim(1) == 0) {
            throw new ShapeException("word vectors: the vocabulary has " + vocabulary.size()
                    + " words and the table is " + vectors + "; wanted is a float32 table of shape ["
                    + vocabulary.size() + ", width], a row for each word");
        }
        this.vocabulary = vocabulary;
        this.vectors = vectors;
    }

    public WordVocabulary vocabulary() {
        return vocabulary;
    }

    /** Number of words. */
    public int size() {
        return vocabulary.size();
    }

    /** Numbers in each vector. */
    public int width() {
        return vectors.dim(1);
    }

    /** The table itself, [size, width]. */
    public Tensor vectors() {
        return vectors;
    }

    /** The backend that the table lives on. */
    public Backend backend() {
        return vectors.backend();
    }

    /**
     * A copy of a word's vector, [width].
     *
     * @throws pellucid.tensor.InputException if the word is not in the vocabulary
     */
    public float[] vector(String word) {
        return vectors.select(0, vocabulary.require(word)).toFloats();
    }
}
