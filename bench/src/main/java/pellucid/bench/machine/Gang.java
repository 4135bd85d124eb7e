package pellucid.bench.machine;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
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
        double[] best = {Double.MAX_VALUE};
        CyclicBarrier start = new CyclicBarrier(threads);
        CyclicBarrier end = new CyclicBarrier(threads, () -> {
            long first = starts[0];
            long last = ends[0];
            for (int i = 1; i < threads; i++) {
                first = Math.min(first, starts[i]);
                last = Math.max(last, ends[i]);
            }
            best[0] = Math.min(best[0], (last - first) / 1e9);
        });
        Thread[] gang = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            int number = i;
            gang[i] = new Thread(() -> {
                for (int round = 0; round < rounds; round++) {
                    await(start);
                    starts[number] = System.nanoTime();
                    work.accept(number);
                    ends[number] = System.nanoTime();
                    await(end);
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

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException("a measurement was interrupted", e);
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
