package pellucid.autograd.function;

import pellucid.autograd.Variable;
import pellucid.tensor.UnaryOp;

/** {@link Unary} under the name that it has in a layer: what comes between one matrix product and the next. */
public final class Activate {
    private Activate() {}

    public static Variable activate(UnaryOp function, Variable x) {
        return Unary.unary(function, x);
    }
}
