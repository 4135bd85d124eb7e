package pellucid.training.word2vec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pellucid.autograd.GradCheck;
import pellucid.autograd.Variable;
import pellucid.models.word2vec.train.HuffmanTree;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.tensor.Operations;
import pellucid.tensor.Segments;
import pellucid.tensor.Shape;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;
import pellucid.tensor.Word2VecOps.ContextGradient;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** The formulas of the simple models, in float64. */
class SimpleModelsTest {
    private static final int WORDS = 7;
    private static final int WIDTH = 5;
    private static final HuffmanTree TREE = new HuffmanTree(40, 21, 9, 8, 3, 2, 2);
    /** A word that comes up twice in a context and again as a target, a target twice, and a negative left out. */
    private static final Examples BAGS = Examples.cbow(
                    new int[] {0, 3, 3, 5, 2, 1, 6, 0, 4}, Segments.ofLengths(4, 1, 4), new int[] {2, 3, 2})
            .withNegatives(0, 0, 6, 1, -1, 5);

    private static final Examples PAIRS = new Examples(
            new int[] {4, 0, 2},
            Segments.ofLengths(1, 1, 1),
            new int[] {0, 1, 0, 2, 1},
            new int[] {3, 3, 6, 4, 1},
            new int[] {1, 5, -1, 0, 2, 2, 6, 3, 0, 5});

    private static final Backend BACKEND = new ReferenceBackend();

