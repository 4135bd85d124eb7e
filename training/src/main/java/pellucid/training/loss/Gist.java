package pellucid.training.loss;

import static pellucid.autograd.function.Concat.concat;
import static pellucid.autograd.function.CrossEntropy.crossEntropy;
import static pellucid.autograd.function.Mean.mean;
import static pellucid.autograd.function.Where.where;

import java.util.ArrayList;
import java.util.List;
import pellucid.autograd.Variable;
import pellucid.tensor.Operations;
import pellucid.tensor.Tensor;

/**
 * {@link Mnrl} without the false negatives: a guide model strikes out every candidate that it finds more similar than the
 * true pair (Solatorio, "GISTEmbed: Guided In-sample Selection of Training Negatives for Text Embedding Fine-tuning",
 * 2024).
 *
 * <pre>
 *   s_ij = cos(x_i, c_j) / temperature, or -∞ where guide(x_i, c_j) &gt; guide(anchor_i, positive_i) - margin
 *   L = -1/n Σ_i ( s_ii - log Σ_j exp(s_ij) )
 * </pre>
 *
 * <p>For row i the candidates are: all positives and all hard negatives, beside anchor i; all anchors, beside anchor i;
 * and all positives, beside positive i. The true pair itself is never struck out. A text beside itself almost always is,
 * for its cosine is 1.
 *
 * <p>Columns: anchor, positive, and any number of hard negatives.
 */
public final class Gist implements GuidedLoss {
    public static final double DEFAULT_TEMPERATURE = 0.01;

    private final double temperature;
    private final double margin;

    /** With the temperature 0.01 and the margin 0. */
    public Gist() {
        this(DEFAULT_TEMPERATURE, 0);
    }

    /**
     * @param temperature above 0
     * @param margin 0 or more: how far below the true pair, in the guide's cosine, a candidate must stay
     */
    public Gist(double temperature, double margin) {
        this.temperature = Limits.positive("gist", "temperature", temperature);
        this.margin = Limits.notNegative("gist", "margin", margin);
    }

    @Override
    public Variable of(List<Variable> columns, List<Tensor> guide) {
        guidedExpects().check(columns, null);
        Guides.check(name(), columns, guide);
        int rows = columns.get(0).value().dim(0);
        double[] similar =
                Operations.cosineSimilarity(guide.get(0), guide.get(1)).toDoubles();
        double[] bounds = new double[rows];
        for (int i = 0; i < rows; i++) {
            bounds[i] = similar[i * rows + i] - margin;
        }
        Block block = new Block(columns, guide, bounds);
        List<Variable> scores = new ArrayList<>();
        scores.add(block.scores(0, 1));
        scores.add(block.scores(0, 0));
        scores.add(block.scores(1, 1));
        for (int c = 2; c < columns.size(); c++) {
            scores.add(block.scores(0, c));
        }
        Variable all = concat(scores, 1); // [batch, candidates]
        return mean(crossEntropy(all, Constants.counting(all, rows)));
    }

    /** The scores of one column's texts beside another's. */
    private final class Block {
        private final List<Variable> columns;
        private final List<Tensor> guide;
        private final double[] bounds;

        Block(List<Variable> columns, List<Tensor> guide, double[] bounds) {
            this.columns = columns;
            this.guide = guide;
            this.bounds = bounds;
        }

        /** [batch, batch], -∞ where the guide strikes out. */
        Variable scores(int column, int candidates) {
            Variable scores = Cosine.matrix(columns.get(column), columns.get(candidates), 1 / temperature);
            double[] kept = Operations.cosineSimilarity(guide.get(column), guide.get(candidates))
                    .toDoubles();
            int rows = bounds.length;
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < rows; j++) {
                    boolean truePair = column == 0 && candidates == 1 && i == j;
                    kept[i * rows + j] = truePair || !(kept[i * rows + j] > bounds[i]) ? 1 : 0;
                }
            }
            Variable never = Constants.scalar(scores, Double.NEGATIVE_INFINITY);
            return where(Constants.tensor(scores, kept, rows, rows), scores, never);
        }
    }

    @Override
    public String name() {
        return "gist";
    }

    @Override
    public Columns guidedExpects() {
        return Columns.withNegativesInBatch(name());
    }
}
