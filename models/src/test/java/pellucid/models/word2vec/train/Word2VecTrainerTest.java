package pellucid.models.word2vec.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pellucid.models.word2vec.WordVectors;
import pellucid.models.word2vec.corpus.EncodedCorpus;
import pellucid.tensor.Backend;
import pellucid.tensor.InputException;
import pellucid.tensor.backend.Workers;
import pellucid.tensor.backend.reference.ReferenceBackend;
import pellucid.tensor.backend.simd.SimdBackend;

class Word2VecTrainerTest {
    private static final Word2VecOptions SMALL = Word2VecOptions.DEFAULTS
            .withWidth(20)
            .withWindow(4)
            .withSubsampling(Subsampling.at(0.05))
            .withThreads(2)
            .withEpochs(2);

    static Stream<Arguments> models() {
        return Stream.of(Architecture.values())
                .flatMap(architecture -> Stream.of(Objective.NEGATIVE_SAMPLING, Objective.HIERARCHICAL_SOFTMAX)
                        .map(objective -> Arguments.of(architecture, objective)));
    }

    private static Word2VecModel train(Word2VecOptions options, EncodedCorpus corpus, Backend backend) {
        return new Word2VecTrainer(options, corpus, backend, Word2VecListener.SILENT).train();
    }

    @ParameterizedTest
    @MethodSource("models")
    void deterministicTrainingGivesTheSameBitsOnAnyNumberOfThreads(Architecture architecture, Objective objective) {
        EncodedCorpus corpus = Corpora.zipf(300, 45_000);
        Word2VecOptions options =
                SMALL.withArchitecture(architecture).withObjective(objective).withDeterministic(true);
        List<Word2VecModel> models = new ArrayList<>();
        for (int threads : new int[] {1, 1, 2, 3, 5}) {
            try (Backend backend = new SimdBackend(new Workers(threads))) {
                models.add(train(options.withThreads(threads), corpus, backend));
            }
        }
        Word2VecModel first = models.get(0);
        for (Word2VecModel other : models.subList(1, models.size())) {
            assertThat(other.vectors().vectors().toFloats())
                    .isEqualTo(first.vectors().vectors().toFloats());
            assertThat(other.outputs().toFloats()).isEqualTo(first.outputs().toFloats());
            assertThat(other.epochs().get(1).meanLoss())
                    .isEqualTo(first.epochs().get(1).meanLoss());
        }
        try (Backend backend = new SimdBackend(new Workers(1))) {
            Word2VecModel otherSeed = train(options.withSeed(2), corpus, backend);
            assertThat(otherSeed.vectors().vectors().toFloats())
                    .isNotEqualTo(first.vectors().vectors().toFloats());
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void wordsOfOneTopicComeTogether(Architecture architecture, Objective objective) {
        EncodedCorpus corpus = Corpora.topics(3, 4000);
        for (boolean deterministic : new boolean[] {false, true}) {
            try (Backend backend = new SimdBackend(new Workers(2))) {
                Word2VecModel model = train(
                        SMALL.withArchitecture(architecture)
                                .withObjective(objective)
                                .withDeterministic(deterministic)
                                .withSubsampling(Subsampling.NONE)
                                .withEpochs(5),
                        corpus,
                        backend);
                assertThat(margin(model.vectors()))
                        .as("deterministic: %s", deterministic)
                        .isGreaterThan(architecture == Architecture.SKIP_GRAM ? 0.3 : 0.02);
                assertThat(model.epochs().get(4).meanLoss())
                        .isLessThan(model.epochs().get(0).meanLoss());
            }
        }
    }

    /** The mean cosine of two words of one topic, less that of words of two topics. */
    private static double margin(WordVectors vectors) {
        double own = 0;
        double other = 0;
        for (int i = 0; i < 10; i++) {
            own += cosine(vectors.vector("a" + i), vectors.vector("a" + (i + 1) % 10));
            other += cosine(vectors.vector("a" + i), vectors.vector("b" + i));
        }
        return (own - other) / 10;
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            squaresA += a[i] * a[i];
            squaresB += b[i] * b[i];
        }
        return dot / Math.sqrt(squaresA * squaresB);
    }

    /** Nothing but the backend's arithmetic differs, and that by rounding. */
    @ParameterizedTest
    @MethodSource("models")
    void anyBackendTrainsTheSame(Architecture architecture, Objective objective) {
        EncodedCorpus corpus = Corpora.zipf(60, 2000);
        for (boolean deterministic : new boolean[] {false, true}) {
            Word2VecOptions options = SMALL.withArchitecture(architecture)
                    .withObjective(objective)
                    .withDeterministic(deterministic)
                    .withThreads(1)
                    .withEpochs(1);
            Word2VecModel wanted = train(options, corpus, new ReferenceBackend());
            try (Backend backend = new SimdBackend(new Workers(2))) {
                Word2VecModel found = train(options, corpus, backend);
                assertThat(found.vectors().vectors().toFloats())
                        .usingComparatorWithPrecision(1e-5f)
                        .containsExactly(wanted.vectors().vectors().toFloats());
                assertThat(found.epochs().get(0).meanLoss())
                        .isCloseTo(wanted.epochs().get(0).meanLoss(), within(1e-5));
            }
        }
    }

    /** While the output table is 0 every answer has probability one half. */
    @Test
    void theFirstLossIsLogTwoForEachQuestion() {
        EncodedCorpus corpus = Corpora.zipf(60, 3000);
        Word2VecOptions options = SMALL.withLearningRate(1e-12)
                .withEpochs(1)
                .withNegative(4)
                .withObjective(Objective.HIERARCHICAL_SOFTMAX)
                .withArchitecture(Architecture.CBOW)
                .withSubsampling(Subsampling.NONE);
        try (Backend backend = new SimdBackend(new Workers(2))) {
            EpochReport epoch = train(options, corpus, backend).epochs().get(0);
            long[] counts = new long[corpus.vocabulary().size()];
            for (int id = 0; id < counts.length; id++) {
                counts[id] = corpus.vocabulary().count(id);
            }
            HuffmanTree tree = new HuffmanTree(counts);
            double depth = 0;
            for (int id = 0; id < counts.length; id++) {
                depth += tree.depth(id) * (double) counts[id] / corpus.tokens();
            }
            assertThat(epoch.meanLoss()).isCloseTo(depth * Math.log(2), within(1e-5));
            assertThat(epoch.predictions()).isEqualTo(corpus.tokens());
            assertThat(epoch.words()).isEqualTo(corpus.tokens());
            assertThat(epoch.kept()).isEqualTo(corpus.tokens());
        }
    }

    @Test
    void vectorsBeginWithinHalfOfOneOverTheirWidth() {
        EncodedCorpus corpus = Corpora.zipf(2000, 20_000);
        Word2VecOptions options = SMALL.withLearningRate(1e-30).withEpochs(1);
        try (Backend backend = new SimdBackend(new Workers(2))) {
            Word2VecModel model = train(options, corpus, backend);
            float[] values = model.vectors().vectors().toFloats();
            assertThat(values).hasSize(corpus.vocabulary().size() * 20);
            double sum = 0;
            double squares = 0;
            for (float value : values) {
                assertThat(value).isBetween(-0.025f, 0.025f);
                sum += value;
                squares += value * value;
            }
            assertThat(sum / values.length).isCloseTo(0, within(5e-4));
            assertThat(squares / values.length).isCloseTo(0.05 * 0.05 / 12, within(5e-6));
        }
    }

    @Test
    void tellsTheListenerOfEveryEpoch() {
        List<EpochReport> told = new ArrayList<>();
        Word2VecListener listener = new Word2VecListener() {
            @Override
            public void epoch(EpochReport report) {
                told.add(report);
            }
        };
        Word2VecModel model =
                new Word2VecTrainer(SMALL, Corpora.zipf(50, 2000), new ReferenceBackend(), listener).train();
        assertThat(told).hasSize(2).isEqualTo(model.epochs());
        assertThat(told.get(0).words()).isEqualTo(2000);
        assertThat(told.get(0).kept()).isBetween(1L, 1999L);
    }

    @Test
    void refusesTheFullSoftmaxAndACorpusWithoutAWindow() {
        EncodedCorpus corpus = Corpora.of("a b c");
        assertThatThrownBy(() -> train(SMALL.withObjective(Objective.SOFTMAX), corpus, new ReferenceBackend()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("pellucid.training.word2vec");
        assertThatThrownBy(() -> train(SMALL.withWindow(5), corpus, new ReferenceBackend()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("3 word(s)");
    }

    @Test
    void oneWordAloneHasNothingToPredict() {
        Word2VecModel model = train(
                SMALL.withObjective(Objective.HIERARCHICAL_SOFTMAX).withWindow(1),
                Corpora.of("a a a a a a"),
                new ReferenceBackend());
        assertThat(model.vectors().size()).isEqualTo(1);
        assertThat(model.outputs().dim(0)).isZero();
    }
}
