package pellucid.eval.experiment.relevance;

import java.util.stream.IntStream;
import pellucid.models.sentence.Embeddings;

/** Cosines of vectors of length 1. */
final class Vectors {
    private Vectors() {}

    /** Σ a_i b_i in float64. */
    static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /** Of the vectors in the same places. */
    static double[] cosines(Embeddings left, Embeddings right) {
        return IntStream.range(0, left.count())
                .mapToDouble(i -> dot(left.row(i), right.row(i)))
                .toArray();
    }
}
