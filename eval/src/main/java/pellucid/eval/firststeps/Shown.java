package pellucid.eval.firststeps;

import java.util.Locale;
import pellucid.tensor.Tensor;

/** A matrix as lines of text. */
final class Shown {
    private Shown() {}

    /** The name and the shape, then a line for each row, four decimals. */
    static String matrix(String name, Tensor matrix) {
        StringBuilder text = new StringBuilder(name).append(' ').append(matrix.shape());
        float[] values = matrix.toFloats();
        int columns = matrix.dim(-1);
        for (int i = 0; i < values.length; i++) {
            text.append(i % columns == 0 ? System.lineSeparator() : "");
            text.append(String.format(Locale.ROOT, "%9.4f", values[i]));
        }
        return text.toString();
    }
}
