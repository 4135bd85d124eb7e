package pellucid.tensor.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pellucid.tensor.InputException;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkersTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void everyTaskRunsOnce(int threads) {
        try (Workers workers = new Workers(threads)) {
            assertThat(workers.threads()).isEqualTo(threads);
            for (int tasks : new int[] {0, 1, 2, 3, 7, 1000}) {
                AtomicIntegerArray runs = new AtomicIntegerArray(Math.max(tasks, 1));
                workers.run(tasks, runs::incrementAndGet);
                for (int i = 0; i < tasks; i++) {
                    assertThat(runs.get(i)).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void tasksRunOnSeveralThreadsAtOnce() {
        try (Workers workers = new Workers(3)) {
            CountDownLatch met = new CountDownLatch(3);
            Set<String> names = ConcurrentHashMap.newKeySet();
            workers.run(3, i -> {
                names.add(Thread.currentThread().getName());
                met.countDown();
                try {
                    assertThat(met.await(30, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(names).hasSize(3).contains(Thread.currentThread().getName());
            assertThat(names.stream().filter(name -> name.startsWith("pellucid-")))
                    .hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void theFirstExceptionIsThrownOnAndThePoolGoesOnWorking(int threads) {
        try (Workers workers = new Workers(threads)) {
            assertThatThrownBy(() -> workers.run(100, i -> {
                        if (i == 13) {
                            throw new InputException("task 13");
                        }
                    }))
                    .isInstanceOf(InputException.class)
                    .hasMessage("task 13");
            assertThatThrownBy(() -> workers.run(4, i -> {
                        throw new StackOverflowError();
                    }))
                    .isInstanceOf(StackOverflowError.class);
            AtomicInteger runs = new AtomicInteger();
            workers.run(50, i -> runs.incrementAndGet());
            assertThat(runs).hasValue(50);
        }
    }

    @Test
    void workInsideOfWorkStaysOnItsThread() {
        try (Workers workers = new Workers(4)) {
            assertThat(workers.isSerial()).isFalse();
            AtomicInteger strayed = new AtomicInteger();
            AtomicInteger runs = new AtomicInteger();
            workers.run(16, i -> {
                Thread outer = Thread.currentThread();
                if (!workers.isSerial()) {
                    strayed.incrementAndGet();
                }
                workers.run(10, k -> {
                    runs.incrementAndGet();
                    if (Thread.currentThread() != outer) {
                        strayed.incrementAndGet();
                    }
                });
            });
            assertThat(runs).hasValue(160);
            assertThat(strayed).hasValue(0);
            assertThat(workers.isSerial()).isFalse();
        }
    }

    @Test
    void manyCallersShareOnePool() throws InterruptedException {
        try (Workers workers = new Workers(3)) {
            AtomicInteger sum = new AtomicInteger();
            List<Thread> callers = new ArrayList<>();
            for (int c = 0; c < 8; c++) {
                callers.add(new Thread(() -> {
                    for (int round = 0; round < 50; round++) {
                        workers.run(20, sum::addAndGet);
                    }
                }));
            }
            callers.forEach(Thread::start);
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(sum).hasValue(8 * 50 * 190);
        }
    }

    @Test
    void nobodyWaitsForAThreadThatHasNotBegun() throws InterruptedException {
        try (Workers workers = new Workers(2)) {
            CountDownLatch bothBusy = new CountDownLatch(2);
            CountDownLatch release = new CountDownLatch(1);
            Thread other = new Thread(() -> workers.run(2, i -> {
                bothBusy.countDown();
                await(release);
            }));
            other.start();
            bothBusy.await();
            AtomicInteger runs = new AtomicInteger();
            workers.run(20, i -> runs.incrementAndGet());
            assertThat(runs).hasValue(20);
            release.countDown();
            other.join();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anInterruptedCallerFinishesItsWorkAndStaysInterrupted() {
        try (Workers workers = new Workers(2)) {
            AtomicInteger runs = new AtomicInteger();
            Thread.currentThread().interrupt();
            workers.run(20, i -> runs.incrementAndGet());
            assertThat(Thread.interrupted()).isTrue();
            assertThat(runs).hasValue(20);
        }
    }

    @Test
    void thePropertySetsTheNumberOfThreads() {
        String before = System.getProperty(Workers.PROPERTY);
        try {
            System.setProperty(Workers.PROPERTY, " 3 ");
            try (Workers workers = Workers.configured()) {
                assertThat(workers.threads()).isEqualTo(3);
            }
            System.setProperty(Workers.PROPERTY, "many");
            assertThatThrownBy(Workers::configured)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("-Dpellucid.threads is 'many'");
            System.setProperty(Workers.PROPERTY, "0");
            assertThatThrownBy(Workers::configured)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("is 0");
            System.clearProperty(Workers.PROPERTY);
            try (Workers workers = Workers.configured()) {
                assertThat(workers.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
            }
        } finally {
            if (before == null) {
                System.clearProperty(Workers.PROPERTY);
            } else {
                System.setProperty(Workers.PROPERTY, before);
            }
        }
    }
}