    private record Case(String name, Projection projection, WordLoss loss, Examples examples) {
        Variable of(Variable input, Variable output) {
            return loss.of(projection.of(input, examples), output, examples);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> models() {
        List<Case> models = new ArrayList<>();
        Cbow cbow = new Cbow(ContextGradient.TRUE);
        for (WordLoss loss : List.of(new FullSoftmax(), new HierarchicalSoftmax(TREE), new NegativeSampling())) {
            String name = loss.getClass().getSimpleName();
            models.add(new Case("CBOW " + name, cbow, loss, BAGS));
            models.add(new Case("SkipGram " + name, new SkipGram(), loss, PAIRS));
        }
        return models.stream();
    }

    private static Variable table(int rows, long seed) {
        Tensor tensor = BACKEND.zeros(DType.FLOAT64, Shape.of(rows, WIDTH));
        BACKEND.normal(tensor, 0, 0.7, seed);
        return Variable.table(tensor);
    }

    private static double[] row(Variable table, int row) {
        return table.value().select(0, row).toDoubles();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("models")
    void gradientIsTheDifferenceQuotientInEveryElement(Case model) {
        Variable input = table(WORDS, 1);
        Variable output = table(model.loss().outputs(WORDS), 2);
        GradCheck.Worst worst = GradCheck.worst(ignored -> model.of(input, output), input, output);
        assertThat(worst.difference()).as(worst.toString()).isBetween(0.0, 1e-7);
        // Not because everything is 0.
        model.of(input, output).backward();
        assertThat(BACKEND.squaredNorm(input.gradient())).isGreaterThan(0.01);
        assertThat(BACKEND.squaredNorm(output.gradient())).isGreaterThan(0.01);
    }

    @ParameterizedTest
    @MethodSource("models")
    void onlyTheRowsInUseHaveAGradient(Case model) {
        Variable input = table(WORDS, 1);
        Variable output = table(model.loss().outputs(WORDS), 2);
        model.of(input, output).backward();
        assertThat(input.rowGradient()).isNotNull();
        boolean softmax = model.loss() instanceof FullSoftmax;
        assertThat(output.rowGradient() == null).isEqualTo(softmax);
    }

    @Test
    void lossIsMinusTheLogarithmOfTheSoftmaxProbabilities() {
        Variable input = table(WORDS, 1);
        Variable output = table(WORDS, 2);
        double expected = 0;
        for (int i = 0; i < PAIRS.predictions(); i++) {
            double[] h = row(input, PAIRS.inputs()[PAIRS.rows()[i]]);
            double all = 0;
            for (int word = 0; word < WORDS; word++) {
                all += Math.exp(dot(h, row(output, word)));
            }
            expected -= Math.log(Math.exp(dot(h, row(output, PAIRS.targets()[i]))) / all);
        }
        Variable loss = new FullSoftmax().of(new SkipGram().of(input, PAIRS), output, PAIRS);
        assertThat(loss.value().item()).isCloseTo(expected, within(1e-12));
    }

    @Test
    void lossOfNegativeSamplingLeavesOutDrawsOfTheTarget() {
        Variable input = table(WORDS, 1);
        Variable output = table(WORDS, 2);
        double expected = 0;
        for (int i = 0; i < PAIRS.predictions(); i++) {
            double[] h = row(input, PAIRS.inputs()[PAIRS.rows()[i]]);
            expected += Math.log1p(Math.exp(-dot(h, row(output, PAIRS.targets()[i]))));
            for (int k = 0; k < 2; k++) {
                int negative = PAIRS.negatives()[2 * i + k];
                expected += negative < 0 ? 0 : Math.log1p(Math.exp(dot(h, row(output, negative))));
            }
        }
        Variable loss = new NegativeSampling().of(new SkipGram().of(input, PAIRS), output, PAIRS);
        assertThat(loss.value().item()).isCloseTo(expected, within(1e-12));
    }

    @Test
    void probabilitiesOfTheLeavesSumToOne() {
        Variable input = table(WORDS, 1);
        Variable nodes = table(WORDS - 1, 3);
        double sum = 0;
        for (int word = 0; word < WORDS; word++) {
            Examples one = Examples.cbow(new int[] {4, 1}, Segments.ofLengths(2), new int[] {word});
            Variable h = new Cbow(ContextGradient.TRUE).of(input, one);
            sum += Math.exp(
                    -new HierarchicalSoftmax(TREE).of(h, nodes, one).value().item());
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    /**
     * Where nothing binds the scores together (each context's vector is an axis of its own), the least loss is known:
     * u[w]·h[c] = log(P(w | c) / (k q(w))), with q what the negatives are drawn from (Levy and Goldberg, 2014).
     */
    @Test
    void negativeSamplingEndsAtTheShiftedMutualInformation() {
        int[][] together = {{6, 3, 1}, {2, 2, 6}}; // of two contexts with three words
        int[] noise = {3, 2, 5}; // parts of 10
        int each = 2;
        IntArrayList rows = new IntArrayList();
        IntArrayList targets = new IntArrayList();
        IntArrayList negatives = new IntArrayList();
        for (int context = 0; context < 2; context++) {
            int drawn = 0;
            for (int word = 0; word < 3; word++) {
                for (int i = 0; i < together[context][word]; i++) {
                    rows.add(context);
                    targets.add(word);
                    for (int k = 0; k < each; k++) {
                        negatives.add(wordAt(noise, drawn++ % 10));
                    }
                }
            }
        }
        Examples examples = new Examples(
                new int[] {0, 1},
                Segments.ofLengths(1, 1),
                rows.toIntArray(),
                targets.toIntArray(),
                negatives.toIntArray());
        Variable axes = Variable.constant(BACKEND.doubles(new double[] {1, 0, 0, 1}, 2, 2));
        Variable output = Variable.table(BACKEND.zeros(DType.FLOAT64, Shape.of(3, 2)));
        for (int step = 0; step < 2000; step++) {
            output.clearGradient();
            new NegativeSampling().of(axes, output, examples).backward();
            BACKEND.addScaled(-0.1, output.gradient(), output.value());
        }
        for (int context = 0; context < 2; context++) {
            for (int word = 0; word < 3; word++) {
                double conditional = together[context][word] / 10.0;
                double expected = Math.log(conditional / (each * noise[word] / 10.0));
                assertThat(row(output, word)[context]).isCloseTo(expected, within(1e-9));
            }
        }
    }

    private static int wordAt(int[] parts, int place) {
        int word = 0;
        for (int left = place; left >= parts[word]; word++) {
            left -= parts[word];
        }
        return word;
    }

    @Test
    void wholeErrorIsTheGradientTimesTheNumberOfWordsInTheContext() {
        for (Case model : models().filter(each -> each.examples() == BAGS).toList()) {
            // Contexts that share no word, so that each word's gradient comes from one of them.
            int[] inputs = {0, 3, 5, 2, 1, 6};
            Segments contexts = Segments.ofLengths(3, 1, 2);
            int[] counts = {3, 3, 3, 1, 2, 2};
            Examples examples = new Examples(inputs, contexts, BAGS.rows(), BAGS.targets(), BAGS.negatives());
            Tensor[] gradients = new Tensor[2];
            Tensor[] outputGradients = new Tensor[2];
            for (ContextGradient kind : ContextGradient.values()) {
                Variable input = table(WORDS, 1);
                Variable output = table(model.loss().outputs(WORDS), 2);
                Variable h = new Cbow(kind).of(input, examples);
                model.loss().of(h, output, examples).backward();
                gradients[kind.ordinal()] = input.gradient();
                outputGradients[kind.ordinal()] = output.gradient();
            }
            Tensor exact = gradients[ContextGradient.TRUE.ordinal()];
            Tensor whole = gradients[ContextGradient.WHOLE_ERROR.ordinal()];
            for (int i = 0; i < inputs.length; i++) {
                double[] expected = Operations.affine(exact.select(0, inputs[i]), counts[i], 0)
                        .toDoubles();
                assertThat(whole.select(0, inputs[i]).toDoubles()).containsExactly(expected, within(1e-14));
                assertThat(dot(expected, expected)).isGreaterThan(1e-3);
            }
            assertThat(outputGradients[0].toDoubles()).isEqualTo(outputGradients[1].toDoubles());
        }
    }

    @Test
    void aGradientCheckCatchesTheWholeError() {
        Variable input = table(WORDS, 1);
        Variable output = table(WORDS, 2);
        GradCheck.Worst worst = GradCheck.worst(
                ignored ->
                        new NegativeSampling().of(new Cbow(ContextGradient.WHOLE_ERROR).of(input, BAGS), output, BAGS),
                input,
                output);
        assertThat(worst.difference()).isGreaterThan(0.1);
    }

    @Test
    void softplusNeitherOverflowsNorStopsAtZero() {
        Variable x = Variable.parameter(BACKEND.doubles(new double[] {-1000, -40, 0, 40, 1000}));
        Variable y = Questions.softplus(x);
        assertThat(y.value().toDoubles())
                .containsExactly(new double[] {0, Math.exp(-40), Math.log(2), 40, 1000}, within(1e-12));
        y.backward(BACKEND.doubles(new double[] {1, 1, 1, 1, 1}));
        // All output vectors begin at 0: there the gradient must be ½.
        assertThat(x.gradient().toDoubles()).containsExactly(new double[] {0, 0, 0.5, 1, 1}, within(1e-12));
    }

    @Test
    void refusesWhatHasNoMeaning() {
        Variable input = table(WORDS, 1);
        assertThatThrownBy(() -> new SkipGram().of(input, BAGS))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "skip-gram: a context has 4 words; each word predicts by itself: give contexts of one word");
        assertThatThrownBy(() -> new HierarchicalSoftmax(new HuffmanTree(3)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("one word has nothing to decide");
        assertThatThrownBy(() -> Examples.cbow(new int[2], Segments.ofLengths(3), new int[1]))
                .isInstanceOf(ShapeException.class)
                .hasMessage("examples: there are 2 input words, the 1 contexts have 3");
        assertThatThrownBy(() -> BAGS.withNegatives(1, 2))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("3 targets and 2 negatives");
    }
}
