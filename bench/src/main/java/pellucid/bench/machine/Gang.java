package pellucid.bench.machine;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Threads that start the same piece of work at the same moment, over and over. */
final class Gang {
    private Gang() {}

    /**
     * The shortest time, in seconds, from the first start to the last end of a round.
     *
     * @param threads how many do the work at once; each is given its number
     * @param rounds how often; the first rounds warm up what the work runs through
     */
    static double bestSeconds(int threads, int rounds, IntConsumer work) {
        long[] starts = new long[threads];
        long[] ends = new long[threads];
        AtomicInteger ready = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        double[] best = {Double.MAX_VALUE};
        Thread[] gang = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            int number = i;
            gang[i] = new Thread(() -> {
                for (int round = 1; round <= rounds; round++) {
                    meet(ready, threads * round);
                    starts[number] = System.nanoTime();
                    work.accept(number);
                    ends[number] = System.nanoTime();
                    meet(done, threads * round);
                    if (number == 0) {
                        best[0] = Math.min(best[0], secondsBetween(starts, ends));
                    }
                }
            });
            gang[i].setDaemon(true);
            gang[i].start();
        }
        for (Thread thread : gang) {
            join(thread);
        }
        return best[0];
    }

    private static double secondsBetween(long[] starts, long[] ends) {
        return (Arrays.stream(ends).max().orElseThrow()
                        - Arrays.stream(starts).min().orElseThrow())
                / 1e9;
    }

    /** Waits without sleeping, so that every thread of the gang holds a processor when the work starts. */
    private static void meet(AtomicInteger arrived, int all) {
        arrived.incrementAndGet();
        while (arrived.get() < all) {
            Thread.onSpinWait();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("a measurement was interrupted", e);
        }
    }
}
