package pellucid.tensor.backend.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import pellucid.tensor.OptimizerOps.AdamW;

/** The optimiser's steps along a run of parameters, one pass over all that a step reads and writes. */
final class OptimizerLoops {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;

    private OptimizerLoops() {}

    /**
     * The numbers of one AdamW step that are the same for all parameters.
     *
     * <pre>  p = decay·p     m = β₁m + gShare·g     v = β₂v + squareShare·g²     p = p - rate · m / (rootScale·√v + ε)  </pre>
     */
    record AdamWFactors(
            float decay,
            float beta1,
            float gShare,
            float beta2,
            float squareShare,
            float rate,
            float rootScale,
            float epsilon) {
        static AdamWFactors of(AdamW settings) {
            double correction1 = 1 - Math.pow(settings.beta1(), settings.step());
            double correction2 = 1 - Math.pow(settings.beta2(), settings.step());
            return new AdamWFactors(
                    (float) (1 - settings.learningRate() * settings.weightDecay()),
                    (float) settings.beta1(),
                    (float) (1 - settings.beta1()),
                    (float) settings.beta2(),
                    (float) (1 - settings.beta2()),
                    (float) (settings.learningRate() / correction1),
                    (float) (1 / Math.sqrt(correction2)),
                    (float) settings.epsilon());
        }
    }

    /** One step of n parameters p with gradients g and moments m and v. */
    static void adamW(
            AdamWFactors f, float[] p, int po, float[] g, int go, float[] m, int mo, float[] v, int vo, int n) {
        int whole = Lanes.whole(n);
        adamWVectors(f, p, po, g, go, m, mo, v, vo, whole);
        for (int i = whole; i < n; i++) {
            float gradient = g[go + i];
            float first = Math.fma(gradient, f.gShare, m[mo + i] * f.beta1);
            float second = Math.fma(gradient * gradient, f.squareShare, v[vo + i] * f.beta2);
            float denominator = Math.fma((float) Math.sqrt(second), f.rootScale, f.epsilon);
            m[mo + i] = first;
            v[vo + i] = second;
            p[po + i] = Math.fma(first / denominator, -f.rate, p[po + i] * f.decay);
        }
    }

    private static void adamWVectors(
            AdamWFactors f, float[] p, int po, float[] g, int go, float[] m, int mo, float[] v, int vo, int n) {
        FloatVector decay = FloatVector.broadcast(S, f.decay);
        FloatVector beta1 = FloatVector.broadcast(S, f.beta1);
        FloatVector gShare = FloatVector.broadcast(S, f.gShare);
        FloatVector beta2 = FloatVector.broadcast(S, f.beta2);
        FloatVector squareShare = FloatVector.broadcast(S, f.squareShare);
        FloatVector rate = FloatVector.broadcast(S, -f.rate);
        FloatVector rootScale = FloatVector.broadcast(S, f.rootScale);
        FloatVector epsilon = FloatVector.broadcast(S, f.epsilon);
        for (int i = 0; i < n; i += L) {
            FloatVector gradient = FloatVector.fromArray(S, g, go + i);
            FloatVector first =
                    gradient.fma(gShare, FloatVector.fromArray(S, m, mo + i).mul(beta1));
            FloatVector second = gradient.mul(gradient)
                    .fma(squareShare, FloatVector.fromArray(S, v, vo + i).mul(beta2));
            FloatVector denominator = second.sqrt().fma(rootScale, epsilon);
            first.intoArray(m, mo + i);
            second.intoArray(v, vo + i);
            first.div(denominator)
                    .fma(rate, FloatVector.fromArray(S, p, po + i).mul(decay))
                    .intoArray(p, po + i);
        }
    }

    /** Σ x² of n numbers in float64: eight sums side by side, added up in a fixed order. */
    static double squares(float[] x, int at, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int whole = n - n % 8;
        for (int i = at; i < at + whole; i += 8) {
            s0 += (double) x[i] * x[i];
            s1 += (double) x[i + 1] * x[i + 1];
            s2 += (double) x[i + 2] * x[i + 2];
            s3 += (double) x[i + 3] * x[i + 3];
            s4 += (double) x[i + 4] * x[i + 4];
            s5 += (double) x[i + 5] * x[i + 5];
            s6 += (double) x[i + 6] * x[i + 6];
            s7 += (double) x[i + 7] * x[i + 7];
        }
        for (int i = at + whole; i < at + n; i++) {
            s0 += (double) x[i] * x[i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }
}
