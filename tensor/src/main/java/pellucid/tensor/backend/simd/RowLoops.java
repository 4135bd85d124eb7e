package pellucid.tensor.backend.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import pellucid.tensor.UnaryOp;

/**
 * What is computed along one row of floats: sums, softmax, layer normalisation. Sums run in two vectors side by
 * side, which are added up in a fixed order; what does not fill the two comes last.
 */
final class RowLoops {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;

    private RowLoops() {}

    static float sum(float[] x, int at, int n, float[] lanes) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        int pairs = n - n % (2 * L);
        for (int i = 0; i < pairs; i += 2 * L) {
            s0 = FloatVector.fromArray(S, x, at + i).add(s0);
            s1 = FloatVector.fromArray(S, x, at + i + L).add(s1);
        }
        FloatVector.zero(S).add(s0).add(s1).intoArray(lanes, 0);
        float sum = Lanes.sum(lanes);
        for (int i = pairs; i < n; i++) {
            sum += x[at + i];
        }
        return sum;
    }

    /** Σ (a - shift)·(b - shift). */
    static float dot(float[] a, int ao, float[] b, int bo, float shift, int n, float[] lanes) {
        FloatVector m = FloatVector.broadcast(S, shift);
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        int pairs = n - n % (2 * L);
        for (int i = 0; i < pairs; i += 2 * L) {
            s0 = FloatVector.fromArray(S, a, ao + i)
                    .sub(m)
                    .fma(FloatVector.fromArray(S, b, bo + i).sub(m), s0);
            s1 = FloatVector.fromArray(S, a, ao + i + L)
                    .sub(m)
                    .fma(FloatVector.fromArray(S, b, bo + i + L).sub(m), s1);
        }
        FloatVector.zero(S).add(s0).add(s1).intoArray(lanes, 0);
        float sum = Lanes.sum(lanes);
        for (int i = pairs; i < n; i++) {
            sum = Math.fma(a[ao + i] - shift, b[bo + i] - shift, sum);
        }
        return sum;
    }

    /** The largest of n numbers, NaN if one is; -∞ for none. */
    static float max(float[] x, int at, int n, float[] lanes) {
        FloatVector least = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
        FloatVector m = least;
        int whole = Lanes.whole(n);
        for (int i = 0; i < whole; i += L) {
            m = FloatVector.fromArray(S, x, at + i).max(m);
        }
        least.max(m).intoArray(lanes, 0);
        float largest = Lanes.max(lanes);
        for (int i = whole; i < n; i++) {
            largest = Math.max(largest, x[at + i]);
        }
        return largest;
    }

    /**
     * out = exp(x - max) / Σ exp(x - max). Pass by pass over a row that lies in the first-level cache: an exponential drawn
     * into this loop was boxed as soon as others had been compiled before it.
     */
    static void softmax(float[] x, int xo, float[] out, int oo, int n, float[] lanes) {
        float largest = max(x, xo, n, lanes);
        for (int i = 0; i < n; i++) {
            out[oo + i] = x[xo + i] - largest;
        }
        UnaryLoops.apply(UnaryOp.EXP, out, oo, out, oo, n, lanes);
        scale(out, oo, n, 1 / sum(out, oo, n, lanes));
    }

    static void scale(float[] x, int at, int n, float factor) {
        for (int i = 0; i < n; i++) {
            x[at + i] *= factor;
        }
    }

    /**
     * Layer normalisation of x + residual (null for none), row by row of n numbers.
     *
     * @param normalized receives (x - mean)·rstd; null when it is not wanted
     * @return rstd
     */
    static float layerNorm(
            float[] x,
            int xo,
            float[] residual,
            int ro,
            float[] gamma,
            int go,
            float[] beta,
            int bo,
            double epsilon,
            float[] normalized,
            int no,
            float[] out,
            int oo,
            int n,
            float[] lanes) {
        float sum = residual == null
                ? copyAndSum(x, xo, out, oo, n, lanes)
                : addAndSum(x, xo, residual, ro, out, oo, n, lanes);
        float mean = sum / n;
        float variance = dot(out, oo, out, oo, mean, n, lanes) / n;
        float rstd = (float) (1 / Math.sqrt(variance + epsilon));
        normalize(gamma, go, beta, bo, mean, rstd, normalized, no, out, oo, n);
        return rstd;
    }

    /** to = from, and its sum. */
    private static float copyAndSum(float[] from, int fo, float[] to, int oo, int n, float[] lanes) {
        if (from != to || fo != oo) {
            System.arraycopy(from, fo, to, oo, n);
        }
        return sum(to, oo, n, lanes);
    }

    /** to = a + b, and its sum. */
    private static float addAndSum(float[] a, int ao, float[] b, int bo, float[] to, int oo, int n, float[] lanes) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        int pairs = n - n % (2 * L);
        for (int i = 0; i < pairs; i += 2 * L) {
            FloatVector v0 = FloatVector.fromArray(S, a, ao + i).add(FloatVector.fromArray(S, b, bo + i));
            FloatVector v1 = FloatVector.fromArray(S, a, ao + i + L).add(FloatVector.fromArray(S, b, bo + i + L));
            v0.intoArray(to, oo + i);
            v1.intoArray(to, oo + i + L);
            s0 = v0.add(s0);
            s1 = v1.add(s1);
        }
        FloatVector.zero(S).add(s0).add(s1).intoArray(lanes, 0);
        float sum = Lanes.sum(lanes);
        for (int i = pairs; i < n; i++) {
            to[oo + i] = a[ao + i] + b[bo + i];
            sum += to[oo + i];
        }
        return sum;
    }

    /**
     * out = normalized · gamma + beta with normalized = (out - mean) · rstd, kept where there is an array for it. One loop
     * for both cases: with one more, what the compiler puts into one method for {@link #layerNorm} passes its limit, and
     * vectors behind that are boxed.
     */
    private static void normalize(
            float[] gamma,
            int go,
            float[] beta,
            int bo,
            float mean,
            float rstd,
            float[] normalized,
            int no,
            float[] out,
            int oo,
            int n) {
        FloatVector m = FloatVector.broadcast(S, mean);
        FloatVector r = FloatVector.broadcast(S, rstd);
        boolean kept = normalized != null;
        int whole = Lanes.whole(n);
        for (int i = 0; i < whole; i += L) {
            FloatVector centred = FloatVector.fromArray(S, out, oo + i).sub(m).mul(r);
            if (kept) {
                centred.intoArray(normalized, no + i);
            }
            centred.fma(FloatVector.fromArray(S, gamma, go + i), FloatVector.fromArray(S, beta, bo + i))
                    .intoArray(out, oo + i);
        }
        for (int i = whole; i < n; i++) {
            float centred = (out[oo + i] - mean) * rstd;
            if (kept) {
                normalized[no + i] = centred;
            }
            out[oo + i] = Math.fma(centred, gamma[go + i], beta[bo + i]);
        }
    }

    /** dx = rstd · (g - mean(g) - normalized · mean(g·normalized)) with g = dy·gamma; {@code g} is a buffer of n. */
    static void layerNormBackward(
            float[] normalized,
            int no,
            float rstd,
            float[] gamma,
            int go,
            float[] dy,
            int yo,
            float[] dx,
            int xo,
            int n,
            float[] g,
            float[] lanes) {
        for (int i = 0; i < n; i++) {
            g[i] = dy[yo + i] * gamma[go + i];
        }
        float mean = sum(g, 0, n, lanes) / n;
        float slope = dot(g, 0, normalized, no, 0, n, lanes) / n;
        for (int i = 0; i < n; i++) {
            dx[xo + i] = rstd * (g[i] - mean - normalized[no + i] * slope);
        }
    }

    /** dx = y · (dy - Σ dy·y). */
    static void softmaxBackward(float[] y, int yo, float[] dy, int go, float[] dx, int xo, int n, float[] lanes) {
        float sum = dot(y, yo, dy, go, 0, n, lanes);
        for (int i = 0; i < n; i++) {
            dx[xo + i] = y[yo + i] * (dy[go + i] - sum);
        }
    }
}
