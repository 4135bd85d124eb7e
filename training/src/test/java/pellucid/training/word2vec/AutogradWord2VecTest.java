package pellucid.training.word2vec;

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
import pellucid.models.word2vec.corpus.TokenSource;
import pellucid.models.word2vec.corpus.VocabularyBuilder;
import pellucid.models.word2vec.train.Architecture;
import pellucid.models.word2vec.train.EpochReport;
import pellucid.models.word2vec.train.Objective;
import pellucid.models.word2vec.train.Subsampling;
import pellucid.models.word2vec.train.Word2VecListener;
import pellucid.models.word2vec.train.Word2VecModel;
import pellucid.models.word2vec.train.Word2VecOptions;
import pellucid.tensor.Backend;
import pellucid.tensor.InputException;
import pellucid.tensor.Philox;
import pellucid.tensor.Shape;
import pellucid.tensor.backend.Backends;

/** Whole trainings on a small corpus. */
class AutogradWord2VecTest {
    private static final List<String> ANIMALS = List.of("cat", "dog", "cow", "hen");
    private static final List<String> VEHICLES = List.of("car", "bus", "van", "tram");
    private static final Backend BACKEND = Backends.get();
    private static final Word2VecOptions OPTIONS = Word2VecOptions.DEFAULTS
            .withWidth(12)
            .withWindow(3)
            .withNegative(4)
            .withSubsampling(Subsampling.NONE)
            .withEpochs(10)
            .withLearningRate(0.2)
            .withSeed(5);

    /** Animals eat and sleep, vehicles drive and stop; which animal and which vehicle is left to chance. */
    private static EncodedCorpus corpus() {
        TokenSource source = sink -> {
            for (int i = 0; i < 300; i++) {
                int bits = Philox.bits(17, i);
                String animal = ANIMALS.get(bits & 3);
                String vehicle = VEHICLES.get(bits >> 2 & 3);
                sink.accept(
                        (bits >> 4 & 1) == 0
                                ? List.of("the", animal, "eats", "grass", "and", "sleeps")
                                : List.of("the", vehicle, "drives", "off", "and", "stops"));
            }
        };
        return EncodedCorpus.encode(
                source, new VocabularyBuilder().addAll(source).build(1));
    }

    private static Word2VecModel train(Word2VecOptions options, StepOptions steps) {
        try (EncodedCorpus corpus = corpus()) {
            return new AutogradWord2Vec(options, steps, corpus, BACKEND, Word2VecListener.SILENT).train();
        }
    }

    private static double cosine(WordVectors vectors, String first, String second) {
        float[] a = vectors.vector(first);
        float[] b = vectors.vector(second);
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

    static Stream<Arguments> models() {
        List<Arguments> models = new ArrayList<>();
        for (Architecture architecture : Architecture.values()) {
            for (Objective objective : Objective.values()) {
                Word2VecOptions options = OPTIONS.withArchitecture(architecture).withObjective(objective);
                models.add(Arguments.of(options, StepOptions.sgd().withBatchSize(16)));
                models.add(Arguments.of(
                        options.withLearningRate(0.02), StepOptions.adam().withBatchSize(32)));
            }
        }
        return models.stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void wordsThatStandInTheSamePlacesBecomeNeighbours(Word2VecOptions options, StepOptions steps) {
        Word2VecModel model = train(options, steps);
        WordVectors vectors = model.vectors();
        double furthestFriend = 1;
        double nearestStranger = -1;
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                furthestFriend = Math.min(furthestFriend, cosine(vectors, ANIMALS.get(i), ANIMALS.get(j)));
                furthestFriend = Math.min(furthestFriend, cosine(vectors, VEHICLES.get(i), VEHICLES.get(j)));
                nearestStranger = Math.max(nearestStranger, cosine(vectors, ANIMALS.get(i), VEHICLES.get(j)));
            }
        }
        assertThat(furthestFriend).isGreaterThan(nearestStranger + 0.3);
        List<EpochReport> epochs = model.epochs();
        assertThat(epochs.get(9).meanLoss()).isLessThan(0.95 * epochs.get(0).meanLoss());
    }

