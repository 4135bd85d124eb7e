package pellucid.eval.firststeps;

import java.util.Locale;
import pellucid.models.nn.Observer;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.Tensor;

/**
 * A sentence on its way to a vector: its tokens, the shape of every value between, and the first numbers of the result.
 *
 * <p>The model is the tiny one of this project, with random weights: two layers of two heads, 32 numbers a token, 64 in the
 * feed-forward part. All shapes follow from these five numbers and the number of tokens.
 */
public final class SentenceToVector {
    private static final String TINY = "models/src/main/resources/pellucid/models/tiny-bert";

    private SentenceToVector() {}

    /**
     * Prints every step.
     *
     * @param arguments nothing, or a text, or a text and a model (such as {@code all-MiniLM-L6-v2})
     */
    public static void main(String[] arguments) {
        String text = arguments.length > 0 ? arguments[0] : "The cat sat on the mat.";
        SentenceEncoder encoder = SentenceEncoder.load(arguments.length > 1 ? arguments[1] : TINY);
        int[] ids = encoder.tokenizer().encode(text, encoder.maxLength()).ids();
        for (int id : ids) {
            System.out.printf("%6d  %s%n", id, encoder.tokenizer().tokenOf(id));
        }
        float[] vector = encoder.encodeObserved(text, new Observer() {
            @Override
            public boolean wants(String name) {
                return true;
            }

            @Override
            public void see(String name, Tensor value) {
                System.out.printf("%-44s%s%n", name, value.shape());
            }
        });
        double squares = 0;
        for (float x : vector) {
            squares += x * x;
        }
        System.out.printf(Locale.ROOT, "vector: %.4f %.4f %.4f … ", vector[0], vector[1], vector[2]);
        System.out.printf(Locale.ROOT, "%d numbers of length %.4f%n", vector.length, Math.sqrt(squares));
    }
}
