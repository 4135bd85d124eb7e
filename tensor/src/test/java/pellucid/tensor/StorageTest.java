package pellucid.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pellucid.tensor.backend.reference.ReferenceBackend;

class StorageTest {
    private final Backend backend = new ReferenceBackend();
    private final Tensor tensor = backend.zeros(3);
    private final Storage storage = tensor.storage();

    @Test
    void everyWriteMovesTheVersion() {
        int version = storage.version();
        backend.fill(tensor, 1);
        assertThat(storage.version()).isGreaterThan(version);
        version = storage.version();
        tensor.toFloats();
        assertThat(storage.version()).isEqualTo(version);
    }

    @Test
    void whatIsDerivedIsMadeOnceForEachKey() {
        Object first = storage.derived("sum", Object::new);
        assertThat(storage.<Object>derived("sum", Object::new)).isSameAs(first);
        Object second = storage.derived("packed", Object::new);
        assertThat(second).isNotSameAs(first);
        assertThat(storage.<Object>derived("sum", Object::new)).isSameAs(first);
        assertThat(storage.<Object>derived("packed", Object::new)).isSameAs(second);
    }

    @Test
    void whatIsDerivedIsDroppedWhenTheContentsChange() {
        Object before = storage.derived("sum", Object::new);
        Object other = storage.derived("packed", Object::new);
        storage.touch();
        assertThat(storage.<Object>derived("sum", Object::new)).isNotSameAs(before);
        assertThat(storage.<Object>derived("packed", Object::new)).isNotSameAs(other);
    }

    @Test
    void manyThreadsGetOneObject() throws Exception {
        AtomicInteger made = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Object>> calls = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                String key = "key " + i % 4;
                calls.add(() -> storage.derived(key, () -> {
                    made.incrementAndGet();
                    return new Object();
                }));
            }
            List<Future<Object>> answers = threads.invokeAll(calls);
            for (int i = 0; i < 64; i++) {
                assertThat(answers.get(i).get()).isSameAs(answers.get(i % 4).get());
            }
            assertThat(made).hasValue(4);
        } finally {
            threads.shutdownNow();
        }
    }
}
