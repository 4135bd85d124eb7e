package pellucid.tensor.backend.simd;

import static jdk.incubator.vector.FloatVector.broadcast;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * exp, erf, tanh and what is made of them, on whole vectors, from additions, multiplications, one division and blends:
 * the JDK's own {@code lanewise(EXP)} gave other bits before and after compilation. The coefficients were fitted for this
 * project (least squares, reweighted until the error is level); the errors stated are the largest found over a dense sweep
 * of floats.
 */
final class VectorMath {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final VectorSpecies<Integer> I = Lanes.INTS;

    private static final float LOG2_E = 1.4426950408889634f;
    /** ln 2 in two parts: the first has few enough bits that n·LN2_HIGH is exact. */
    private static final float LN2_HIGH = 0.693359375f;

    private static final float LN2_LOW = -2.12194440e-4f;
    /** Adding 1.5·2²³ leaves a float's integer part in its lowest bits. */
    private static final float ROUNDER = 12582912f;
    /** The same, which leaves the integer part as the exponent of a power of two there. */
    private static final float BIASED_ROUNDER = ROUNDER + 127f;
    /** Below this exp is under the smallest normal float and becomes 0; above the other it is infinite. */
    private static final float EXP_LOWEST = -87.33654f;

    private static final float EXP_HIGHEST = 88.72283f;

    private VectorMath() {}

    /**
     * exp(x), within 1.5 units in the last place: x = n·ln 2 + r with |r| ≤ ln 2 / 2, exp(x) = 2ⁿ·exp(r), exp(r) = 1 + r +
     * r²·(a polynomial). NaN stays NaN.
     */
    static FloatVector exp(FloatVector x) {
        FloatVector shifted = x.fma(broadcast(S, LOG2_E), broadcast(S, ROUNDER));
        FloatVector n = shifted.sub(broadcast(S, ROUNDER));
        FloatVector r = n.fma(broadcast(S, -LN2_HIGH), x);
        r = n.fma(broadcast(S, -LN2_LOW), r);
        FloatVector p = broadcast(S, 1.381453825160861e-3f);
        p = p.fma(r, broadcast(S, 8.36874544620514e-3f));
        p = p.fma(r, broadcast(S, 4.166838899254799e-2f));
        p = p.fma(r, broadcast(S, 0.1666652113199234f));
        p = p.fma(r, broadcast(S, 0.4999999403953552f));
        FloatVector e = p.mul(r).fma(r, r).add(broadcast(S, 1f));
        // 2ⁿ in two factors, because 2¹²⁸ is no float: n = half + rest.
        IntVector exponent = shifted.reinterpretAsInts().sub(IntVector.broadcast(I, Float.floatToRawIntBits(ROUNDER)));
        IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
        IntVector rest = exponent.sub(half);
        FloatVector scaled = e.mul(powerOfTwo(half)).mul(powerOfTwo(rest));
        scaled = scaled.blend(broadcast(S, 0f), x.compare(VectorOperators.LT, broadcast(S, EXP_LOWEST)));
        return scaled.blend(
                broadcast(S, Float.POSITIVE_INFINITY), x.compare(VectorOperators.GT, broadcast(S, EXP_HIGHEST)));
    }

    /**
     * 2^x for x ≤ 0, within 1 unit in the last place: x = n + r with |r| ≤ 1/2, 2^r = 1 + r·(a polynomial). Where that is
     * under the smallest normal float it becomes 0; NaN stays NaN.
     */
    static FloatVector powerOfTwo(FloatVector x) {
        FloatVector shifted = x.add(broadcast(S, BIASED_ROUNDER));
        FloatVector r = x.sub(shifted.sub(broadcast(S, BIASED_ROUNDER)));
        FloatVector p = broadcast(S, 1.5353341586887836e-4f);
        p = p.fma(r, broadcast(S, 1.3398872688412666e-3f));
        p = p.fma(r, broadcast(S, 9.618437848985195e-3f));
        p = p.fma(r, broadcast(S, 5.5503323674201965e-2f));
        p = p.fma(r, broadcast(S, 0.24022647738456726f));
        p = p.fma(r, broadcast(S, 0.6931471824645996f));
        p = p.fma(r, broadcast(S, 1f));
        FloatVector factor =
                shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
        return p.mul(factor).blend(broadcast(S, 0f), x.compare(VectorOperators.LT, broadcast(S, -126f)));
    }

    private static FloatVector powerOfTwo(IntVector n) {
        return n.add(IntVector.broadcast(I, 127))
                .lanewise(VectorOperators.LSHL, 23)
                .reinterpretAsFloats();
    }

