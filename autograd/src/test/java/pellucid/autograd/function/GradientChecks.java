package pellucid.autograd.function;

import static org.assertj.core.api.Assertions.assertThat;

import pellucid.autograd.GradCheck;
import pellucid.autograd.Variable;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** What the gradient tests share: random float64 parameters, and the comparison with central differences. */
abstract class GradientChecks {
    final Backend backend = new ReferenceBackend();
    private int drawn;

    /** Normal, mean 0.1, standard deviation 1; each call draws others. */
    final Variable random(int... dims) {
        Tensor tensor = backend.zeros(DType.FLOAT64, Shape.of(dims));
        backend.normal(tensor, 0.1, 1, 100 + drawn++);
        return Variable.parameter(tensor);
    }

    /** Uniform between two bounds. */
    final Variable between(double low, double high, int... dims) {
        Tensor tensor = backend.zeros(DType.FLOAT64, Shape.of(dims));
        backend.uniform(tensor, low, high, 100 + drawn++);
        return Variable.parameter(tensor);
    }

    static void agrees(GradCheck.Computation computation, Variable... parameters) {
        GradCheck.Worst worst = GradCheck.worst(computation, parameters);
        assertThat(worst.difference()).as(worst.toString()).isBetween(0.0, 1e-7);
    }
}
