package pellucid.autograd.function;

import pellucid.autograd.Function;
import pellucid.autograd.Variable;
import pellucid.tensor.Tensor;

/**
 * Dropout (Srivastava et al., 2014).
 *
 * <pre>  y = x · mask / (1 - p),   dx = dy · mask / (1 - p)  </pre>
 *
 * The mask is not kept: the counter-based generator draws it again.
 */
public final class Dropout extends Function {
    private final pellucid.tensor.Dropout settings;

    private Dropout(pellucid.tensor.Dropout settings) {
        this.settings = settings;
    }

    /** The variable itself when nothing is to be dropped. */
    public static Variable dropout(Variable x, pellucid.tensor.Dropout settings) {
        return settings.isActive() ? new Dropout(settings).apply(x) : x;
    }

    @Override
    protected Tensor forward(Tensor[] inputs) {
        Tensor y = outputLike(inputs[0]);
        inputs[0].backend().dropout(inputs[0], settings, y);
        return y;
    }

    @Override
    protected void backward(Tensor dy) {
        Tensor dx = gradientLike(dy);
        dy.backend().dropout(dy, settings, dx);
        give(0, dx);
    }
}
