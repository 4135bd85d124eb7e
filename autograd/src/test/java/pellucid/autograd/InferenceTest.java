package pellucid.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static pellucid.autograd.function.Activate.activate;
import static pellucid.autograd.function.Add.add;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Shape;
import pellucid.tensor.Storage;
import pellucid.tensor.UnaryOp;
import pellucid.tensor.backend.reference.ReferenceBackend;

class InferenceTest {
    private final Backend backend = new ReferenceBackend();
    private final Variable x = Variable.parameter(backend.floats(new float[] {1, 2, 3}));

    @Test
    @SuppressWarnings("try")
    void noGradLeavesNoTapeAndNests() {
        try (NoGrad outer = NoGrad.open()) {
            try (NoGrad inner = NoGrad.open()) {
                assertThat(NoGrad.isTaping()).isFalse();
            }
            assertThat(activate(UnaryOp.EXP, x).maker()).isNull();
        }
        assertThat(activate(UnaryOp.EXP, x).maker()).isNotNull();
    }

    @Test
    void closingTwiceCountsOnce() {
        NoGrad scope = NoGrad.open();
        scope.close();
        scope.close();
        assertThat(NoGrad.isTaping()).isTrue();
    }

    @Test
    @SuppressWarnings("try")
    void otherThreadsKeepTheirTape() throws InterruptedException {
        AtomicBoolean taping = new AtomicBoolean();
        try (Inference scope = Inference.open(backend)) {
            Thread thread = new Thread(() -> taping.set(NoGrad.isTaping()));
            thread.start();
            thread.join();
        }
        assertThat(taping).isTrue();
    }

    @Test
    @SuppressWarnings("try")
    void resultsAreCutFromOneStackThatIsUsedAgain() {
        Storage first;
        int offset;
        try (Inference scope = Inference.open(backend)) {
            Variable y = activate(UnaryOp.SQUARE, x);
            assertThat(y.value().toFloats()).containsExactly(1, 4, 9);
            assertThat(y.requiresGradient()).isFalse();
            first = y.value().storage();
            offset = y.value().offset();
        }
        try (Inference scope = Inference.open(backend)) {
            Variable y = activate(UnaryOp.SQUARE, x);
            assertThat(y.value().storage()).isSameAs(first);
            assertThat(y.value().offset()).isEqualTo(offset);
        }
        assertThat(activate(UnaryOp.SQUARE, x).value().storage()).isNotSameAs(first);
    }

    @Test
    @SuppressWarnings("try")
    void tensorsOfAnotherBackendGetStorageOfTheirOwn() {
        Backend other = new ReferenceBackend();
        Variable foreign = Variable.constant(other.floats(new float[] {2}));
        try (Inference scope = Inference.open(backend)) {
            Variable y = activate(UnaryOp.SQUARE, foreign);
            assertThat(y.value().backend()).isSameAs(other);
            assertThat(y.value().item()).isEqualTo(4);
        }
    }

    @Test
    void layersTakeTheMemoryOfOne() {
        try (Inference scope = Inference.open(backend)) {
            Variable hidden = Variable.constant(scope.tensor(DType.FLOAT32, Shape.of(3)));
            backend.copy(x.value(), hidden.value());
            int highest = 0;
            int first = 0;
            try (LayerMemory memory = LayerMemory.open(hidden)) {
                for (int layer = 0; layer < 5; layer++) {
                    Variable result = activate(UnaryOp.NEGATE, add(hidden, x));
                    highest = Math.max(highest, result.value().offset());
                    first = layer == 0 ? highest : first;
                    hidden = memory.keepOnly(result);
                }
            }
            assertThat(highest).isEqualTo(first);
            // h → -(h + x), five times from x: -2x, x, -2x, x, -2x
            assertThat(hidden.value().toFloats()).containsExactly(-2, -4, -6);
            Variable after = activate(UnaryOp.NEGATE, hidden);
            assertThat(hidden.value().toFloats()).containsExactly(-2, -4, -6);
            assertThat(after.value().toFloats()).containsExactly(2, 4, 6);
        }
    }

    @Test
    void outsideOfInferenceLayersKeepTheirTape() {
        Variable hidden = activate(UnaryOp.SQUARE, x);
        try (LayerMemory memory = LayerMemory.open(hidden)) {
            hidden = memory.keepOnly(activate(UnaryOp.SQUARE, hidden));
        }
        hidden.backward(backend.floats(new float[] {1, 1, 1}));
        assertThat(x.gradient().toFloats()).containsExactly(4, 32, 108);
    }
}
