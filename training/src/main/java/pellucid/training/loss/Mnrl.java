package pellucid.training.loss;

import static pellucid.autograd.function.Add.add;
import static pellucid.autograd.function.Affine.affine;
import static pellucid.autograd.function.Concat.concat;
import static pellucid.autograd.function.CrossEntropy.crossEntropy;
import static pellucid.autograd.function.Mean.mean;
import static pellucid.autograd.function.Slice.slice;
import static pellucid.autograd.function.Transpose.transpose;

import java.util.List;
import pellucid.autograd.NoGrad;
import pellucid.autograd.Variable;
import pellucid.tensor.InputException;
import pellucid.tensor.Tensor;

/**
 * Multiple negatives ranking, also known as InfoNCE (Henderson et al., "Efficient Natural Language Response Suggestion
 * for Smart Reply", 2017; van den Oord et al., "Representation Learning with Contrastive Predictive Coding", 2018): each
 * anchor must find its positive among the positives of all rows and all hard negatives.
 *
 * <pre>
 *   s_ij = scale · cos(anchor_i, candidate_j)
 *   L = -1/n Σ_i ( s_ii - log Σ_j exp(s_ij) )
 * </pre>
 *
 * <p>The candidates are the positives of the batch, then the first hard negatives, then the second … The symmetric form is
 * the mean of this and of the way back, in which each positive must find its anchor among the anchors; hard negatives
 * have no part in that.
 *
 * <p>Columns: anchor, positive, and any number of hard negatives. A batch of one pair has no negatives: its loss is 0.
 */
public final class Mnrl implements Loss {
    public static final double DEFAULT_SCALE = 20;

    private final double scale;
    private final boolean symmetric;

    /** One way, with the scale 20. */
    public Mnrl() {
        this(DEFAULT_SCALE, false);
    }

    /** @param scale 1 / temperature, above 0 */
    public Mnrl(double scale, boolean symmetric) {
        this.scale = Limits.positive("mnrl", "scale", scale);
        this.symmetric = symmetric;
    }

    @Override
    public Variable of(List<Variable> columns, double[] labels) {
        expects().check(columns, labels);
        int rows = columns.get(0).value().dim(0);
        Variable scores = matrix(columns);
        Tensor own = Constants.counting(scores, rows);
        Variable forth = mean(crossEntropy(scores, own));
        if (!symmetric) {
            return forth;
        }
        Variable positives = columns.size() == 2 ? scores : slice(scores, 1, 0, rows);
        Variable back = mean(crossEntropy(transpose(positives, 0, 1), own));
        return affine(add(forth, back), 0.5, 0);
    }

    /**
     * The scores that the loss is made of, to be looked at.
     *
     * @return [batch, candidates]
     * @throws InputException if the batch is not what {@link #expects} says
     */
    public Tensor scores(List<Variable> columns) {
        expects().check(columns, null);
        NoGrad noGrad = NoGrad.open();
        try {
            return matrix(columns).value();
        } finally {
            noGrad.close();
        }
    }

    private Variable matrix(List<Variable> columns) {
        Variable candidates = columns.size() == 2 ? columns.get(1) : concat(columns.subList(1, columns.size()), 0);
        return Cosine.matrix(columns.get(0), candidates, scale);
    }

    @Override
    public String name() {
        return symmetric ? "mnrl-symmetric" : "mnrl";
    }

    @Override
    public Columns expects() {
        return Columns.withNegativesInBatch(name());
    }
}
