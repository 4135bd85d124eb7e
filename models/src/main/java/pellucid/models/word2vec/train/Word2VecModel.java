package pellucid.models.word2vec.train;

import java.util.List;
import java.util.Objects;
import pellucid.models.word2vec.WordVectors;
import pellucid.tensor.Tensor;

/**
 * What a training made.
 *
 * @param vectors a vector for each word: the input table, which is what is used afterwards
 * @param outputs the other table: with negative sampling [words, width], a vector for each word as a target; with
 *     hierarchical softmax [words - 1, width], one for each inner node of the {@link HuffmanTree}
 * @param options how it was trained
 * @param epochs what each pass over the corpus did
 */
public record Word2VecModel(WordVectors vectors, Tensor outputs, Word2VecOptions options, List<EpochReport> epochs) {
    public Word2VecModel {
        Objects.requireNonNull(vectors, "vectors");
        Objects.requireNonNull(outputs, "outputs");
        Objects.requireNonNull(options, "options");
        epochs = List.copyOf(epochs);
    }
}
