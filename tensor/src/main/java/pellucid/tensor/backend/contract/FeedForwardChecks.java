package pellucid.tensor.backend.contract;

import java.util.Arrays;
import java.util.List;
import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.Tensor;

/** Two linear layers in one operation. */
final class FeedForwardChecks {
    /** tokens, in, middle, out. */
    private static final int[][] SIZES = {{1, 1, 1, 1}, {7, 13, 16, 5}, {13, 16, 7, 33}, {0, 4, 3, 2}, {2, 0, 3, 2}};

    private FeedForwardChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("feedForward: all sizes", FeedForwardChecks::sizes),
                new Check("feedForward: the bits of two linear layers", (c, r) -> bits(c)));
    }

    private static void sizes(Backend candidate, Backend reference) {
        for (int[] size : SIZES) {
            for (Activation activation : Activation.values()) {
                for (int options = 0; options < 4; options++) {
                    feedForward(candidate, reference, size, activation, options, Layout.values());
                }
            }
        }
        feedForward(candidate, reference, new int[] {131, 31, 65, 17}, Activation.GELU, 1, Layout.GAPPED);
        feedForward(candidate, reference, new int[] {5, 384, 1536, 384}, Activation.GELU, 3, Layout.OWN);
        feedForward(candidate, reference, new int[] {67, 400, 401, 31}, Activation.NONE, 3, Layout.INSIDE);
    }

    /** @param options 1: with the first bias; 2: with the second */
    private static void feedForward(
            Backend candidate, Backend reference, int[] size, Activation activation, int options, Layout... layouts) {
        int tokens = size[0];
        int in = size[1];
        int middle = size[2];
        int width = size[3];
        Draw draw = new Draw(37);
        Trial trial = new Trial("feedForward with " + activation, candidate, reference);
        Operand x = trial.input("x", draw.normal(tokens * in, 1), tokens, in);
        Operand weight = trial.input("weight", draw.normal(middle * in, 1 / Math.sqrt(Math.max(in, 1))), middle, in);
        Operand bias = (options & 1) == 0 ? null : trial.input("bias", draw.normal(middle, 1), middle);
        Operand outWeight = trial.input("outWeight", draw.normal(width * middle, 1 / Math.sqrt(middle)), width, middle);
        Operand outBias = (options & 2) == 0 ? null : trial.input("outBias", draw.normal(width, 1), width);
        Operand out = trial.output("out", tokens, width);
        trial.layouts(layouts)
                .run((b, t) -> b.feedForward(
                        t.of(x),
                        t.of(weight),
                        bias == null ? null : t.of(bias),
                        activation,
                        t.of(outWeight),
                        outBias == null ? null : t.of(outBias),
                        t.of(out)));
    }

    /** Whoever looks at what lies between the layers must get the result of those who do not. */
    private static void bits(Backend b) {
        int in = 17;
        int middle = 401;
        int width = 7;
        Draw draw = new Draw(38);
        Tensor weight = IndependenceChecks.tensor(b, draw.normal(middle * in, 0.25), middle, in);
        Tensor bias = IndependenceChecks.tensor(b, draw.normal(middle, 1), middle);
        Tensor outWeight = IndependenceChecks.tensor(b, draw.normal(width * middle, 0.05), width, middle);
        Tensor outBias = IndependenceChecks.tensor(b, draw.normal(width, 1), width);
        for (int tokens : new int[] {1, 7, 61, 131}) {
            Tensor x = IndependenceChecks.tensor(b, draw.normal(tokens * in, 1), tokens, in);
            for (Activation activation : Activation.values()) {
                Tensor between = b.zeros(tokens, middle);
                Tensor twoLayers = b.zeros(tokens, width);
                Tensor oneStep = b.zeros(tokens, width);
                b.linear(x, weight, bias, activation, null, between);
                b.linear(between, outWeight, outBias, Activation.NONE, null, twoLayers);
                b.feedForward(x, weight, bias, activation, outWeight, outBias, oneStep);
                if (!Arrays.equals(oneStep.toFloats(), twoLayers.toFloats())) {
                    throw new AssertionError("feedForward of " + tokens + " tokens with " + activation
                            + " has other bits than two linear layers one behind the other");
                }
            }
        }
    }
}
