package pellucid.training.distill;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.EncodeOptions;
import pellucid.models.sentence.Normalization;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.InputException;
import pellucid.training.data.Batch;

/**
 * How far a student agrees with its teacher on some texts.
 *
 * @param divergence the mean KL divergence of a relation: the loss, by the number of relations
 * @param spearman the rank correlation of the cosines of all pairs of texts, the teacher's against the student's; 1 when
 *     both put all pairs in the same order
 */
public record Agreement(double divergence, double spearman) {
    private static final int BATCH = 32;

    /** Measures; two texts at least. */
    public static Agreement of(RelationDistillation method, SentenceEncoder student, List<String> texts) {
        if (texts.size() < 2) {
            throw new InputException("agreement on " + texts.size() + " texts; pairs need at least 2");
        }
        double sum = 0;
        for (int from = 0; from < texts.size(); from += BATCH) {
            List<String> some = texts.subList(from, Math.min(from + BATCH, texts.size()));
            sum += method.value(student, new Batch(List.of(some), null)) * some.size();
        }
        double divergence = sum / texts.size() / method.relations().size();
        return new Agreement(divergence, spearman(cosines(method.teacher(), texts), cosines(student, texts)));
    }

    /** Of all pairs i &lt; j. */
    private static double[] cosines(SentenceEncoder encoder, List<String> texts) {
        Embeddings embeddings =
                encoder.encode(texts, EncodeOptions.DEFAULTS.withPrompt("").withNormalization(Normalization.ALWAYS));
        int count = embeddings.count();
        int width = embeddings.dimension();
        float[] rows = embeddings.rows();
        double[] cosines = new double[count * (count - 1) / 2];
        int next = 0;
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                double dot = 0;
                for (int c = 0; c < width; c++) {
                    dot += rows[i * width + c] * rows[j * width + c];
                }
                cosines[next++] = dot;
            }
        }
        return cosines;
    }

    /** Pearson's correlation of the ranks, equal values having their mean rank. */
    static double spearman(double[] x, double[] y) {
        double[] ranksX = ranks(x);
        double[] ranksY = ranks(y);
        double mean = (x.length - 1) / 2.0;
        double products = 0;
        double squaresX = 0;
        double squaresY = 0;
        for (int i = 0; i < x.length; i++) {
            double a = ranksX[i] - mean;
            double b = ranksY[i] - mean;
            products += a * b;
            squaresX += a * a;
            squaresY += b * b;
        }
        return products / Math.sqrt(squaresX * squaresY);
    }

    private static double[] ranks(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[values.length];
        for (int from = 0; from < order.length; ) {
            int to = from + 1;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + to - 1) / 2.0;
            }
            from = to;
        }
        return ranks;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "mean KL %.4f, Spearman of the cosines of all pairs %.4f", divergence, spearman);
    }
}
