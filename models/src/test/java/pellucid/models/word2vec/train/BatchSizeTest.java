package pellucid.models.word2vec.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pellucid.models.word2vec.WordVocabulary;

class BatchSizeTest {
    private static final Word2VecOptions OPTIONS =
            Word2VecOptions.DEFAULTS.withArchitecture(Architecture.SKIP_GRAM).withSubsampling(Subsampling.NONE);

    private static WordVocabulary vocabulary(int size) {
        List<String> words = IntStream.range(0, size).mapToObj(i -> "w" + i).toList();
        return WordVocabulary.of(
                words, IntStream.range(0, size).mapToLong(i -> 5).toArray());
    }

    private static int examples(Word2VecOptions options, int size) {
        WordVocabulary vocabulary = vocabulary(size);
        return BatchSize.examples(options, vocabulary, Targets.of(options, vocabulary));
    }

    /** 3 words an example, each with 6 targets: a word of ten is in 1.8 pairs an example, which makes steps of 0.045. */
    @Test
    void aSmallVocabularyHasSmallBatches() {
        assertThat(examples(OPTIONS, 10)).isEqualTo(71);
        assertThat(examples(OPTIONS.withLearningRate(0.25), 10)).isEqualTo(7);
        assertThat(examples(OPTIONS.withLearningRate(10), 10)).isEqualTo(1);
        assertThat(examples(OPTIONS, 10_000)).isEqualTo(512);
    }

    /** Every example moves the root. */
    @Test
    void theRootOfTheTreeBoundsTheBatch() {
        Word2VecOptions tree = OPTIONS.withObjective(Objective.HIERARCHICAL_SOFTMAX);
        assertThat(examples(tree, 1024)).isEqualTo(42);
        assertThat(examples(tree.withArchitecture(Architecture.CBOW), 1024)).isEqualTo(64);
    }
}
