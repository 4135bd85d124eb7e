package pellucid.training.word2vec;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import pellucid.models.word2vec.train.HuffmanTree;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Philox;
import pellucid.tensor.Segments;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.reference.ReferenceBackend;

/**
 * A random window for the tests that compare updates: the words around, the word in the middle, and words drawn against
 * that. Middle and negatives are all different.
 */
record Prediction(int[] context, int target, int[] negatives) {
    static final int WORDS = 23;
    static final int WIDTH = 6;
    static final Backend BACKEND = new ReferenceBackend();
    static final HuffmanTree TREE = new HuffmanTree(
            IntStream.range(0, WORDS).mapToLong(word -> 1000 / (word + 1)).toArray());

    private static final int NEGATIVES = 4;

    /** Windows of 1 to 7 words; one word comes twice in each of more than two. */
    static Prediction drawn(int number) {
        int[] words = IntStream.range(0, WORDS)
                .boxed()
                .sorted((a, b) -> Integer.compare(Philox.bits(number, a), Philox.bits(number, b)))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] context = Arrays.copyOf(words, 1 + number % 7);
        if (context.length > 2) {
            context[2] = context[0];
        }
        return new Prediction(context, words[8], Arrays.copyOfRange(words, 9, 9 + NEGATIVES));
    }

    static List<Prediction> drawn(int from, int to) {
        return IntStream.range(from, to).mapToObj(Prediction::drawn).toList();
    }

    /** The first word of the window alone. */
    Prediction single() {
        return new Prediction(Arrays.copyOf(context, 1), target, negatives);
    }

    /** Windows as the examples of CBOW. */
    static Examples bags(List<Prediction> predictions) {
        return Examples.cbow(
                        predictions.stream()
                                .flatMapToInt(each -> Arrays.stream(each.context))
                                .toArray(),
                        Segments.ofLengths(predictions.stream()
                                .mapToInt(each -> each.context.length)
                                .toArray()),
                        predictions.stream().mapToInt(Prediction::target).toArray())
                .withNegatives(predictions.stream()
                        .flatMapToInt(each -> Arrays.stream(each.negatives))
                        .toArray());
    }

    /** Windows as the examples of skip-gram: each word predicts the middle by itself, against the window's negatives. */
    static Examples pairs(List<Prediction> predictions) {
        return bags(predictions.stream()
                .flatMap(each -> Arrays.stream(each.context)
                        .mapToObj(word -> new Prediction(new int[] {word}, each.target, each.negatives)))
                .toList());
    }

    /** The rows of the output layer that are asked about. */
    int[] questions(boolean tree) {
        if (tree) {
            return IntStream.range(0, TREE.depth(target))
                    .map(step -> TREE.node(target, step))
                    .toArray();
        }
        return IntStream.concat(IntStream.of(target), Arrays.stream(negatives)).toArray();
    }

    /** 1 for yes, 0 for no. */
    double[] answers(boolean tree) {
        if (tree) {
            return IntStream.range(0, TREE.depth(target))
                    .mapToDouble(step -> 1 - TREE.code(target, step))
                    .toArray();
        }
        double[] answers = new double[1 + NEGATIVES];
        answers[0] = 1;
        return answers;
    }

    /** The input and the output table before training, in float64. */
    static Tensor[] tables(boolean tree) {
        return new Tensor[] {table(WORDS, 1), table(tree ? TREE.innerNodes() : WORDS, 2)};
    }

    private static Tensor table(int rows, long seed) {
        Tensor tensor = BACKEND.zeros(DType.FLOAT64, Shape.of(rows, WIDTH));
        BACKEND.normal(tensor, 0, 0.5, seed);
        return tensor;
    }
}
