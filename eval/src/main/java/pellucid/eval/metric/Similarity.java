package pellucid.eval.metric;

import java.util.Locale;
import pellucid.models.sentence.Embeddings;
import pellucid.tensor.ShapeException;

/** How alike two vectors are, summed in float64: the larger, the more. Distances are therefore negative. */
public enum Similarity {
    /** a·b / (|a| |b|), from -1 to 1. */
    COSINE(1) {
        @Override
        double of(float[] a, float[] b, int from, int to) {
            double lengths = Math.sqrt(DOT.of(a, a, from, to)) * Math.sqrt(DOT.of(b, b, from, to));
            return DOT.of(a, b, from, to) / Math.max(lengths, SHORTEST);
        }
    },
    /** a·b. */
    DOT(1) {
        @Override
        double of(float[] a, float[] b, int from, int to) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += (double) a[i] * b[i];
            }
            return sum;
        }
    },
    /** -|a - b|, the length of the straight line. */
    EUCLIDEAN(-1) {
        @Override
        double of(float[] a, float[] b, int from, int to) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                double difference = (double) a[i] - b[i];
                sum += difference * difference;
            }
            return -Math.sqrt(sum);
        }
    },
    /** -Σ |a_i - b_i|, the way along the axes. */
    MANHATTAN(-1) {
        @Override
        double of(float[] a, float[] b, int from, int to) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += Math.abs((double) a[i] - b[i]);
            }
            return -sum;
        }
    };

    private static final double SHORTEST = 1e-24;

    private final int sign;

    Similarity(int sign) {
        this.sign = sign;
    }

    /** Its name in metrics: {@code cosine}, {@code dot}, {@code euclidean}, {@code manhattan}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** 1 for a similarity, -1 for the negative of a distance. */
    int sign() {
        return sign;
    }

    /**
     * One value for each row.
     *
     * @param left [pairs, dimension]
     * @param right of the same shape
     * @throws ShapeException if the shapes differ
     */
    public double[] pairs(Embeddings left, Embeddings right) {
        int dimension = left.dimension();
        if (left.count() != right.count() || dimension != right.dimension()) {
            throw new ShapeException(label() + ": the left vectors are " + left + ", the right ones " + right
                    + "; encode both sides of every pair with the same model");
        }
        double[] similarities = new double[left.count()];
        for (int i = 0; i < similarities.length; i++) {
            similarities[i] = of(left.rows(), right.rows(), i * dimension, (i + 1) * dimension);
        }
        return similarities;
    }

    /** The similarity of a[from … to - 1] and b[from … to - 1]. */
    abstract double of(float[] a, float[] b, int from, int to);
}
