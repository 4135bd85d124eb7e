package pellucid.models.word2vec.query;

import pellucid.models.word2vec.WordVectors;
import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.DType;
import pellucid.tensor.ReduceOp;
import pellucid.tensor.Scratch;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * The cosines of a vocabulary's words with given directions: one matrix product for a tile of words at a time, so that
 * neither a normalised copy of the table nor all cosines are in memory at once.
 */
final class Cosines {
    /** Cosines in a tile, 4 MB: they stay in the cache until they are used. */
    private static final int TILE = 1 << 20;
    /** Words in a tile: enough to share out, and a bound on the squares of {@link #inverseLengths}. */
    private static final int LEAST_WORDS = 240;

    private static final int MOST_WORDS = 1 << 14;

    private final WordVectors vectors;
    private final float[] inverseLengths; // 0 for a vector of zeros, which is like nothing

    /** Takes the cosines of a tile. */
    interface Tile {
        /** The cosine of direction d and word {@code first + i} is {@code cosines[d * words + i]}. */
        void accept(int first, int words, float[] cosines);
    }

    Cosines(WordVectors vectors) {
        this.vectors = vectors;
        this.inverseLengths = inverseLengths(vectors);
    }

    private static float[] inverseLengths(WordVectors vectors) {
        Backend backend = vectors.backend();
        float[] lengths = new float[vectors.size()];
        for (int first = 0; first < lengths.length; first += MOST_WORDS) {
            int words = Math.min(MOST_WORDS, lengths.length - first);
            Tensor rows = vectors.vectors().slice(0, first, first + words);
            try (Scratch.Frame frame = backend.scratch().open()) {
                Tensor squares = frame.tensor(DType.FLOAT32, rows.shape());
                Tensor sums = frame.tensor(DType.FLOAT32, Shape.of(words));
                backend.binary(BinaryOp.MULTIPLY, rows, rows, squares);
                backend.reduce(ReduceOp.SUM, squares, -1, sums);
                backend.read(sums, lengths, first);
            }
        }
        for (int id = 0; id < lengths.length; id++) {
            lengths[id] = lengths[id] == 0 ? 0 : (float) (1 / Math.sqrt(lengths[id]));
        }
        return lengths;
    }

    /** A word's vector at length 1; zeros stay zeros. */
    float[] direction(int id) {
        float[] row = vectors.vectors().select(0, id).toFloats();
        normalize(row);
        return row;
    }

    /** Brings a vector to length 1; false if it is all zeros. */
    static boolean normalize(float[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        if (length == 0) {
            return false;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return true;
    }

    /** Summed in float64. */
    static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /**
     * The cosines of the first {@code among} words with each direction.
     *
     * @param directions [count, width], each of length 1
     */
    void forEachTile(float[] directions, int among, Tile tile) {
        Backend backend = vectors.backend();
        int count = directions.length / vectors.width();
        int words = Math.max(LEAST_WORDS, Math.min(MOST_WORDS, TILE / count));
        Tensor table = backend.floats(directions, count, vectors.width());
        float[] products = new float[words * count];
        float[] cosines = new float[words * count];
        for (int first = 0; first < among; first += words) {
            int here = Math.min(words, among - first);
            try (Scratch.Frame frame = backend.scratch().open()) {
                Tensor out = frame.tensor(DType.FLOAT32, Shape.of(here, count));
                Tensor rows = vectors.vectors().slice(0, first, first + here);
                backend.linear(rows, table, null, Activation.NONE, null, out);
                backend.read(out, products, 0);
            }
            for (int i = 0; i < here; i++) {
                float scale = inverseLengths[first + i];
                for (int d = 0; d < count; d++) {
                    cosines[d * here + i] = products[i * count + d] * scale;
                }
            }
            tile.accept(first, here, cosines);
        }
    }

    /** The cosine of every one of the first {@code among} words with one direction. */
    float[] with(float[] direction, int among) {
        float[] all = new float[among];
        forEachTile(direction, among, (first, words, cosines) -> System.arraycopy(cosines, 0, all, first, words));
        return all;
    }

    /** Directions one after the other, as {@link #forEachTile} takes them. */
    float[] directions(int... ids) {
        float[] all = new float[ids.length * vectors.width()];
        for (int i = 0; i < ids.length; i++) {
            System.arraycopy(direction(ids[i]), 0, all, i * vectors.width(), vectors.width());
        }
        return all;
    }
}
