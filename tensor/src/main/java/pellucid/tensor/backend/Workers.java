package pellucid.tensor.backend;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import pellucid.tensor.InputException;

/**
 * The threads that share out a piece of work: {@code -Dpellucid.threads=N} of them (by default one a processor), the
 * calling one included. They are daemons: a program ends without closing them.
 *
 * <p>Work inside of work runs on the thread that asks, so that a batch shared out by texts does not share out its matrix
 * products once more.
 */
public final class Workers implements AutoCloseable {
    /** The property that sets the number of threads. */
    public static final String PROPERTY = "pellucid.threads";

    /**
     * How long a thread that has nothing to do stays awake: the products of one layer follow each other more closely than
     * this, and waking a thread takes longer than some of them.
     */
    private static final long ALERT_NANOS = 200_000;

    private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);

    private final int threads;
    private final ExecutorService pool;

    public Workers(int threads) {
        if (threads < 1) {
            throw new InputException("-D" + PROPERTY + " is " + threads + "; at least one thread is needed");
        }
        this.threads = threads;
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                Math.max(threads - 1, 1), Math.max(threads - 1, 1), 30, TimeUnit.SECONDS, new AlertQueue(), task -> {
                    Thread thread = new Thread(task, "pellucid-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        this.pool = executor;
    }

    private static Workers shared;

    /** The pool that everything in this JVM shares, as many threads as the property says when it is first asked for. */
    public static synchronized Workers shared() {
        if (shared == null) {
            shared = configured();
        }
        return shared;
    }

    /** A new pool with as many threads as the property says. */
    public static Workers configured() {
        String value = System.getProperty(PROPERTY);
        if (value == null || value.isBlank()) {
            return new Workers(Runtime.getRuntime().availableProcessors());
        }
        try {
            return new Workers(Integer.parseInt(value.trim()));
        } catch (NumberFormatException e) {
            throw new InputException("-D" + PROPERTY + " is '" + value + "'; it must be a whole number of threads", e);
        }
    }

    public int threads() {
        return threads;
    }

    /** Whether a task started here and now would run on this thread alone. */
    public boolean isSerial() {
        return threads == 1 || INSIDE.get();
    }

    /**
     * Runs {@code body.accept(0) … body.accept(tasks - 1)}, each once, shared out over the threads in the order in which
     * they become free; returns when all are done, without waiting for threads that come too late to take a part: on a
     * busy machine that may be long. The first exception is thrown on.
     */
    public void run(int tasks, IntConsumer body) {
        if (tasks <= 1 || isSerial()) {
            for (int i = 0; i < tasks; i++) {
                body.accept(i);
            }
            return;
        }
        AtomicInteger next = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(tasks);
        Runnable share = () -> {
            INSIDE.set(true);
            for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
                try {
                    if (failure.get() == null) {
                        body.accept(i);
                    }
                } catch (Throwable e) {
                    failure.compareAndSet(null, e);
                } finally {
                    done.countDown();
                }
            }
            INSIDE.set(false);
        };
        for (int helpers = Math.min(threads, tasks) - 1; helpers > 0; helpers--) {
            pool.execute(share);
        }
        share.run();
        awaitAll(done);
        rethrow(failure.get());
    }

    private static void awaitAll(CountDownLatch done) {
        long deadline = System.nanoTime() + ALERT_NANOS;
        while (done.getCount() > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        boolean interrupted = false;
        while (true) {
            try {
                done.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A queue at which an idle thread looks out for a while before it goes to sleep. */
    private static final class AlertQueue extends LinkedBlockingQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
            long deadline = System.nanoTime() + ALERT_NANOS;
            while (isEmpty() && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            return super.poll(timeout, unit);
        }
    }

    private static void rethrow(Throwable failure) {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