    @Test
    void reportsWhatItDid() {
        List<EpochReport> heard = new ArrayList<>();
        Word2VecModel model;
        try (EncodedCorpus corpus = corpus()) {
            Word2VecListener listener = new Word2VecListener() {
                @Override
                public void epoch(EpochReport report) {
                    heard.add(report);
                }
            };
            Word2VecOptions options = OPTIONS.withEpochs(2).withObjective(Objective.HIERARCHICAL_SOFTMAX);
            model = new AutogradWord2Vec(options, StepOptions.sgd(), corpus, BACKEND, listener).train();
            assertThat(model.options()).isEqualTo(options);
        }
        assertThat(heard).isEqualTo(model.epochs()).hasSize(2);
        EpochReport first = heard.get(0);
        assertThat(first.epoch()).isEqualTo(1);
        assertThat(first.words()).isEqualTo(1800);
        assertThat(first.kept()).isEqualTo(1800);
        assertThat(first.predictions()).isEqualTo(1800);
        int words = model.vectors().size();
        assertThat(model.outputs().shape()).isEqualTo(Shape.of(words - 1, 12));
    }

    @Test
    void beginsWhereAllAnswersAreEquallyLikely() {
        // The output layer begins as zeros; a rate of almost 0 leaves it there.
        Word2VecOptions still = OPTIONS.withEpochs(1).withLearningRate(1e-9);
        Word2VecModel softmax = train(still.withObjective(Objective.SOFTMAX), StepOptions.sgd());
        assertThat(softmax.epochs().get(0).meanLoss())
                .isCloseTo(Math.log(softmax.vectors().size()), within(1e-5));
        float bound = 0.5f / 12;
        for (float number : softmax.vectors().vectors().toFloats()) {
            assertThat(number).isBetween(-bound, bound);
        }
    }

    @Test
    void aSeedGivesTheSameBits() {
        Word2VecOptions few = OPTIONS.withEpochs(2);
        float[] vectors = train(few, StepOptions.sgd()).vectors().vectors().toFloats();
        assertThat(train(few, StepOptions.sgd()).vectors().vectors().toFloats()).isEqualTo(vectors);
        assertThat(train(few.withSeed(6), StepOptions.sgd()).vectors().vectors().toFloats())
                .isNotEqualTo(vectors);
    }

    @Test
    void theLearningRateFallsInAStraightLine() {
        assertThat(AutogradWord2Vec.remaining(0, 1000)).isEqualTo(1);
        assertThat(AutogradWord2Vec.remaining(500, 999)).isCloseTo(0.5, within(1e-12));
        assertThat(AutogradWord2Vec.remaining(1000, 1000)).isCloseTo(1e-3, within(1e-5));
        assertThat(AutogradWord2Vec.remaining(99_999_999, 99_999_999)).isEqualTo(1e-4);
    }

    @Test
    void refusesWhatCannotBeTrained() {
        TokenSource source = sink -> sink.accept(List.of("a", "b"));
        try (EncodedCorpus corpus = EncodedCorpus.encode(
                source, new VocabularyBuilder().addAll(source).build(1))) {
            assertThatThrownBy(() ->
                            new AutogradWord2Vec(OPTIONS, StepOptions.sgd(), corpus, BACKEND, Word2VecListener.SILENT))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("a window of 3 reaches beyond all of them");
        }
        assertThatThrownBy(() -> StepOptions.sgd().withBatchSize(-1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the batch size is -1; it must be 1 or more");
    }

    @Test
    void stepsThatAreTooLongAreToldOf() {
        Word2VecOptions wild = OPTIONS.withLearningRate(1e30).withEpochs(2);
        assertThatThrownBy(() -> train(wild, StepOptions.sgd()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("take smaller batches or a lower learning rate");
    }
}
