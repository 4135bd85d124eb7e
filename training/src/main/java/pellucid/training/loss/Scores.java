package pellucid.training.loss;

import static pellucid.autograd.function.Concat.concat;
import static pellucid.autograd.function.Multiply.multiply;
import static pellucid.autograd.function.Reshape.reshape;
import static pellucid.autograd.function.Sum.sum;

import java.util.ArrayList;
import java.util.List;
import pellucid.autograd.Variable;
import pellucid.tensor.Shape;

/** What a bi-encoder gives the candidates of each row. */
final class Scores {
    private Scores() {}

    /** The dot products of the first column with each of the others, [batch, candidates]. */
    static Variable dotProducts(List<Variable> columns) {
        Variable query = columns.get(0);
        int rows = query.value().dim(0);
        List<Variable> scores = new ArrayList<>();
        for (Variable candidate : columns.subList(1, columns.size())) {
            scores.add(reshape(sum(multiply(query, candidate), 1), Shape.of(rows, 1)));
        }
        return concat(scores, 1);
    }
}
