package pellucid.tensor.backend.simd;

import static jdk.incubator.vector.FloatVector.broadcast;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of word vectors' training: dot products of one row with six others, a row increased by a combination of others,
 * sigmoids with their losses. Rows are a whole number of vectors long.
 */
final class WordLoops {
    /** Rows that one pass takes. */
    static final int GROUP = 6;

    /** A score whose sigmoid and loss are 0 in float32: for places that hold no pair. */
    static final float NO_PAIR = -104;

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;

    private WordLoops() {}

    /** The products of x with six rows of y, each left as one vector of partial sums, in parts from {@code at} on. */
    static void dots(float[] x, int xo, float[] y, int[] rows, int first, int width, float[] parts, int at) {
        int y0 = rows[first];
        int y1 = rows[first + 1];
        int y2 = rows[first + 2];
        int y3 = rows[first + 3];
        int y4 = rows[first + 4];
        int y5 = rows[first + 5];
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        FloatVector s2 = FloatVector.zero(S);
        FloatVector s3 = FloatVector.zero(S);
        FloatVector s4 = FloatVector.zero(S);
        FloatVector s5 = FloatVector.zero(S);
        for (int k = 0; k < width; k += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + k);
            s0 = FloatVector.fromArray(S, y, y0 + k).fma(v, s0);
            s1 = FloatVector.fromArray(S, y, y1 + k).fma(v, s1);
            s2 = FloatVector.fromArray(S, y, y2 + k).fma(v, s2);
            s3 = FloatVector.fromArray(S, y, y3 + k).fma(v, s3);
            s4 = FloatVector.fromArray(S, y, y4 + k).fma(v, s4);
            s5 = FloatVector.fromArray(S, y, y5 + k).fma(v, s5);
        }
        s0.intoArray(parts, at);
        s1.intoArray(parts, at + L);
        s2.intoArray(parts, at + 2 * L);
        s3.intoArray(parts, at + 3 * L);
        s4.intoArray(parts, at + 4 * L);
        s5.intoArray(parts, at + 5 * L);
    }

    /** sums[i] = the sum of the i-th vector of parts. */
    static void sumParts(float[] parts, float[] sums, int count) {
        for (int i = 0; i < count; i++) {
            sums[i] = Lanes.sum(parts, i * L);
        }
    }

    /** Row {@code to} += Σ g·(row of y), for one row. */
    static void add1(float[] to, int too, float[] g, int go, float[] y, int[] rows, int first, int width) {
        int y0 = rows[first];
        FloatVector g0 = broadcast(S, g[go]);
        for (int k = 0; k < width; k += L) {
            FloatVector.fromArray(S, y, y0 + k)
                    .fma(g0, FloatVector.fromArray(S, to, too + k))
                    .intoArray(to, too + k);
        }
    }

    /** The same for two rows, whose factors lie {@code step} apart. */
    static void add2(float[] to, int too, float[] g, int go, int step, float[] y, int[] rows, int first, int width) {
        int y0 = rows[first];
        int y1 = rows[first + 1];
        FloatVector g0 = broadcast(S, g[go]);
        FloatVector g1 = broadcast(S, g[go + step]);
        for (int k = 0; k < width; k += L) {
            FloatVector sum = FloatVector.fromArray(S, to, too + k);
            sum = FloatVector.fromArray(S, y, y0 + k).fma(g0, sum);
            sum = FloatVector.fromArray(S, y, y1 + k).fma(g1, sum);
            sum.intoArray(to, too + k);
        }
    }

    /** The same for six rows. */
    static void add6(float[] to, int too, float[] g, int go, int step, float[] y, int[] rows, int first, int width) {
        int y0 = rows[first];
        int y1 = rows[first + 1];
        int y2 = rows[first + 2];
        int y3 = rows[first + 3];
        int y4 = rows[first + 4];
        int y5 = rows[first + 5];
        FloatVector g0 = broadcast(S, g[go]);
        FloatVector g1 = broadcast(S, g[go + step]);
        FloatVector g2 = broadcast(S, g[go + 2 * step]);
        FloatVector g3 = broadcast(S, g[go + 3 * step]);
        FloatVector g4 = broadcast(S, g[go + 4 * step]);
        FloatVector g5 = broadcast(S, g[go + 5 * step]);
        for (int k = 0; k < width; k += L) {
            FloatVector sum = FloatVector.fromArray(S, to, too + k);
            sum = FloatVector.fromArray(S, y, y0 + k).fma(g0, sum);
            sum = FloatVector.fromArray(S, y, y1 + k).fma(g1, sum);
            sum = FloatVector.fromArray(S, y, y2 + k).fma(g2, sum);
            sum = FloatVector.fromArray(S, y, y3 + k).fma(g3, sum);
            sum = FloatVector.fromArray(S, y, y4 + k).fma(g4, sum);
            sum = FloatVector.fromArray(S, y, y5 + k).fma(g5, sum);
            sum.intoArray(to, too + k);
        }
    }

    /** to += from. */
    static void add(float[] to, int too, float[] from, int fo, int width) {
        int whole = Lanes.whole(width);
        for (int k = 0; k < whole; k += L) {
            FloatVector.fromArray(S, to, too + k)
                    .add(FloatVector.fromArray(S, from, fo + k))
                    .intoArray(to, too + k);
        }
        for (int k = whole; k < width; k++) {
            to[too + k] += from[fo + k];
        }
    }

    /** to *= factor. */
    static void scale(float[] to, int too, float factor, int width) {
        FloatVector factors = broadcast(S, factor);
        for (int k = 0; k < width; k += L) {
            FloatVector.fromArray(S, to, too + k).mul(factors).intoArray(to, too + k);
        }
    }

    /**
     * Replaces scores by -sigmoid(score)·rate and returns the sum of log(1 + exp(score)), which is the loss if all labels
     * are 0. With e = exp(-|score|) all three are made of one exponential:
     *
     * <pre>  sigmoid(s) = 1/(1+e) or e/(1+e)     log(1 + exp(s)) = max(s, 0) + log(1 + e)  </pre>
     *
     * where log(1 + e) = e·(a polynomial), within 4e-8.
     */
    static float sigmoids(float[] scores, int count, float rate, float[] lanes) {
        FloatVector one = broadcast(S, 1f);
        FloatVector zero = broadcast(S, 0f);
        FloatVector minusRate = broadcast(S, -rate);
        FloatVector sum = zero;
        for (int i = 0; i < count; i += L) {
            FloatVector score = FloatVector.fromArray(S, scores, i);
            FloatVector positive = score.blend(zero, score.compare(VectorOperators.LT, zero));
            FloatVector e = VectorMath.exp(score.sub(positive).sub(positive));
            FloatVector p = broadcast(S, 0.005232672207057476f);
            p = p.fma(e, broadcast(S, -0.02950514853000641f));
            p = p.fma(e, broadcast(S, 0.07822579890489578f));
            p = p.fma(e, broadcast(S, -0.13663232326507568f));
            p = p.fma(e, broadcast(S, 0.19106000661849976f));
            p = p.fma(e, broadcast(S, -0.2484298050403595f));
            p = p.fma(e, broadcast(S, 0.3331909775733948f));
            p = p.fma(e, broadcast(S, -0.4999949336051941f));
            p = p.fma(e, broadcast(S, 0.9999999403953552f));
            sum = p.fma(e, positive).add(sum);
            FloatVector numerator = one.blend(e, score.compare(VectorOperators.LT, zero));
            numerator.div(one.add(e)).mul(minusRate).intoArray(scores, i);
        }
        zero.add(sum).intoArray(lanes, 0);
        return Lanes.sum(lanes);
    }
}
