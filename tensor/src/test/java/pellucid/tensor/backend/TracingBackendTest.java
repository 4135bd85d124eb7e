package pellucid.tensor.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static pellucid.tensor.Operations.add;
import static pellucid.tensor.Operations.matmul;
import static pellucid.tensor.Operations.softmax;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.BackendException;
import pellucid.tensor.DType;
import pellucid.tensor.Dropout;
import pellucid.tensor.Scratch;
import pellucid.tensor.Segments;
import pellucid.tensor.Shape;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.contract.BackendContract;
import pellucid.tensor.backend.ejml.EjmlBackend;
import pellucid.tensor.backend.reference.ReferenceBackend;

class TracingBackendTest {
    private final List<TraceEvent> events = new ArrayList<>();
    private final Backend inside = new EjmlBackend();

    private Backend traced(boolean expand) {
        return TracingBackend.around(inside, events::add, expand);
    }

    @TestFactory
    Stream<DynamicTest> aTracedBackendFulfilsTheContract() {
        Backend reference = new ReferenceBackend();
        return Stream.of(true, false).flatMap(expand -> {
            Backend candidate = TracingBackend.around(inside, event -> {}, expand);
            return BackendContract.checks().stream()
                    .filter(check -> check.name().matches("(memory|refusals|sequences: attention backward).*"))
                    .map(check -> DynamicTest.dynamicTest(
                            check.name() + (expand ? ", expanded" : ""), () -> check.run(candidate, reference)));
        });
    }

    @Test
    void operationsAreSeenWithShapesAndInOrder() {
        Backend backend = traced(false);
        Tensor a = backend.floats(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        Tensor b = backend.zeros(3, 4);
        Tensor product = matmul(a, b);
        add(product, product);
        assertThat(events).extracting(TraceEvent::operation).containsExactly("matmul", "binary");
        TraceEvent first = events.get(0);
        assertThat(first.operands())
                .extracting(TraceEvent.Operand::shape)
                .containsExactly(Shape.of(2, 3), Shape.of(3, 4), Shape.of(2, 4));
        assertThat(first.scalars()).containsExactly("1.0", "0.0");
        assertThat(first.depth()).isZero();
        assertThat(first.nanoseconds()).isPositive();
        assertThat(events.get(1).choices()).containsExactly("ADD");
        assertThat(product.backend()).isSameAs(backend);
    }

    @Test
    void expandedCompoundsShowTheirStepsBelowThem() {
        Tensor x = traced(true).floats(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        float[] expanded = softmax(x).toFloats();
        assertThat(events)
                .extracting(event -> event.depth() + " " + event.operation())
                .containsExactly("0 softmax", "1 reduce", "1 binary", "1 unary", "1 reduce", "1 binary");
        events.clear();
        Tensor same = traced(false).floats(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        assertThat(softmax(same).toFloats()).containsExactly(expanded, within(1e-6f));
        assertThat(events).extracting(TraceEvent::operation).containsExactly("softmax");
    }

    @Test
    void stepsOfStepsAreDeeper() {
        Backend backend = traced(true);
        Segments segments = Segments.ofLengths(2);
        backend.attention(backend.zeros(2, 12), segments, 1, 0.5, Dropout.NONE, null, backend.zeros(2, 4));
        assertThat(events)
                .extracting(event -> event.depth() + " " + event.operation())
                .containsSubsequence("0 attention", "1 matmul", "1 softmax", "2 reduce", "1 matmul");
        assertThat(events.get(0).scalars()).contains("1 sequences");
    }

    @Test
    void linesAreAlignedAndFitEightyColumns() {
        List<String> lines = new ArrayList<>();
        Backend backend = TracingBackend.around(inside, TracingBackend.printing(lines::add), true);
        matmul(backend.zeros(2, 3), backend.zeros(3, 4));
        int tokens = 7;
        Tensor ids = backend.ints(new int[tokens]);
        Tensor table = backend.zeros(1000, 384);
        Tensor vector = backend.zeros(384);
        Tensor out = backend.zeros(tokens, 384);
        backend.embeddingLayerNorm(
                table,
                table,
                table,
                ids,
                ids,
                ids,
                vector,
                vector,
                1e-12,
                out,
                backend.zeros(tokens),
                backend.zeros(7, 384));
        backend.linear(out, backend.zeros(384, 384), vector, Activation.GELU, null, backend.zeros(tokens, 384));
        backend.fill(vector, 0);
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(lines.get(0))
                .matches("matmul {18}\\[2, 3] x \\[3, 4] -> \\[2, 4] \\(1\\.0, 0\\.0\\) +\\d+\\.?\\d* [µm]s");
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("embeddingLayerNorm      [1000, 384] x"));
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).startsWith("linear gelu             [7, 384] x [384, 384]"));
        assertThat(lines).extracting(String::length).containsOnly(79);
    }

    @Test
    void exceptionsComeThroughAsTheyAre() {
        Backend backend = traced(true);
        Tensor x = backend.zeros(2, 3);
        assertThatThrownBy(() -> matmul(x, x))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[2, 3]");
        assertThatThrownBy(() -> backend.softmax(x, backend.zeros(3, 2))).isInstanceOf(ShapeException.class);
        assertThat(events).isEmpty();
        add(x, x);
        assertThat(events).extracting(TraceEvent::depth).containsExactly(0);
    }

    @Test
    void scratchMemoryIsTracedToo() {
        Backend backend = traced(false);
        try (Scratch.Frame frame = backend.scratch().open()) {
            assertThat(frame.tensor(DType.FLOAT32, Shape.of(3)).backend()).isSameAs(backend);
        }
        assertThat(backend.scratch()).isSameAs(backend.scratch()).isNotSameAs(inside.scratch());
    }

    @Test
    void tensorsOfTheBackendInsideMayTakePartButNotThoseOfOthers() {
        Backend backend = traced(true);
        Tensor x = backend.floats(new float[] {1, 2});
        Tensor sum = add(x, inside.floats(new float[] {10, 20}));
        assertThat(sum.toFloats()).containsExactly(11, 22);
        assertThat(backend.undecorated()).isSameAs(inside);
        assertThat(TracingBackend.around(backend, events::add, false).undecorated())
                .isSameAs(inside);
        assertThatThrownBy(() -> add(x, new EjmlBackend().floats(new float[] {1, 2})))
                .isInstanceOf(BackendException.class);
    }

    @Test
    void eachThreadHasItsOwnNesting() throws InterruptedException {
        List<TraceEvent> all = Collections.synchronizedList(new ArrayList<>());
        Backend backend = TracingBackend.around(inside, all::add, true);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> {
                for (int k = 0; k < 50; k++) {
                    softmax(backend.zeros(3, 5));
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(all).hasSize(4 * 50 * 6);
        assertThat(all.stream().filter(event -> event.depth() == 0)).hasSize(200);
    }

    @Test
    void aProxyIsAnObjectLikeOthers() {
        Backend backend = traced(false);
        assertThat(backend).isEqualTo(backend).isNotEqualTo(inside);
        assertThat(backend.hashCode()).isEqualTo(backend.hashCode());
        assertThat(backend.toString()).startsWith("traced ");
        assertThat(backend.name()).isEqualTo("ejml");
    }
}
