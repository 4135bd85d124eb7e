package pellucid.bench.versus;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Times entrants that take turns.
 *
 * <p>Each one is first warmed up until the compiler has no more to do for it: on two processors, a compiler that works
 * beside two threads takes from one of them what it needs. The warm-up also tells how many calls make a sample long enough
 * for the clock. Then come the rounds: every entrant gives one sample, the order rotating from round to round.
 * Between two samples there is a rest until the threads that the last one may have left spinning are asleep (OpenBLAS's
 * spin for a tenth of a second, and ONNX Runtime's do it, too), and an untimed call that brings the caches back. JMH,
 * which runs one after the other in its own JVM, is better for a single number and worse for a ratio: a quiet minute for
 * one is a busy one for the next.
 *
 * @param warmUpSeconds how long each entrant runs before anything is timed, at least; up to five times as long while the
 *     compiler still works
 * @param rounds how many samples each entrant gives
 * @param sampleSeconds how long a sample lasts at least
 * @param restMillis the pause before each sample, repeated while threads of the process still work; 0 for none
 */
public record SideBySide(double warmUpSeconds, int rounds, double sampleSeconds, int restMillis) {
    private static final com.sun.management.OperatingSystemMXBean PROCESS =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    /** Processor time per millisecond of a pause below which the process is at rest: a twentieth of one processor. */
    private static final long AT_REST_NANOS = 50_000;

    private static final long LONGEST_REST_NANOS = 1_000_000_000;

    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();
    /** The compiler's share of one processor below which the code counts as compiled. */
    private static final double COMPILED = 0.01;
    /** A warm-up that the compiler prolongs lasts at most so many times as long. */
    private static final int LONGEST_WARM_UP = 5;

    /** The entrants' timings, in their order. */
    public List<Timing> run(List<Entrant> entrants) {
        int[] calls = new int[entrants.size()];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = warmUp(entrants.get(i).work());
        }
        double[][] seconds = new double[entrants.size()][rounds];
        double[][] cpuSeconds = new double[entrants.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int turn = 0; turn < calls.length; turn++) {
                int i = (round + turn) % calls.length;
                Sample sample = sample(entrants.get(i).work(), calls[i]);
                seconds[i][round] = sample.seconds;
                cpuSeconds[i][round] = sample.cpuSeconds;
            }
        }
        List<Timing> timings = new ArrayList<>();
        for (int i = 0; i < calls.length; i++) {
            timings.add(new Timing(entrants.get(i).name(), seconds[i], cpuSeconds[i]));
        }
        return timings;
    }

    /** How many calls fill a sample, by the shortest call of the warm-up. */
    private int warmUp(Runnable work) {
        double stretch = Math.min(1, warmUpSeconds);
        double shortest = Double.MAX_VALUE;
        double warm = 0;
        double compiling;
        do {
            long compiled = compilerMillis();
            double passed = 0;
            do {
                long start = System.nanoTime();
                work.run();
                double seconds = (System.nanoTime() - start) / 1e9;
                shortest = Math.min(shortest, seconds);
                passed += seconds;
            } while (passed < stretch);
            compiling = (compilerMillis() - compiled) / (1e3 * passed);
            warm += passed;
        } while (warm < warmUpSeconds || (compiling > COMPILED && warm < LONGEST_WARM_UP * warmUpSeconds));
        return (int) Math.max(1, Math.min(1e6, Math.ceil(sampleSeconds / Math.max(shortest, 1e-9))));
    }

    /** What the compiler has worked until now, all its threads together. */
    private static long compilerMillis() {
        return COMPILER == null || !COMPILER.isCompilationTimeMonitoringSupported()
                ? 0
                : COMPILER.getTotalCompilationTime();
    }

    private record Sample(double seconds, double cpuSeconds) {}

    private Sample sample(Runnable work, int calls) {
        rest();
        if (calls > 1) {
            work.run();
        }
        long cpuStart = PROCESS.getProcessCpuTime();
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            work.run();
        }
        long time = System.nanoTime() - start;
        long cpuTime = PROCESS.getProcessCpuTime() - cpuStart;
        return new Sample(time / 1e9 / calls, cpuTime / 1e9 / calls);
    }

    /** A pause, and as many more as it takes until no thread of the process works any more, for a second at most. */
    private void rest() {
        if (restMillis == 0) {
            return;
        }
        long start = System.nanoTime();
        long worked;
        do {
            long cpuStart = PROCESS.getProcessCpuTime();
            pause();
            worked = PROCESS.getProcessCpuTime() - cpuStart;
        } while (worked > restMillis * AT_REST_NANOS && System.nanoTime() - start < LONGEST_REST_NANOS);
    }

    private void pause() {
        try {
            Thread.sleep(restMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("a measurement was interrupted", e);
        }
    }
}
