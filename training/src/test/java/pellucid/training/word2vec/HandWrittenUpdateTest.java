package pellucid.training.word2vec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pellucid.tensor.Backend;
import pellucid.tensor.Operations;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.Word2VecOps.ContextGradient;
import pellucid.tensor.Word2VecOps.ExampleOrder;
import pellucid.tensor.Word2VecOps.Word2Vec;
import pellucid.training.word2vec.TablesUnderTraining.Operands;

/** The updates that are written by hand, and the steps along the gradient that autograd finds, in float64. */
class HandWrittenUpdateTest {
    private static final int EXAMPLES = 42;
    private static final int BATCH = 7;
    private static final double RATE = TablesUnderTraining.RATE;
    private static final Backend BACKEND = Prediction.BACKEND;

    private static List<Prediction> windows(boolean skipGram) {
        List<Prediction> windows = Prediction.drawn(0, EXAMPLES);
        return skipGram ? windows.stream().map(Prediction::single).toList() : windows;
    }

    /** The two tables after gradient descent on one prediction after the other. */
    private static Tensor[] byAutograd(boolean skipGram, boolean tree, ContextGradient contextGradient) {
        TablesUnderTraining training = new TablesUnderTraining(tree);
        Projection projection = TablesUnderTraining.projection(skipGram, contextGradient);
        for (Prediction window : windows(skipGram)) {
            training.descend(projection, Prediction.bags(List.of(window)));
        }
        return training.tables;
    }

    /** The two tables after the C program's loops, in its order of steps. */
    private static Tensor[] byLoops(boolean skipGram, boolean tree, boolean divideError) {
        Tensor[] tables = Prediction.tables(tree);
        double[] in = tables[0].toDoubles();
        double[] out = tables[1].toDoubles();
        for (Prediction window : windows(skipGram)) {
            loop(window.context(), window.questions(tree), window.answers(tree), in, out, divideError);
        }
        BACKEND.write(in, 0, tables[0]);
        BACKEND.write(out, 0, tables[1]);
        return tables;
    }

    private static void loop(
            int[] context, int[] questions, double[] answers, double[] in, double[] out, boolean divideError) {
        int width = Prediction.WIDTH;
        double[] h = new double[width];
        double[] error = new double[width];
        for (int word : context) {
            for (int k = 0; k < width; k++) {
                h[k] += in[word * width + k] / context.length;
            }
        }
        for (int q = 0; q < questions.length; q++) {
            double score = 0;
            for (int k = 0; k < width; k++) {
                score += h[k] * out[questions[q] * width + k];
            }
            double g = (answers[q] - 1 / (1 + Math.exp(-score))) * RATE;
            for (int k = 0; k < width; k++) {
                error[k] += g * out[questions[q] * width + k];
                out[questions[q] * width + k] += g * h[k];
            }
        }
        for (int word : context) {
            for (int k = 0; k < width; k++) {
                in[word * width + k] += divideError ? error[k] / context.length : error[k];
            }
        }
    }

    /** The two tables after the backend's own operation. */
    private static Tensor[] byBackend(boolean skipGram, boolean tree, ContextGradient contextGradient) {
        TablesUnderTraining training = new TablesUnderTraining(tree);
        Tensor[] tables = training.tables;
        Operands all = training.operands(windows(skipGram));
        BACKEND.word2vec(
                tables[0],
                tables[1],
                all.inputs(),
                all.inputIds(),
                all.targets(),
                all.targetIds(),
                all.labels(),
                contextGradient,
                RATE);
        return tables;
    }

    private static void same(Tensor[] actual, Tensor[] expected) {
        for (int i = 0; i < 2; i++) {
            assertThat(actual[i].toDoubles()).containsExactly(expected[i].toDoubles(), within(1e-12));
        }
    }

    @ParameterizedTest(name = "skip-gram {0}, hierarchical softmax {1}")
    @CsvSource({"true, false", "true, true", "false, false", "false, true"})
    void loopsWrittenByHandAreDescentAlongTheTrueGradient(boolean skipGram, boolean tree) {
        Tensor[] learned = byAutograd(skipGram, tree, ContextGradient.TRUE);
        same(byLoops(skipGram, tree, true), learned);
        same(byBackend(skipGram, tree, ContextGradient.TRUE), learned);
        // They have moved: a mean square of more than a hundredth in each table.
        Tensor[] before = Prediction.tables(tree);
        for (int i = 0; i < 2; i++) {
            Tensor moved = Operations.subtract(learned[i], before[i]);
            assertThat(BACKEND.squaredNorm(moved) / moved.size()).isGreaterThan(0.01);
        }
    }

    @ParameterizedTest(name = "hierarchical softmax {0}")
    @CsvSource({"false", "true"})
    void wholeErrorIsTheLoopOfWord2VecC(boolean tree) {
        Tensor[] learned = byAutograd(false, tree, ContextGradient.WHOLE_ERROR);
        same(byLoops(false, tree, false), learned);
        same(byBackend(false, tree, ContextGradient.WHOLE_ERROR), learned);
    }

    @Test
    void forSkipGramTheTwoGradientsAreOne() {
        same(byLoops(true, false, false), byAutograd(true, false, ContextGradient.TRUE));
    }

    /** The fast trainer's operations, in the order of Hogwild or in that of its deterministic mode, with their losses. */
    @ParameterizedTest(name = "skip-gram {0}, hierarchical softmax {1}, {2}, {3}")
    @CsvSource({
        "true, false, TRUE, SEQUENTIAL",
        "true, true, TRUE, SEQUENTIAL",
        "true, false, TRUE, BATCH",
        "true, true, TRUE, BATCH",
        "false, false, TRUE, SEQUENTIAL",
        "false, false, TRUE, BATCH",
        "false, true, TRUE, BATCH",
        "false, false, WHOLE_ERROR, BATCH"
    })
    void operationsOfTheFastTrainerAreStepsOnWholeWindows(
            boolean skipGram, boolean tree, ContextGradient contextGradient, ExampleOrder order) {
        TablesUnderTraining simple = new TablesUnderTraining(tree);
        TablesUnderTraining fast = new TablesUnderTraining(tree);
        Projection projection = TablesUnderTraining.projection(skipGram, contextGradient);
        Word2Vec settings = new Word2Vec(contextGradient, order, RATE);
        int step = order == ExampleOrder.BATCH ? BATCH : 1;
        for (int from = 0; from < EXAMPLES; from += step) {
            List<Prediction> windows = Prediction.drawn(from, from + step);
            double loss = simple.descend(projection, skipGram ? Prediction.pairs(windows) : Prediction.bags(windows));
            Operands some = fast.operands(windows);
            Tensor losses = BACKEND.zeros(step);
            if (skipGram) {
                BACKEND.word2vecEach(
                        fast.tables[0],
                        fast.tables[1],
                        some.inputs(),
                        some.inputIds(),
                        some.targets(),
                        some.targetIds(),
                        some.labels(),
                        settings,
                        losses);
            } else {
                BACKEND.word2vecMean(
                        fast.tables[0],
                        fast.tables[1],
                        some.inputs(),
                        some.inputIds(),
                        some.targets(),
                        some.targetIds(),
                        some.labels(),
                        settings,
                        losses);
            }
            assertThat(Arrays.stream(losses.toDoubles()).sum()).isCloseTo(loss, within(1e-5 * loss));
            assertThat(losses.shape()).isEqualTo(Shape.of(step));
        }
        same(fast.tables, simple.tables);
    }
}
