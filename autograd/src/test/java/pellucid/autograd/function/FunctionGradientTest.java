package pellucid.autograd.function;

import static org.assertj.core.api.Assertions.assertThat;
import static pellucid.autograd.function.Attention.attention;
import static pellucid.autograd.function.Dropout.dropout;
import static pellucid.autograd.function.EmbeddingLayerNorm.embeddingLayerNorm;
import static pellucid.autograd.function.FeedForward.feedForward;
import static pellucid.autograd.function.L2Normalize.l2Normalize;
import static pellucid.autograd.function.LayerNorm.layerNorm;
import static pellucid.autograd.function.Linear.linear;
import static pellucid.autograd.function.Pool.pool;
import static pellucid.autograd.function.ResidualLayerNorm.residualLayerNorm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pellucid.autograd.Variable;
import pellucid.tensor.Activation;
import pellucid.tensor.Pooling;
import pellucid.tensor.Segments;
import pellucid.tensor.Tensor;

/** Every element of every gradient against central differences, on shapes that nothing divides. */
class FunctionGradientTest extends GradientChecks {
    private static final double EPSILON = 1e-12;

    @ParameterizedTest
    @EnumSource(Activation.class)
    void linearLayer(Activation activation) {
        agrees(p -> linear(p[0], p[1], p[2], activation), random(5, 7), random(3, 7), random(3));
    }

    @Test
    void linearLayerWithoutBias() {
        agrees(p -> linear(p[0], p[1], null, Activation.GELU), random(4, 3), random(5, 3));
    }

    @Test
    void feedForwardWithoutBiasAndActivation() {
        agrees(
                p -> feedForward(p[0], p[1], null, Activation.NONE, p[2], null),
                random(5, 7),
                random(3, 7),
                random(4, 3));
    }

    @Test
    void feedForwardWhoseFirstHalfIsConstant() {
        Variable x = Variable.constant(random(5, 7).value());
        Variable weight = Variable.constant(random(3, 7).value());
        Variable bias = Variable.constant(random(3).value());
        agrees(p -> feedForward(x, weight, bias, Activation.GELU, p[0], p[1]), random(4, 3), random(4));
    }

    @Test
    void linearLayerOfAConstant() {
        Variable x = Variable.constant(random(5, 7).value());
        agrees(p -> linear(x, p[0], p[1], Activation.TANH), random(3, 7), random(3));
    }

    @Test
    void layerNormalisation() {
        agrees(p -> layerNorm(p[0], p[1], p[2], EPSILON), random(5, 7), random(7), random(7));
    }

    @Test
    void residualLayerNormalisation() {
        agrees(
                p -> residualLayerNorm(p[0], p[1], p[2], p[3], EPSILON),
                random(5, 7),
                random(5, 7),
                random(7),
                random(7));
    }

    @Test
    void residualOfItself() {
        agrees(p -> residualLayerNorm(p[0], p[0], p[1], p[2], EPSILON), random(3, 7), random(7), random(7));
    }

    @Test
    void embeddingsWhereRowsRepeat() {
        Tensor ids = backend.ints(new int[] {4, 0, 4, 2, 4});
        Tensor positions = backend.ints(new int[] {0, 1, 2, 0, 1});
        Tensor types = backend.ints(new int[] {0, 0, 1, 1, 1});
        agrees(
                p -> embeddingLayerNorm(p[0], p[1], p[2], ids, positions, types, -1, p[3], p[4], EPSILON),
                random(6, 5),
                random(3, 5),
                random(2, 5),
                random(5),
                random(5));
    }

    @Test
    void thePaddingTokenIsNotLearned() {
        Tensor ids = backend.ints(new int[] {1, 0, 1, 2});
        Tensor zeros = backend.ints(new int[4]);
        Variable words = random(3, 5);
        Variable table = random(1, 5);
        Variable y = embeddingLayerNorm(words, table, table, ids, zeros, zeros, 1, random(5), random(5), EPSILON);
        y.backward(random(4, 5).value());
        assertThat(backend.squaredNorm(words.gradient().select(0, 0))).isPositive();
        assertThat(backend.squaredNorm(words.gradient().select(0, 1))).isZero();
        assertThat(backend.squaredNorm(words.gradient().select(0, 2))).isPositive();
    }

    @Test
    void attentionOverSequencesOfDifferentLengths() {
        Segments segments = Segments.ofLengths(3, 1, 4);
        agrees(p -> attention(p[0], segments, 2, pellucid.tensor.Dropout.NONE), random(8, 18));
    }

    @Test
    void attentionWithDropout() {
        Segments segments = Segments.ofLengths(3, 5);
        pellucid.tensor.Dropout some = new pellucid.tensor.Dropout(0.4, 11, 1000);
        agrees(p -> attention(p[0], segments, 3, some), random(8, 27));
    }

    @ParameterizedTest
    @EnumSource(Pooling.class)
    void pooling(Pooling mode) {
        Segments segments = Segments.ofLengths(3, 1, 4);
        agrees(p -> pool(mode, p[0], segments, 0), random(8, 5));
        agrees(p -> pool(mode, p[0], segments, 1), random(8, 5));
    }

    @Test
    void lengthOne() {
        agrees(p -> l2Normalize(p[0]), random(5, 7));
    }

    @Test
    void droppingElements() {
        agrees(p -> dropout(p[0], new pellucid.tensor.Dropout(0.5, 3, 17)), random(5, 7));
    }

    @Test
    void aWholeLayer() {
        Segments segments = Segments.ofLengths(2, 3);
        agrees(
                p -> {
                    Variable context = attention(
                            linear(p[0], p[1], p[2], Activation.NONE), segments, 2, pellucid.tensor.Dropout.NONE);
                    Variable hidden = residualLayerNorm(context, p[0], p[3], p[4], EPSILON);
                    return l2Normalize(pool(Pooling.MEAN, hidden, segments, 0));
                },
                random(5, 4),
                random(12, 4),
                random(12),
                random(4),
                random(4));
    }
}