    /** erf(x), within 3e-7: x·P(x²)/Q(x²) up to |x| = 3.92, from where it is ±1 in float32. NaN stays NaN. */
    static FloatVector erf(FloatVector x) {
        return keepNaN(x, erfOfNumber(x));
    }

    /** erf(x) where x is not NaN. */
    private static FloatVector erfOfNumber(FloatVector x) {
        FloatVector z = clamp(x, 3.92f);
        FloatVector u = z.mul(z);
        FloatVector p = broadcast(S, 6.571073299710406e-6f);
        p = p.fma(u, broadcast(S, 4.0526699740439653e-4f));
        p = p.fma(u, broadcast(S, 4.19194670394063e-3f));
        p = p.fma(u, broadcast(S, 5.556851997971535e-2f));
        p = p.fma(u, broadcast(S, 0.1924266666173935f));
        p = p.fma(u, broadcast(S, 1.128379225730896f));
        FloatVector q = broadcast(S, 2.4800456799312087e-7f);
        q = q.fma(u, broadcast(S, 7.09857267793268e-5f));
        q = q.fma(u, broadcast(S, 1.4063945272937417e-3f));
        q = q.fma(u, broadcast(S, 1.620643585920334e-2f));
        q = q.fma(u, broadcast(S, 0.11720145493745804f));
        q = q.fma(u, broadcast(S, 0.5038670897483826f));
        q = q.fma(u, broadcast(S, 1f));
        return clamp(z.mul(p).div(q), 1f);
    }

    /** tanh(x), within 3e-7: x·P(x²)/Q(x²) up to |x| = 9.02, from where it is ±1 in float32. NaN stays NaN. */
    static FloatVector tanh(FloatVector x) {
        FloatVector z = clamp(x, 9.02f);
        FloatVector u = z.mul(z);
        FloatVector p = broadcast(S, -1.2202299067010092e-11f);
        p = p.fma(u, broadcast(S, 3.058344688611214e-8f));
        p = p.fma(u, broadcast(S, 2.8006810680381022e-5f));
        p = p.fma(u, broadcast(S, 3.868296043947339e-3f));
        p = p.fma(u, broadcast(S, 0.1367989033460617f));
        p = p.fma(u, broadcast(S, 1f));
        FloatVector q = broadcast(S, 1.287321083509596e-6f);
        q = q.fma(u, broadcast(S, 3.9385748095810413e-4f));
        q = q.fma(u, broadcast(S, 2.7245722711086273e-2f));
        q = q.fma(u, broadcast(S, 0.4701322317123413f));
        q = q.fma(u, broadcast(S, 1f));
        return keepNaN(x, clamp(z.mul(p).div(q), 1f));
    }

    /**
     * x cut to [-limit, limit]. Without their sign, floats are ordered as integers are, and the minimum of integers is one
     * instruction where that of floats, which must mind NaN and -0, is several. NaN becomes ±limit.
     */
    private static FloatVector clamp(FloatVector x, float limit) {
        IntVector bits = x.reinterpretAsInts();
        IntVector magnitude = bits.and(IntVector.broadcast(I, 0x7fffffff))
                .min(IntVector.broadcast(I, Float.floatToRawIntBits(limit)));
        return magnitude.or(bits.and(IntVector.broadcast(I, 0x80000000))).reinterpretAsFloats();
    }

    private static FloatVector keepNaN(FloatVector x, FloatVector y) {
        return y.blend(x, x.compare(VectorOperators.NE, x));
    }

    /** x·Φ(x) = x/2 · (1 + erf(x/√2)). */
    static FloatVector gelu(FloatVector x) {
        FloatVector half = x.mul(broadcast(S, 0.5f));
        return erfOfNumber(x.mul(broadcast(S, 0.70710678118654752f))).fma(half, half);
    }

    /** Φ(x), the share of a normal distribution that is below x. */
    static FloatVector cumulativeNormal(FloatVector x) {
        return erfOfNumber(x.mul(broadcast(S, 0.70710678118654752f))).fma(broadcast(S, 0.5f), broadcast(S, 0.5f));
    }

    /** 1 / (1 + exp(-x)). */
    static FloatVector sigmoid(FloatVector x) {
        return broadcast(S, 1f).div(exp(x.neg()).add(broadcast(S, 1f)));
    }

    static FloatVector relu(FloatVector x) {
        return x.blend(broadcast(S, 0f), x.compare(VectorOperators.LT, broadcast(S, 0f)));
    }
}
