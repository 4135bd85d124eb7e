package pellucid.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pellucid.tensor.InputException;
import pellucid.tensor.Segments;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;
import pellucid.tensor.Word2VecOps.ContextGradient;

/**
 * What Hogwild promises: a sentence is trained as a plain loop trains it, sentences of different words do not touch each
 * other, and sentences that share words still learn.
 */
@EmulatedCuda
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HogwildTest {
    private static final int VOCABULARY = 12;
    private static final int WIDTH = 33;
    private static final int NEGATIVES = 3;
    private static final float RATE = 0.2f;

    private CudaBackend cuda;

    @BeforeAll
    void open() {
        cuda = new CudaBackend();
    }

    @AfterAll
    void close() {
        cuda.close();
    }

    @AfterEach
    void threadsInOrderAgain() {
        EmulatedDriver.order(EmulatedDriver.Order.FORWARD, 0);
    }

    /** Sentences with windows and negatives, and the tables they train. */
    private final class Corpus {
        final Segments sentences;
        final int[] words;
        final int[] reaches;
        final int[] negatives;
        final double[][] input = new double[VOCABULARY][WIDTH];
        final double[][] output = new double[VOCABULARY][WIDTH];
        final Tensor inputTable;
        final Tensor outputTable;

        Corpus(Segments sentences, int... words) {
            this.sentences = sentences;
            this.words = words;
            Random random = new Random(words.length);
            reaches = new int[words.length];
            negatives = new int[words.length * NEGATIVES];
            for (int i = 0; i < words.length; i++) {
                reaches[i] = 1 + random.nextInt(3);
                for (int n = 0; n < NEGATIVES; n++) {
                    int drawn = random.nextInt(VOCABULARY);
                    negatives[i * NEGATIVES + n] = drawn == words[i] ? -1 : drawn;
                }
            }
            for (double[][] table : new double[][][] {input, output}) {
                for (double[] row : table) {
                    Arrays.setAll(row, i -> (float) (random.nextGaussian() / Math.sqrt(WIDTH)));
                }
            }
            inputTable = table(input);
            outputTable = table(output);
        }

        private Tensor table(double[][] rows) {
            Tensor table = cuda.zeros(VOCABULARY, WIDTH);
            cuda.write(Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray(), 0, table);
            return table;
        }

        int[] window(int sentence, int position) {
            int from = Math.max(sentences.start(sentence), position - reaches[position]);
            int to = Math.min(sentences.end(sentence) - 1, position + reaches[position]);
            return java.util.stream.IntStream.rangeClosed(from, to)
                    .filter(i -> i != position)
                    .map(i -> words[i])
                    .toArray();
        }

        int[] targets(int position) {
            int[] targets = new int[1 + NEGATIVES];
            targets[0] = words[position];
            System.arraycopy(negatives, position * NEGATIVES, targets, 1, NEGATIVES);
            return targets;
        }

        void skipGram() {
            cuda.skipGramHogwild(
                    inputTable,
                    outputTable,
                    sentences,
                    cuda.ints(words),
                    cuda.ints(reaches),
                    3,
                    cuda.ints(negatives, words.length, NEGATIVES),
                    RATE);
        }

        void cbow(ContextGradient mode) {
            cuda.cbowHogwild(
                    inputTable,
                    outputTable,
                    sentences,
                    cuda.ints(words),
                    cuda.ints(reaches),
                    cuda.ints(negatives, words.length, NEGATIVES),
                    mode,
                    RATE);
        }

        void isWhatTheLoopGives() {
            isNear(inputTable, input);
            isNear(outputTable, output);
        }

        private void isNear(Tensor found, double[][] wanted) {
            double[] all = Arrays.stream(wanted).flatMapToDouble(Arrays::stream).toArray();
            assertThat(found.toDoubles()).containsExactly(all, within(2e-6));
        }

        /** Mean of -log sigmoid over the pairs of all windows and their negatives. */
        double skipGramLoss() {
            float[] in = inputTable.toFloats();
            float[] out = outputTable.toFloats();
            double sum = 0;
            int count = 0;
            for (int s = 0; s < sentences.count(); s++) {
                for (int position = sentences.start(s); position < sentences.end(s); position++) {
                    int[] targets = targets(position);
                    for (int context : window(s, position)) {
                        for (int j = 0; j < targets.length; j++) {
                            if (targets[j] >= 0) {
                                double product = 0;
                                for (int c = 0; c < WIDTH; c++) {
                                    product += in[context * WIDTH + c] * out[targets[j] * WIDTH + c];
                                }
                                sum += Math.log1p(Math.exp(j == 0 ? -product : product));
                                count++;
                            }
                        }
                    }
                }
            }
            return sum / count;
        }
    }

    private static double gradient(double[] h, double[] out, boolean positive) {
        double product = 0;
        for (int c = 0; c < WIDTH; c++) {
            product += h[c] * out[c];
        }
        return ((positive ? 1 : 0) - 1 / (1 + Math.exp(-product))) * RATE;
    }

    private static void skipGramLoop(Corpus corpus) {
        for (int s = 0; s < corpus.sentences.count(); s++) {
            for (int position = corpus.sentences.start(s); position < corpus.sentences.end(s); position++) {
                int[] window = corpus.window(s, position);
                int[] targets = corpus.targets(position);
                double[][] oldInput =
                        Arrays.stream(corpus.input).map(double[]::clone).toArray(double[][]::new);
                double[][] oldOutput =
                        Arrays.stream(corpus.output).map(double[]::clone).toArray(double[][]::new);
                for (int context : window) {
                    for (int j = 0; j < targets.length; j++) {
                        if (targets[j] >= 0) {
                            double g = gradient(oldInput[context], oldOutput[targets[j]], j == 0);
                            for (int c = 0; c < WIDTH; c++) {
                                corpus.input[context][c] += g * oldOutput[targets[j]][c];
                                corpus.output[targets[j]][c] += g * oldInput[context][c];
                            }
                        }
                    }
                }
            }
        }
    }

    private static void cbowLoop(Corpus corpus, ContextGradient mode) {
        for (int s = 0; s < corpus.sentences.count(); s++) {
            for (int position = corpus.sentences.start(s); position < corpus.sentences.end(s); position++) {
                int[] window = corpus.window(s, position);
                if (window.length == 0) {
                    continue;
                }
                double[] h = new double[WIDTH];
                for (int context : window) {
                    for (int c = 0; c < WIDTH; c++) {
                        h[c] += corpus.input[context][c] / window.length;
                    }
                }
                double[][] oldOutput =
                        Arrays.stream(corpus.output).map(double[]::clone).toArray(double[][]::new);
                double[] error = new double[WIDTH];
                int[] targets = corpus.targets(position);
                for (int j = 0; j < targets.length; j++) {
                    if (targets[j] >= 0) {
                        double g = gradient(h, oldOutput[targets[j]], j == 0);
                        for (int c = 0; c < WIDTH; c++) {
                            error[c] += g * oldOutput[targets[j]][c];
                            corpus.output[targets[j]][c] += g * h[c];
                        }
                    }
                }
                double share = mode == ContextGradient.TRUE ? 1.0 / window.length : 1;
                for (int context : window) {
                    for (int c = 0; c < WIDTH; c++) {
                        corpus.input[context][c] += share * error[c];
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(EmulatedDriver.Order.class)
    void skipGramTrainsASentenceAsALoopDoes(EmulatedDriver.Order order) {
        EmulatedDriver.order(order, 3);
        Corpus corpus = new Corpus(Segments.ofLengths(9), 1, 4, 4, 2, 7, 1, 0, 11, 4);
        corpus.skipGram();
        skipGramLoop(corpus);
        corpus.isWhatTheLoopGives();
    }

    @ParameterizedTest
    @EnumSource(EmulatedDriver.Order.class)
    void cbowTrainsASentenceAsALoopDoes(EmulatedDriver.Order order) {
        EmulatedDriver.order(order, 3);
        for (ContextGradient mode : ContextGradient.values()) {
            Corpus corpus = new Corpus(Segments.ofLengths(9), 1, 4, 4, 2, 7, 1, 0, 11, 4);
            corpus.cbow(mode);
            cbowLoop(corpus, mode);
            corpus.isWhatTheLoopGives();
        }
    }

    @Test
    void sentencesOfDifferentWordsDoNotTouchEachOther() {
        Corpus both = new Corpus(Segments.ofLengths(4, 0, 1, 3), 0, 1, 2, 3, 4, 5, 6, 7);
        Arrays.fill(both.negatives, -1);
        both.skipGram();
        skipGramLoop(both);
        both.isWhatTheLoopGives();
    }

    @Test
    void sentencesThatShareWordsLearn() {
        Corpus corpus =
                new Corpus(Segments.ofLengths(5, 5, 4, 6), 1, 2, 3, 4, 5, 2, 3, 1, 5, 9, 9, 3, 8, 7, 1, 5, 6, 7, 0, 2);
        double before = corpus.skipGramLoss();
        for (int pass = 0; pass < 10; pass++) {
            corpus.skipGram();
        }
        assertThat(corpus.skipGramLoss()).isLessThan(0.8 * before);
    }

    @Test
    void refusesWhatItCannotTrain() {
        Corpus corpus = new Corpus(Segments.ofLengths(3), 1, 2, 3);
        Tensor words = cuda.ints(corpus.words);
        Tensor negatives = cuda.ints(corpus.negatives, 3, NEGATIVES);
        assertThatThrownBy(() -> cuda.skipGramHogwild(
                        corpus.inputTable,
                        corpus.outputTable,
                        corpus.sentences,
                        words,
                        cuda.ints(new int[2]),
                        3,
                        negatives,
                        RATE))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[2]");
        assertThatThrownBy(() -> cuda.skipGramHogwild(
                        corpus.inputTable, corpus.outputTable, corpus.sentences, words, words, 1000, negatives, RATE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("1000 words");
        assertThatThrownBy(() -> cuda.cbowHogwild(
                        corpus.inputTable,
                        corpus.outputTable,
                        corpus.sentences,
                        words,
                        words,
                        cuda.ints(new int[] {1, -2, 3}, 3, 1),
                        ContextGradient.TRUE,
                        RATE))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("id -2 at position 1");
    }
}
