package pellucid.training.loss;

import static pellucid.autograd.function.L2Normalize.l2Normalize;
import static pellucid.autograd.function.Matmul.matmul;
import static pellucid.autograd.function.Multiply.multiply;
import static pellucid.autograd.function.Sum.sum;
import static pellucid.autograd.function.Transpose.transpose;

import pellucid.autograd.Variable;

/** cos(u, v) = u·v / (‖u‖ ‖v‖), the similarity that most losses are made of. */
final class Cosine {
    private Cosine() {}

    /** Of each row with the row beside it: [batch, dimension] twice gives [batch]. */
    static Variable paired(Variable u, Variable v) {
        return sum(multiply(l2Normalize(u), l2Normalize(v)), 1);
    }

    /** scale · cosine of every row of u with every row of v: [n, dimension] and [m, dimension] give [n, m]. */
    static Variable matrix(Variable u, Variable v, double scale) {
        return matmul(l2Normalize(u), transpose(l2Normalize(v), 0, 1), scale);
    }
}
