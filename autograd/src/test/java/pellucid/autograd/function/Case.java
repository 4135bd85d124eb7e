package pellucid.autograd.function;

import static pellucid.autograd.function.Affine.affine;
import static pellucid.autograd.function.Attention.attention;
import static pellucid.autograd.function.Concat.concat;
import static pellucid.autograd.function.CrossEntropy.crossEntropy;
import static pellucid.autograd.function.Dropout.dropout;
import static pellucid.autograd.function.EmbeddingLayerNorm.embeddingLayerNorm;
import static pellucid.autograd.function.FeedForward.feedForward;
import static pellucid.autograd.function.GatherRows.gatherRows;
import static pellucid.autograd.function.LayerNorm.layerNorm;
import static pellucid.autograd.function.Linear.linear;
import static pellucid.autograd.function.Max.max;
import static pellucid.autograd.function.Mean.mean;
import static pellucid.autograd.function.Pool.pool;
import static pellucid.autograd.function.Reshape.reshape;
import static pellucid.autograd.function.ResidualLayerNorm.residualLayerNorm;
import static pellucid.autograd.function.Select.select;
import static pellucid.autograd.function.Slice.slice;
import static pellucid.autograd.function.Sum.sum;
import static pellucid.autograd.function.Transpose.transpose;
import static pellucid.autograd.function.Unary.unary;
import static pellucid.autograd.function.Where.where;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import pellucid.autograd.Variable;
import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Pooling;
import pellucid.tensor.Segments;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;

/**
 * One use of one Function, in any type on any backend.
 *
 * @param type the class of the Function
 * @param shapes of its parameters
 */
record Case(Class<?> type, Computation computation, Shape... shapes) {
    /** On a backend, in a type. */
    interface Computation {
        Variable of(Backend backend, DType type, Variable... parameters);
    }

    private static final Segments SEGMENTS = Segments.ofLengths(3, 1, 7, 2);

