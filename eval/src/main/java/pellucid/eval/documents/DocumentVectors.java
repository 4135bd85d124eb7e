package pellucid.eval.documents;

import java.util.Arrays;
import pellucid.models.word2vec.WordVectors;
import pellucid.tensor.Backend;
import pellucid.tensor.InputException;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/** Makes vectors of documents: the mean of the vectors of their words, plain or weighted. */
public final class DocumentVectors {
    private final WordVectors vectors;
    private final double[] weights; // of each word of the vocabulary

    private DocumentVectors(WordVectors vectors, double[] weights) {
        this.vectors = vectors;
        this.weights = weights;
    }

    /** Every occurrence of a word counts the same. */
    public static DocumentVectors mean(WordVectors vectors) {
        double[] weights = new double[vectors.size()];
        Arrays.fill(weights, 1);
        return new DocumentVectors(vectors, weights);
    }

    /**
     * Every occurrence of a word counts as much as the word tells documents apart: log((1 + n) / (1 + n_w)) + 1.
     *
     * @param documents that are counted: those to learn from, never those to be judged on
     */
    public static DocumentVectors tfIdf(WordVectors vectors, DocumentWords documents) {
        check(vectors, documents);
        int[] documentsWith = new int[vectors.size()];
        int[] lastSeen = new int[vectors.size()];
        for (int document = 0; document < documents.size(); document++) {
            for (int word : documents.wordsOf(document)) {
                if (lastSeen[word] != document + 1) {
                    lastSeen[word] = document + 1;
                    documentsWith[word]++;
                }
            }
        }
        double[] weights = new double[vectors.size()];
        for (int word = 0; word < weights.length; word++) {
            weights[word] = Math.log((1.0 + documents.size()) / (1.0 + documentsWith[word])) + 1;
        }
        return new DocumentVectors(vectors, weights);
    }

    private static void check(WordVectors vectors, DocumentWords documents) {
        if (vectors.vocabulary() != documents.vocabulary()) {
            throw new InputException("the documents' words are numbered by another vocabulary, of "
                    + documents.vocabulary().size() + " words, than the vectors', of " + vectors.size()
                    + " words; number them by the vectors' own");
        }
    }

    /** The weight of a word, by its id. */
    public double weight(int word) {
        return weights[word];
    }

    /**
     * A vector for each document; zeros where no word has a vector.
     *
     * @return [documents, width], on the vectors' backend
     */
    public Tensor of(DocumentWords documents) {
        check(vectors, documents);
        int width = vectors.width();
        int[] places = new int[vectors.size()];
        float[] table = rowsInUse(documents, places);
        float[] means = new float[Math.multiplyExact(documents.size(), width)];
        double[] sum = new double[width];
        for (int document = 0; document < documents.size(); document++) {
            Arrays.fill(sum, 0);
            double total = 0;
            for (int word : documents.wordsOf(document)) {
                addScaled(weights[word], table, places[word] * width, sum);
                total += weights[word];
            }
            for (int i = 0; i < width && total > 0; i++) {
                means[document * width + i] = (float) (sum[i] / total);
            }
        }
        return vectors.backend().floats(means, documents.size(), width);
    }

    private static void addScaled(double weight, float[] table, int from, double[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * table[from + i];
        }
    }

    /** The vectors of the words that occur, one after the other; {@code places} receives where. */
    private float[] rowsInUse(DocumentWords documents, int[] places) {
        Arrays.fill(places, -1);
        int[] ids = new int[places.length];
        int used = 0;
        for (int document = 0; document < documents.size(); document++) {
            for (int word : documents.wordsOf(document)) {
                if (places[word] < 0) {
                    ids[used] = word;
                    places[word] = used++;
                }
            }
        }
        Backend backend = vectors.backend();
        Tensor rows = backend.zeros(vectors.vectors().dtype(), Shape.of(used, vectors.width()));
        backend.gatherRows(vectors.vectors(), backend.ints(Arrays.copyOf(ids, used)), rows);
        return rows.toFloats();
    }
}
