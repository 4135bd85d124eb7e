package pellucid.bench.gpu;

import java.util.Arrays;
import pellucid.cuda.CudaBackend;
import pellucid.cuda.driver.Stopwatch;

/** Times work on the device, as the median of repeats between two events each. */
final class DeviceClock implements AutoCloseable {
    /** What lies between two events takes at least so long, or the way to the device would show. */
    private static final double SHORTEST_MILLISECONDS = 2;

    private static final int MOST_CALLS = 100;
    private static final int FEWEST_SAMPLES = 3;
    private static final int MOST_SAMPLES = 15;

    private final Stopwatch stopwatch;
    private final double milliseconds;

    /** @param milliseconds about how long the repeats of one measurement may take together */
    DeviceClock(CudaBackend backend, double milliseconds) {
        this.stopwatch = new Stopwatch(backend.device());
        this.milliseconds = milliseconds;
    }

    /** What the device takes for all that one call of the work queues, in milliseconds. */
    double median(Runnable work) {
        work.run(); // loads the kernels
        double first = stopwatch.milliseconds(work);
        int calls = (int) Math.max(1, Math.min(MOST_CALLS, Math.ceil(SHORTEST_MILLISECONDS / first)));
        double samples = milliseconds / (calls * first);
        double[] times = new double[(int) Math.max(FEWEST_SAMPLES, Math.min(MOST_SAMPLES, samples)) | 1];
        for (int i = 0; i < times.length; i++) {
            times[i] = stopwatch.milliseconds(() -> repeat(work, calls)) / calls;
        }
        Arrays.sort(times);
        return times[times.length / 2];
    }

    private static void repeat(Runnable work, int calls) {
        for (int i = 0; i < calls; i++) {
            work.run();
        }
    }

    @Override
    public void close() {
        stopwatch.close();
    }
}