    /** At least one for each class of this package. */
    static Stream<Case> all() {
        return Stream.of(
                of(Add.class, p -> Add.add(p[0], p[1]), shape(5, 13), shape(13)),
                of(Affine.class, p -> affine(p[0], -2.5, 0.3), shape(5, 13)),
                of(Attention.class, p -> attention(p[0], SEGMENTS, 3, pellucid.tensor.Dropout.NONE), shape(13, 63)),
                of(
                        Attention.class,
                        p -> attention(p[0], SEGMENTS, 3, new pellucid.tensor.Dropout(0.2, 4, 9)),
                        shape(13, 63)),
                of(Concat.class, p -> concat(List.of(p[0], p[1]), 0), shape(3, 7), shape(1, 7)),
                on(CrossEntropy.class, (b, t, p) -> crossEntropy(p[0], b.ints(new int[] {2, 0, 12})), shape(3, 13)),
                of(Diagonal.class, p -> Diagonal.diagonal(p[0]), shape(7, 13)),
                of(
                        Divide.class,
                        p -> Divide.divide(p[0], affine(unary(UnaryOp.SQUARE, p[1]), 1, 1)),
                        shape(5, 13),
                        shape(5, 1)),
                of(Dropout.class, p -> dropout(p[0], new pellucid.tensor.Dropout(0.5, 3, 17)), shape(5, 13)),
                on(
                        EmbeddingLayerNorm.class,
                        (b, t, p) -> embeddingLayerNorm(
                                p[0],
                                p[1],
                                p[2],
                                b.ints(new int[] {4, 0, 4, 2}),
                                b.ints(new int[] {0, 1, 2, 0}),
                                b.ints(new int[4]),
                                -1,
                                p[3],
                                p[4],
                                1e-12),
                        shape(6, 13),
                        shape(3, 13),
                        shape(2, 13),
                        shape(13),
                        shape(13)),
                of(
                        FeedForward.class,
                        p -> feedForward(p[0], p[1], p[2], Activation.GELU, p[3], p[4]),
                        shape(5, 13),
                        shape(17, 13),
                        shape(17),
                        shape(3, 17),
                        shape(3)),
                on(GatherRows.class, (b, t, p) -> gatherRows(p[0], b.ints(new int[] {4, 0, 4, 5})), shape(6, 13)),
                of(L2Normalize.class, p -> L2Normalize.l2Normalize(p[0]), shape(5, 13)),
                of(LayerNorm.class, p -> layerNorm(p[0], p[1], p[2], 1e-12), shape(5, 13), shape(13), shape(13)),
                of(
                        Linear.class,
                        p -> linear(p[0], p[1], p[2], Activation.GELU),
                        shape(5, 13),
                        shape(17, 13),
                        shape(17)),
                of(LogSoftmax.class, p -> LogSoftmax.logSoftmax(p[0]), shape(2, 3, 13)),
                of(LogSumExp.class, p -> LogSumExp.logSumExp(p[0]), shape(2, 3, 13)),
                of(Matmul.class, p -> Matmul.matmul(p[0], p[1], 0.7), shape(2, 5, 13), shape(13, 7)),
                of(Max.class, p -> max(p[0], 1), shape(2, 13, 3)),
                of(Maximum.class, p -> Maximum.maximum(p[0], p[1]), shape(5, 13), shape(13)),
                of(Mean.class, p -> mean(p[0], 0), shape(5, 13)),
                of(Mean.class, p -> mean(p[0]), shape(5, 13)),
                of(Minimum.class, p -> Minimum.minimum(p[0], p[1]), shape(5, 1), shape(13)),
                of(Multiply.class, p -> Multiply.multiply(p[0], p[1]), shape(5, 13), shape(5, 1)),
                of(Pool.class, p -> pool(Pooling.MEAN, p[0], SEGMENTS, 0), shape(13, 7)),
                of(Pool.class, p -> pool(Pooling.MAX, p[0], SEGMENTS, 1), shape(13, 7)),
                of(Reshape.class, p -> reshape(transpose(p[0], 0, 1), 5, 13), shape(5, 13)),
                of(
                        ResidualLayerNorm.class,
                        p -> residualLayerNorm(p[0], p[1], p[2], p[3], 1e-12),
                        shape(5, 13),
                        shape(5, 13),
                        shape(13),
                        shape(13)),
                of(Select.class, p -> select(p[0], 1, 3), shape(5, 13)),
                of(Slice.class, p -> slice(p[0], 1, 3, 8), shape(5, 13)),
                of(Softmax.class, p -> Softmax.softmax(p[0]), shape(2, 3, 13)),
                of(Subtract.class, p -> Subtract.subtract(p[0], p[1]), shape(13), shape(5, 13)),
                of(Sum.class, p -> sum(p[0], -1), shape(5, 13)),
                of(Sum.class, p -> sum(p[0]), shape(5, 13)),
                of(Transpose.class, p -> transpose(p[0], 0, 2), shape(5, 1, 13)),
                of(Unary.class, p -> unary(UnaryOp.GELU, p[0]), shape(5, 13)),
                of(Unary.class, p -> unary(UnaryOp.ERF, p[0]), shape(5, 13)),
                on(Where.class, (b, t, p) -> where(alternating(b, t, 13), p[0], p[1]), shape(5, 13), shape(5, 1)));
    }

    /** What does not look at the backend. */
    private interface Plain {
        Variable of(Variable... parameters);
    }

    private static Case of(Class<?> type, Plain computation, Shape... shapes) {
        return new Case(type, (b, t, p) -> computation.of(p), shapes);
    }

    private static Case on(Class<?> type, Computation computation, Shape... shapes) {
        return new Case(type, computation, shapes);
    }

    private static Shape shape(int... dims) {
        return Shape.of(dims);
    }

    private static Tensor alternating(Backend backend, DType type, int count) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> i % 2);
        Tensor result = backend.zeros(type, Shape.of(count));
        backend.write(values, 0, result);
        return result;
    }

    @Override
    public String toString() {
        return type.getSimpleName() + Arrays.toString(shapes);
    }
}
