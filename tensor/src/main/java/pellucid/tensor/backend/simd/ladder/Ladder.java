package pellucid.tensor.backend.simd.ladder;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import pellucid.tensor.BackendException;
import pellucid.tensor.InputException;
import pellucid.tensor.Philox;
import pellucid.tensor.backend.Workers;
import pellucid.tensor.backend.simd.Lanes;

/** Climbs the ladder: checks every rung against the first and prints what each is worth on this machine. */
public final class Ladder {
    private static final int SIZE = 768;
    private static final double SECONDS = 2;
    private static final int FEWEST_RUNS = 3;
    private static final String ROW = "%-24s%-37s%9s%6s%n";

    private Ladder() {}

    /** All rungs, from the lowest up. */
    public static List<Rung> rungs() {
        return List.of(
                new Rung1Naive(),
                new Rung2LoopOrder(),
                new Rung3Blocked(),
                new Rung4Vector(),
                new Rung5Registers(),
                new Rung6Packed(),
                new Rung7Parallel(Workers.shared()));
    }

    /**
     * Measures all rungs.
     *
     * @param arguments nothing, or the size of the square matrices (768 otherwise)
     */
    public static void main(String[] arguments) {
        print(System.out, arguments.length == 0 ? SIZE : parse(arguments[0]), SECONDS);
    }

    /** The table, each rung run for at least so many seconds. */
    static void print(PrintStream target, int size, double seconds) {
        target.printf(
                "c = a · b, %d × %d, float32, %d lanes, Java %s%n%n",
                size, size, Lanes.COUNT, Runtime.version().feature());
        target.printf(ROW, "rung", "what it changes", "GFLOP/s", "gain");
        double before = 0;
        for (Rung rung : rungs()) {
            double speed = measured(rung, size, seconds);
            target.printf(ROW, rung.getClass().getSimpleName(), rung.gains(), number(speed), gain(speed, before));
            before = speed;
        }
        try (Workers one = new Workers(1)) {
            double speed = measured(new Rung7Parallel(one), size, seconds);
            target.printf(ROW, "", "the same on one thread", number(speed), "");
        }
    }

    private static int parse(String argument) {
        try {
            int size = Integer.parseInt(argument);
            if (size >= 1 && size <= 8192) {
                return size;
            }
        } catch (NumberFormatException notANumber) {
            // The sentence below says it.
        }
        throw new InputException(
                "the size of the matrices is '" + argument + "'; it must be a whole number from 1 to 8192");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String gain(double speed, double before) {
        return before == 0 ? "" : String.format(Locale.ROOT, "%.1f×", speed / before);
    }

    /** Billions of additions and multiplications a second, in the best of several runs; refuses a wrong result. */
    private static double measured(Rung rung, int size, double seconds) {
        double error = error(rung, size, size, size);
        if (!(error <= 1)) {
            throw new BackendException(
                    rung.getClass().getSimpleName() + " is wrong: its result differs from the definition by " + error
                            + " times what rounding explains");
        }
        float[] a = uniforms(1, size * size);
        float[] b = uniforms(2, size * size);
        float[] c = new float[size * size];
        long best = Long.MAX_VALUE;
        long start = System.nanoTime();
        for (int run = 0; run < FEWEST_RUNS || System.nanoTime() - start < seconds * 1e9; run++) {
            long before = System.nanoTime();
            rung.multiply(a, b, c, size, size, size);
            best = Math.min(best, System.nanoTime() - before);
        }
        return 2.0 * size * size * size / best;
    }

    /**
     * How far a rung is from the first one, in units of what rounding explains: at most 1 if it is right. A sum of k
     * products errs by at most k·u·Σ|aᵢₚ·bₚⱼ|, u = 2⁻²⁴ (Higham, "Accuracy and Stability of Numerical Algorithms", 3.1),
     * and two sums differ by at most twice that.
     */
    static double error(Rung rung, int m, int k, int n) {
        float[] a = uniforms(1, m * k);
        float[] b = uniforms(2, k * n);
        float[] expected = new float[m * n];
        float[] actual = uniforms(3, m * n);
        new Rung1Naive().multiply(a, b, expected, m, k, n);
        rung.multiply(a, b, actual, m, k, n);
        float[] magnitudes = new float[m * n];
        new Rung2LoopOrder().multiply(absolute(a), absolute(b), magnitudes, m, k, n);
        double worst = 0;
        for (int i = 0; i < actual.length; i++) {
            double difference = Math.abs((double) actual[i] - expected[i]);
            double explained = 2 * k * 0x1p-24 * magnitudes[i];
            worst = Math.max(worst, difference == 0 ? 0 : difference / explained);
        }
        return worst;
    }

    /** Numbers in [-1, 1). */
    private static float[] uniforms(long seed, int count) {
        float[] numbers = new float[count];
        Philox.uniforms(seed, 0, numbers, 0, count);
        for (int i = 0; i < count; i++) {
            numbers[i] = 2 * numbers[i] - 1;
        }
        return numbers;
    }

    private static float[] absolute(float[] x) {
        float[] magnitudes = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            magnitudes[i] = Math.abs(x[i]);
        }
        return magnitudes;
    }
}
