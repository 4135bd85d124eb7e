package pellucid.models.word2vec.train;

import pellucid.models.word2vec.WordVectors;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.tensor.Philox;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * The two tables that are trained. Their rows are a little longer than the vectors, a whole number of cache lines; the
 * columns behind are 0 in both tables and stay so, as each table moves only along the other's rows.
 *
 * @param input [words, padded width], at first uniform in ±1/(2·width)
 * @param output [targets, padded width], at first 0
 * @param width numbers in a vector
 */
record WordTables(Tensor input, Tensor output, int width) {
    private static final int LINE = 16;
    private static final int CHUNK = 1024;

    static WordTables create(Backend backend, int words, int targets, int width, long seed) {
        int padded = (width + LINE - 1) / LINE * LINE;
        if ((long) words * padded > Integer.MAX_VALUE - LINE) {
            throw new InputException("a table of " + words + " words by " + padded + " numbers is larger than "
                    + Integer.MAX_VALUE + " numbers; raise the minimum count, bound the vocabulary, or take narrower"
                    + " vectors");
        }
        Tensor input = backend.zeros(DType.FLOAT32, Shape.of(words, padded));
        float[] values = new float[CHUNK * width];
        for (int first = 0; first < words; first += CHUNK) {
            int rows = Math.min(CHUNK, words - first);
            Philox.uniforms(seed, (long) first * width, values, 0, rows * width);
            for (int i = 0; i < rows * width; i++) {
                values[i] = (values[i] - 0.5f) / width;
            }
            backend.write(values, 0, input.slice(0, first, first + rows).slice(1, 0, width));
        }
        Tensor output = backend.zeros(DType.FLOAT32, Shape.of(targets, padded));
        return new WordTables(input, output, width);
    }

    WordVectors vectors(WordVocabulary vocabulary) {
        return new WordVectors(vocabulary, input.slice(1, 0, width));
    }

    Tensor outputs() {
        return output.slice(1, 0, width);
    }
}
