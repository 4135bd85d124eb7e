package pellucid.training.loss;

import static pellucid.autograd.function.Add.add;
import static pellucid.autograd.function.Affine.affine;
import static pellucid.autograd.function.Diagonal.diagonal;
import static pellucid.autograd.function.Matmul.matmul;
import static pellucid.autograd.function.Reshape.reshape;
import static pellucid.autograd.function.Subtract.subtract;
import static pellucid.autograd.function.Sum.sum;
import static pellucid.autograd.function.Transpose.transpose;
import static pellucid.autograd.function.Unary.unary;
import static pellucid.autograd.function.Where.where;

import pellucid.autograd.Variable;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;

/** How far apart two vectors are. */
public enum Distance {
    /** ‖u - v‖₂; where it is 0, which has no derivative, the gradient is 0. */
    EUCLIDEAN {
        @Override
        Variable paired(Variable u, Variable v) {
            return root(sum(unary(UnaryOp.SQUARE, subtract(u, v)), 1));
        }

        @Override
        Variable matrix(Variable x) {
            int rows = x.value().dim(0);
            Variable products = matmul(x, transpose(x, 0, 1), 1);
            Variable squares = diagonal(products);
            Variable sums = add(reshape(squares, Shape.of(rows, 1)), reshape(squares, Shape.of(1, rows)));
            return root(subtract(sums, affine(products, 2, 0)));
        }
    },
    /** 1 - cos(u, v). */
    COSINE {
        @Override
        Variable paired(Variable u, Variable v) {
            return affine(Cosine.paired(u, v), -1, 1);
        }

        @Override
        Variable matrix(Variable x) {
            return affine(Cosine.matrix(x, x, 1), -1, 1);
        }
    },
    /** Σ |u - v|. */
    MANHATTAN {
        @Override
        Variable paired(Variable u, Variable v) {
            return sum(unary(UnaryOp.ABS, subtract(u, v)), 1);
        }

        @Override
        Variable matrix(Variable x) {
            int rows = x.value().dim(0);
            int width = x.value().dim(1);
            Variable differences = subtract(reshape(x, Shape.of(rows, 1, width)), reshape(x, Shape.of(1, rows, width)));
            return sum(unary(UnaryOp.ABS, differences), 2);
        }
    };

    /** Of each row to the row beside it: [batch, dimension] twice gives [batch]. */
    abstract Variable paired(Variable u, Variable v);

    /** Of every row to every row: [batch, dimension] gives [batch, batch]. */
    abstract Variable matrix(Variable x);

    /** √x where x is above 0, else 0 with a gradient of 0: rounding can leave a square just below 0. */
    private static Variable root(Variable squares) {
        double[] values = squares.value().toDoubles();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] <= 0 ? 1 : 0;
        }
        Tensor none = Constants.tensor(squares, values, squares.value().shape().dims());
        Variable one = Constants.scalar(squares, 1);
        Variable zero = Constants.scalar(squares, 0);
        return where(none, zero, unary(UnaryOp.SQRT, where(none, one, squares)));
    }
}
