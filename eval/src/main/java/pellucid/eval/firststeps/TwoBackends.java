package pellucid.eval.firststeps;

import static pellucid.tensor.Operations.matmul;

import java.util.List;
import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Backends;
import pellucid.tensor.backend.TracingBackend;

/**
 * A matrix product, and a linear layer made of it, on the plain loops of the reference backend and on the fastest backend
 * that runs here; with a trace of each operation, and of its steps where it has some.
 */
public final class TwoBackends {
    private TwoBackends() {}

    /** Prints the trace and the result of both backends. */
    public static void main(String[] arguments) {
        for (String name : List.of("reference", Backends.get().name())) {
            System.out.println(name + ":");
            Backend traced =
                    TracingBackend.around(Backends.byName(name), TracingBackend.printing(System.out::println), true);
            Tensor x = traced.floats(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
            Tensor weight = traced.floats(new float[] {1, 0, 2, 0, 1, -1}, 2, 3);
            Tensor bias = traced.floats(new float[] {-10, 3});

            Tensor product = matmul(x, weight.transpose(0, 1));
            System.out.println(Shown.matrix("x · weightᵀ", product));
            Tensor y = traced.zeros(2, 2);
            traced.linear(x, weight, bias, Activation.RELU, null, y);
            System.out.println(Shown.matrix("relu(x · weightᵀ + bias)", y));
        }
    }
}
