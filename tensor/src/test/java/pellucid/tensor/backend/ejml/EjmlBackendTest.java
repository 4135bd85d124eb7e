package pellucid.tensor.backend.ejml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import pellucid.tensor.DType;
import pellucid.tensor.ErrorFunction;
import pellucid.tensor.Operations;
import pellucid.tensor.Shape;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;

/** What is EJML's own; that its results are right is the contract's matter. */
class EjmlBackendTest {
    private final EjmlBackend backend = new EjmlBackend();

    @Test
    void refusesFloat64AndSaysWhereItLives() {
        assertThatThrownBy(() -> backend.zeros(DType.FLOAT64, Shape.of(3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("float64 lives on the reference backend");
    }

    @Test
    void theProviderOffersIt() {
        EjmlProvider provider = new EjmlProvider();
        assertThat(provider.refusal()).isNull();
        assertThat(provider.create().name()).isEqualTo(provider.name()).isEqualTo("ejml");
    }

    /** Nine digits over the whole range, closer than the contract's tolerance asks. */
    @Test
    void theErrorFunctionIsExactToFloat() {
        int count = 20_001;
        float[] xs = new float[count];
        for (int i = 0; i < count; i++) {
            xs[i] = (i - count / 2) * 6e-4f;
        }
        float[] ys = Operations.unary(UnaryOp.ERF, backend.floats(xs)).toFloats();
        for (int i = 0; i < count; i++) {
            double wanted = ErrorFunction.erf(xs[i]);
            assertThat((double) ys[i]).isCloseTo(wanted, within(4e-9 + Math.abs(wanted) * 0x1p-23));
        }
    }

    @Test
    void aTransposedWeightIsCopiedOnceUntilItChanges() {
        Tensor x = backend.floats(new float[] {1, 1}, 1, 2);
        Tensor weight = backend.floats(new float[] {1, 2, 3, 4}, 2, 2);
        assertThat(Operations.matmul(x, weight.transpose(0, 1)).toFloats()).containsExactly(3, 7);
        Object kept = weight.storage().derived(new Products.Turned(2, 2), Object::new);
        Operations.matmul(x, weight.transpose(0, 1));
        assertThat(weight.storage().<Object>derived(new Products.Turned(2, 2), Object::new))
                .isSameAs(kept);
        assertThat(kept).isInstanceOf(float[].class);
        backend.fill(weight, 5);
        assertThat(Operations.matmul(x, weight.transpose(0, 1)).toFloats()).containsExactly(10, 10);
    }
}
