package pellucid.bench.machine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Peak float32 arithmetic: sums c = a · b + c that do not depend on each other, all in registers.
 *
 * <p>A multiply-add takes about four cycles and a core starts up to four of them a cycle, so enough must be under way at
 * once: 12 chains fit the 16 registers of AVX2, 20 fill processors with more units; the better of the two is the peak.
 * It is a program of its own because a vector width is fixed for the life of a JVM.
 */
public final class FmaChains {
    static final String BITS = "pellucid.bench.bits";

    private static final VectorSpecies<Float> S =
            VectorSpecies.of(float.class, VectorShape.forBitSize(Integer.getInteger(BITS, 128)));
    private static final int STEPS = 500_000;
    private static final int ROUNDS = 200;

    private FmaChains() {}

    /** Prints the peak in GFLOP/s for each number of threads given. */
    public static void main(String[] threadCounts) {
        for (String count : threadCounts) {
            System.out.println(peak(Integer.parseInt(count)));
        }
    }

    private static double peak(int threads) {
        float[][] sinks = new float[threads][S.length()];
        double twelve = Gang.bestSeconds(threads, ROUNDS, i -> twelveChains(sinks[i]));
        double twenty = Gang.bestSeconds(threads, ROUNDS, i -> twentyChains(sinks[i]));
        double perChain = 2.0 * S.length() * STEPS * threads / 1e9;
        return Math.max(12 * perChain / twelve, 20 * perChain / twenty);
    }

    private static void twelveChains(float[] sink) {
        FloatVector a = FloatVector.broadcast(S, 1e-3f);
        FloatVector b = FloatVector.broadcast(S, 1e-3f);
        FloatVector c0 = a, c1 = a, c2 = a, c3 = a, c4 = a, c5 = a;
        FloatVector c6 = a, c7 = a, c8 = a, c9 = a, c10 = a, c11 = a;
        for (int i = 0; i < STEPS; i++) {
            c0 = a.fma(b, c0);
            c1 = a.fma(b, c1);
            c2 = a.fma(b, c2);
            c3 = a.fma(b, c3);
            c4 = a.fma(b, c4);
            c5 = a.fma(b, c5);
            c6 = a.fma(b, c6);
            c7 = a.fma(b, c7);
            c8 = a.fma(b, c8);
            c9 = a.fma(b, c9);
            c10 = a.fma(b, c10);
            c11 = a.fma(b, c11);
        }
        FloatVector sum = c0.add(c1).add(c2).add(c3).add(c4).add(c5);
        sum.add(c6).add(c7).add(c8).add(c9).add(c10).add(c11).intoArray(sink, 0);
    }

    private static void twentyChains(float[] sink) {
        FloatVector a = FloatVector.broadcast(S, 1e-3f);
        FloatVector b = FloatVector.broadcast(S, 1e-3f);
        FloatVector c0 = a, c1 = a, c2 = a, c3 = a, c4 = a, c5 = a, c6 = a, c7 = a, c8 = a, c9 = a;
        FloatVector c10 = a, c11 = a, c12 = a, c13 = a, c14 = a, c15 = a, c16 = a, c17 = a, c18 = a, c19 = a;
        for (int i = 0; i < STEPS; i++) {
            c0 = a.fma(b, c0);
            c1 = a.fma(b, c1);
            c2 = a.fma(b, c2);
            c3 = a.fma(b, c3);
            c4 = a.fma(b, c4);
            c5 = a.fma(b, c5);
            c6 = a.fma(b, c6);
            c7 = a.fma(b, c7);
            c8 = a.fma(b, c8);
            c9 = a.fma(b, c9);
            c10 = a.fma(b, c10);
            c11 = a.fma(b, c11);
            c12 = a.fma(b, c12);
            c13 = a.fma(b, c13);
            c14 = a.fma(b, c14);
            c15 = a.fma(b, c15);
            c16 = a.fma(b, c16);
            c17 = a.fma(b, c17);
            c18 = a.fma(b, c18);
            c19 = a.fma(b, c19);
        }
        FloatVector sum = c0.add(c1)
                .add(c2)
                .add(c3)
                .add(c4)
                .add(c5)
                .add(c6)
                .add(c7)
                .add(c8)
                .add(c9);
        sum.add(c10)
                .add(c11)
                .add(c12)
                .add(c13)
                .add(c14)
                .add(c15)
                .add(c16)
                .add(c17)
                .add(c18)
                .add(c19)
                .intoArray(sink, 0);
    }
}
