package pellucid.training.loss;

import static pellucid.autograd.function.Add.add;
import static pellucid.autograd.function.Affine.affine;
import static pellucid.autograd.function.L2Normalize.l2Normalize;
import static pellucid.autograd.function.Slice.slice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pellucid.autograd.Variable;
import pellucid.models.nn.Parameters;
import pellucid.tensor.InputException;

/**
 * Prefixes of a vector are to be good vectors themselves (Kusupati et al., "Matryoshka Representation Learning", 2022):
 * another loss, summed over several prefixes.
 *
 * <pre>  L = Σ_d weight_d · loss( x[0…d] / ‖x[0…d]‖ )  </pre>
 *
 * <p>It is the sum, not the mean, and each prefix is scaled to length 1 before the other loss sees it. With fewer
 * dimensions a step than there are, each step draws some of them; which ones depends on the seed and the step alone.
 *
 * <p>For one thread at a time.
 */
public final class Matryoshka implements Loss {
    private final Loss loss;
    private final int[] dims;
    private final double[] weights;
    private final int dimsPerStep;
    private final long seed;
    private long step;

    /** All dimensions in every step, each with the weight 1. */
    public Matryoshka(Loss loss, int... dims) {
        this(loss, dims, null, 0, 0);
    }

    /**
     * @param dims the lengths of the prefixes, such as 384, 192, 96, 48
     * @param weights one for each of them; null for 1 each
     * @param dimsPerStep how many are drawn for a step; 0 for all
     * @param seed of the draws
     */
    public Matryoshka(Loss loss, int[] dims, double[] weights, int dimsPerStep, long seed) {
        this.loss = loss;
        this.dims = dims.clone();
        this.weights = weights == null ? ones(dims.length) : weights.clone();
        this.dimsPerStep = dimsPerStep;
        this.seed = seed;
        check();
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private void check() {
        if (dims.length == 0) {
            throw new InputException("matryoshka: there are no dimensions; give at least one, such as 384,192,96,48");
        }
        if (weights.length != dims.length) {
            throw new InputException("matryoshka: " + dims.length + " dimensions have " + weights.length
                    + " weights; give one weight for each, or none at all");
        }
        if (dimsPerStep < 0) {
            throw new InputException(
                    "matryoshka: the dimensions a step are " + dimsPerStep + "; give 1 or more, or 0 for all");
        }
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] < 1) {
                throw new InputException("matryoshka: a dimension is " + dims[i] + "; give 1 or more");
            }
            Limits.notNegative("matryoshka", "weight of dimension " + dims[i], weights[i]);
            for (int j = 0; j < i; j++) {
                if (dims[j] == dims[i]) {
                    throw new InputException("matryoshka: the dimension " + dims[i]
                            + " is given twice; give it once, with a larger weight");
                }
            }
        }
    }

    /** @throws InputException if a prefix is longer than the vectors of a model */
    public void checkDimension(int dimension) {
        for (int dim : dims) {
            if (dim > dimension) {
                throw new InputException("matryoshka: a dimension is " + dim + ", the model's vectors have " + dimension
                        + "; give dimensions up to that");
            }
        }
    }

    @Override
    public Variable of(List<Variable> columns, double[] labels) {
        return of(columns, labels, 0);
    }

    /** The same for a step that draws more than once. */
    Variable of(List<Variable> columns, double[] labels, int draw) {
        expects().check(columns, labels);
        checkDimension(columns.get(0).value().dim(1));
        Variable total = null;
        for (int chosen : drawn(draw)) {
            Variable part = affine(loss.of(prefixes(columns, dims[chosen]), labels), weights[chosen], 0);
            total = total == null ? part : add(total, part);
        }
        return total;
    }

    /** Which of the dimensions this step uses, by their places in the list. */
    int[] drawn(int draw) {
        return Draw.some(dimsPerStep == 0 ? dims.length : dimsPerStep, dims.length, seed, step, draw);
    }

    private static List<Variable> prefixes(List<Variable> columns, int length) {
        List<Variable> prefixes = new ArrayList<>(columns.size());
        for (Variable column : columns) {
            prefixes.add(l2Normalize(slice(column, 1, 0, length)));
        }
        return prefixes;
    }

    @Override
    public String name() {
        return "matryoshka-" + loss.name();
    }

    @Override
    public Columns expects() {
        return loss.expects();
    }

    @Override
    public Parameters parameters() {
        return loss.parameters();
    }

    @Override
    public void atStep(long step) {
        this.step = step;
        loss.atStep(step);
    }
}
