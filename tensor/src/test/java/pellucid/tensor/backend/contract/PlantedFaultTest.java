package pellucid.tensor.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.DType;
import pellucid.tensor.Dropout;
import pellucid.tensor.Pooling;
import pellucid.tensor.ReduceOp;
import pellucid.tensor.Scratch;
import pellucid.tensor.Segments;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;
import pellucid.tensor.backend.reference.CpuStorage;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** The contract suite must catch the faults that backends really have. */
class PlantedFaultTest {
    /** A backend with one fault, and the check that has to find it. */
    record Fault(String name, String check, Backend backend) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource({"faultsOfLayout", "faultsOfArithmetic", "faultsOfTraining"})
    void isCaught(Fault fault) {
        Check check = BackendContract.checks().stream()
                .filter(candidate -> candidate.name().equals(fault.check))
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> check.run(fault.backend, new ReferenceBackend()))
                .isInstanceOf(AssertionError.class)
                .hasMessageNotContaining("threw");
    }

    @Test
    void sumsThatDependOnTheNumberOfThreadsAreCaught() {
        Check check = BackendContract.checks(threads -> threads < 3 ? new ReferenceBackend() : splitting()).stream()
                .filter(candidate -> candidate.name().equals("threads: linear on 1 to 4 threads"))
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> check.run(new ReferenceBackend(), new ReferenceBackend()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("with 3 threads");
    }

    @Test
    void aMessageShowsOperationLayoutPositionFoundAndWanted() {
        Fault fault = faultsOfArithmetic()
                .filter(f -> f.name.startsWith("gelu"))
                .findFirst()
                .orElseThrow();
        Check check = new Check("gelu", (candidate, reference) -> {
            Trial trial = new Trial("GELU", candidate, reference);
            Operand x = trial.input("x", new double[] {0, 0, 0, 0, 1.5, 0}, 2, 3);
            Operand out = trial.output("out", 2, 3);
            trial.layouts(Layout.GAPPED).run((b, t) -> b.unary(UnaryOp.GELU, t.of(x), t.of(out)));
        });
        assertThatThrownBy(() -> check.run(fault.backend, new ReferenceBackend()))
                .hasMessageMatching("GELU on reference with x \\[2, 3] gapped, out \\[2, 3] gapped: out\\[1, 1] is"
                        + " 1\\.399\\d+, wanted 1\\.3997\\d+ ± \\d\\S*E-\\d");
    }

    @Test
    void theBoundsAreTightWhereNothingCancels() {
        BoundedBackend bounded = new BoundedBackend();
        Tensor x = bounded.doubles(new Draw(1).uniform(384, 1, 2), 1, 384);
        Tensor out = bounded.zeros(1, 384);
        Tensor gamma = bounded.doubles(new Draw(2).uniform(384, 1, 2));
        bounded.layerNorm(x, gamma, gamma, 1e-12, null, null, out);
        assertThat(Arrays.stream(bounded.bounds(out)).boxed())
                .allSatisfy(bound -> assertThat(bound).isBetween(1e-7, 5e-5));
    }

    static Stream<Fault> faultsOfLayout() {
        return Stream.of(
                new Fault("ignores the row stride", "rows: softmax", new ReferenceBackend() {
                    @Override
                    public void softmax(Tensor x, Tensor out) {
                        super.softmax(packed(x), out);
                    }
                }),
                new Fault("forgets the offset", "elementwise: exp", new ReferenceBackend() {
                    @Override
                    public void unary(UnaryOp op, Tensor x, Tensor out) {
                        super.unary(op, x.isContiguous() ? Tensor.over(x.storage(), x.shape(), 0) : x, out);
                    }
                }),
                new Fault("ignores a transposition", "matmul: all sizes and transpositions", new ReferenceBackend() {
                    @Override
                    public void matmul(Tensor a, Tensor b, double alpha, double beta, Tensor out) {
                        super.matmul(a, packed(b), alpha, beta, out);
                    }
                }),
                new Fault("takes a stretched row for a full one", "elementwise: add", new ReferenceBackend() {
                    @Override
                    public void binary(BinaryOp op, Tensor a, Tensor b, Tensor out) {
                        super.binary(op, a, b.rank() == 2 && b.dim(1) == 1 ? b.slice(0, 0, 1) : b, out);
                    }
                }),
                new Fault("leaves the last column", "elementwise: affine", new ReferenceBackend() {
                    @Override
                    public void affine(Tensor x, double scale, double shift, Tensor out) {
                        int columns = x.rank() > 0 && x.dim(-1) > 16 ? x.dim(-1) - 1 : -1;
                        super.affine(
                                columns < 0 ? x : x.slice(-1, 0, columns),
                                scale,
                                shift,
                                columns < 0 ? out : out.slice(-1, 0, columns));
                    }
                }),
                new Fault("leaves the last row of an odd number", "linear: forward", new ReferenceBackend() {
                    @Override
                    public void linear(Tensor x, Tensor w, Tensor bias, Activation activation, Tensor pre, Tensor out) {
                        int rows = x.dim(0) > 1 ? x.dim(0) / 2 * 2 : x.dim(0);
                        super.linear(
                                x.slice(0, 0, rows),
                                w,
                                bias,
                                activation,
                                pre == null ? null : pre.slice(0, 0, rows),
                                out.slice(0, 0, rows));
                    }
                }),
                new Fault("forgets the second bias", "feedForward: all sizes", new ReferenceBackend() {
                    @Override
                    public void feedForward(
                            Tensor x, Tensor w, Tensor bias, Activation activation, Tensor v, Tensor last, Tensor out) {
                        super.feedForward(x, w, bias, activation, v, null, out);
                    }
                }),
                new Fault(
                        "sums in another order", "feedForward: the bits of two linear layers", new ReferenceBackend() {
                            @Override
                            public void feedForward(
                                    Tensor x,
                                    Tensor w,
                                    Tensor bias,
                                    Activation activation,
                                    Tensor v,
                                    Tensor last,
                                    Tensor out) {
                                super.feedForward(x, w, bias, activation, v, null, out);
                                if (last != null) {
                                    binary(BinaryOp.ADD, out, last, out);
                                    affine(out, 1 + 0x1p-22, 0, out);
                                }
                            }
                        }),
                new Fault("writes past the end", "rows: l2Normalize", new ReferenceBackend() {
                    @Override
                    public void l2Normalize(Tensor x, double epsilon, Tensor out) {
                        super.l2Normalize(x, epsilon, out);
                        int end = out.offset() + out.size();
                        if (out.isContiguous() && end < out.storage().size()) {
                            fill(Tensor.over(out.storage(), Shape.of(1), end), 0);
                        }
                    }
                }),
                new Fault("writes into an input", "rows: logSoftmax backward", new ReferenceBackend() {
                    @Override
                    public void logSoftmaxBackward(Tensor y, Tensor dy, Tensor dx) {
                        super.logSoftmaxBackward(y, dy, dx);
                        affine(dy, 2, 0, dy);
                    }
                }),
                new Fault("overwrites what it still needs, in place", "rows: softmax backward", new ReferenceBackend() {
                    @Override
                    public void softmaxBackward(Tensor y, Tensor dy, Tensor dx) {
                        try (Scratch.Frame frame = scratch().open()) {
                            Tensor product = frame.tensor(y.dtype(), y.shape());
                            Tensor sum = frame.tensor(y.dtype(), y.shape().without(-1));
                            binary(BinaryOp.MULTIPLY, dy, y, product);
                            reduce(ReduceOp.SUM, product, -1, sum);
                            binary(BinaryOp.SUBTRACT, dy, sum.reshape(y.shape().with(-1, 1)), dx);
                            binary(BinaryOp.MULTIPLY, dx, y, dx);
                        }
                    }
                }),
                new Fault("does not say that it wrote", "memory: fill", new ReferenceBackend() {
                    @Override
                    public void fill(Tensor target, double value) {
                        if (target.size() == 1 && target.dtype() == DType.FLOAT32) {
                            CpuStorage.floats(target)[target.offset()] = (float) value;
                        } else {
                            super.fill(target, value);
                        }
                    }
                }),
                new Fault("clamps ids", "refusals: ids and labels out of range", new ReferenceBackend() {
                    @Override
                    public void gatherRows(Tensor table, Tensor ids, Tensor out) {
                        int[] clamped = ids.toInts();
                        for (int i = 0; i < clamped.length; i++) {
                            clamped[i] = Math.max(0, Math.min(clamped[i], table.dim(0) - 1));
                        }
                        super.gatherRows(table, ints(clamped), out);
                    }
                }));
    }

    static Stream<Fault> faultsOfArithmetic() {
        return Stream.of(
                new Fault("gelu by tanh", "elementwise: gelu", new ReferenceBackend() {
                    @Override
                    public void unary(UnaryOp op, Tensor x, Tensor out) {
                        if (op != UnaryOp.GELU) {
                            super.unary(op, x, out);
                            return;
                        }
                        double[] values = x.toDoubles();
                        for (int i = 0; i < values.length; i++) {
                            double v = values[i];
                            values[i] = 0.5 * v * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v)));
                        }
                        write(values, 0, out);
                    }
                }),
                new Fault("ignores beta", "matmul: alpha and beta", new ReferenceBackend() {
                    @Override
                    public void matmul(Tensor a, Tensor b, double alpha, double beta, Tensor out) {
                        super.matmul(a, b, alpha, 0, out);
                    }
                }),
                new Fault("reads the output where beta is 0", "matmul: alpha and beta", new ReferenceBackend() {
                    @Override
                    public void matmul(Tensor a, Tensor b, double alpha, double beta, Tensor out) {
                        super.matmul(a, b, alpha, beta == 0 ? 1e-300 : beta, out);
                    }
                }),
                new Fault(
                        "sums in another order in large batches",
                        "independence: rows of matmul and linear",
                        splitting()),
                new Fault("epsilon outside of the root", "rows: layerNorm", new ReferenceBackend() {
                    @Override
                    public void layerNorm(
                            Tensor x, Tensor gamma, Tensor beta, double epsilon, Tensor n, Tensor rstd, Tensor out) {
                        super.layerNorm(x, gamma, beta, epsilon * epsilon, n, rstd, out);
                    }
                }),
                new Fault(
                        "variance by the mean of squares",
                        "rows: layerNorm of a large mean and a tiny variance",
                        cancelling()),
                new Fault("softmax without the maximum", "rows: softmax", new ReferenceBackend() {
                    @Override
                    public void softmax(Tensor x, Tensor out) {
                        Tensor sums = zeros(x.dtype(), x.shape().without(-1));
                        unary(UnaryOp.EXP, x, out);
                        reduce(ReduceOp.SUM, out, -1, sums);
                        binary(BinaryOp.DIVIDE, out, sums.reshape(x.shape().with(-1, 1)), out);
                    }
                }),
                new Fault("a maximum that starts at 0", "reductions: max along each axis", new ReferenceBackend() {
                    @Override
                    public void reduce(ReduceOp op, Tensor x, int axis, Tensor out) {
                        super.reduce(op, x, axis, out);
                        if (op == ReduceOp.MAX) {
                            unary(UnaryOp.RELU, out, out);
                        }
                    }
                }),
                new Fault("exp to 17 bits", "elementwise: exp", new ReferenceBackend() {
                    @Override
                    public void unary(UnaryOp op, Tensor x, Tensor out) {
                        super.unary(op, x, out);
                        if (op == UnaryOp.EXP) {
                            affine(out, 1 + 0x1p-17, 0, out);
                        }
                    }
                }),
                new Fault("sees the tokens of the neighbour", "sequences: attention", new ReferenceBackend() {
                    @Override
                    public void attention(
                            Tensor qkv,
                            Segments s,
                            int heads,
                            double scale,
                            Dropout dropout,
                            Tensor probs,
                            Tensor out) {
                        Segments one = Segments.ofLengths(s.total());
                        super.attention(qkv, probs == null ? one : s, heads, scale, dropout, probs, out);
                    }
                }),
                new Fault("drops by the position in the sequence", "sequences: attention", new ReferenceBackend() {
                    @Override
                    public void dropout(Tensor x, Dropout dropout, Tensor out) {
                        super.dropout(x, new Dropout(dropout.probability(), dropout.seed(), 0), out);
                    }
                }),
                new Fault("mean over skipped tokens too", "sequences: pool mean", new ReferenceBackend() {
                    @Override
                    public void pool(Pooling mode, Tensor x, Segments segments, int skip, Tensor out) {
                        super.pool(mode, x, segments, 0, out);
                    }
                }));
    }

    static Stream<Fault> faultsOfTraining() {
        return Stream.of(
                new Fault("wrong sign backwards", "rows: layerNorm backward", new ReferenceBackend() {
                    @Override
                    public void layerNormBackward(
                            Tensor n, Tensor rstd, Tensor gamma, Tensor dy, Tensor dx, Tensor dGamma, Tensor dBeta) {
                        super.layerNormBackward(n, rstd, gamma, dy, dx, dGamma, dBeta);
                        unary(UnaryOp.NEGATE, dx, dx);
                    }
                }),
                new Fault("overwrites a gradient that it should add to", "linear: backward", new ReferenceBackend() {
                    @Override
                    public void linearBackward(
                            Tensor x,
                            Tensor weight,
                            Activation activation,
                            Tensor pre,
                            Tensor dy,
                            Tensor dx,
                            Tensor dWeight,
                            Tensor dBias) {
                        if (dBias != null) {
                            fill(dBias, 0);
                        }
                        super.linearBackward(x, weight, activation, pre, dy, dx, dWeight, dBias);
                    }
                }),
                new Fault("label off by one", "losses: crossEntropy backward", new ReferenceBackend() {
                    @Override
                    public void crossEntropyBackward(Tensor p, Tensor labels, Tensor dLosses, Tensor dLogits) {
                        int[] ids = labels.toInts();
                        for (int i = 0; i < ids.length; i++) {
                            ids[i] = (ids[i] + 1) % p.dim(1);
                        }
                        super.crossEntropyBackward(p, ints(ids), dLosses, dLogits);
                    }
                }),
                new Fault("no correction of the first steps", "optimisers: adamW", new ReferenceBackend() {
                    @Override
                    public void adamW(Tensor p, Tensor g, Tensor first, Tensor second, AdamW s) {
                        super.adamW(
                                p,
                                g,
                                first,
                                second,
                                new AdamW(
                                        s.learningRate(), s.beta1(), s.beta2(), s.epsilon(), s.weightDecay(), 100000));
                    }
                }),
                new Fault("rows without a gradient stand still", "optimisers: adamWSparse", new ReferenceBackend() {
                    @Override
                    public void adamWSparse(
                            Tensor p, Tensor rows, Tensor gradients, Tensor m, Tensor v, AdamW settings) {
                        int[] ids = rows.toInts();
                        for (int i = 0; i < ids.length; i++) {
                            adamW(
                                    p.select(0, ids[i]),
                                    gradients.select(0, i),
                                    m.select(0, ids[i]),
                                    v.select(0, ids[i]),
                                    settings);
                        }
                    }
                }),
                new Fault(
                        "the error is not divided among the context",
                        "word2vec: skip-gram and CBOW",
                        new ReferenceBackend() {
                            @Override
                            public void word2vec(
                                    Tensor input,
                                    Tensor output,
                                    Segments inputs,
                                    Tensor inputIds,
                                    Segments targets,
                                    Tensor targetIds,
                                    Tensor labels,
                                    ContextGradient contextGradient,
                                    double learningRate) {
                                super.word2vec(
                                        input,
                                        output,
                                        inputs,
                                        inputIds,
                                        targets,
                                        targetIds,
                                        labels,
                                        ContextGradient.WHOLE_ERROR,
                                        learningRate);
                            }
                        }));
    }

    /** The view's elements as if they lay without gaps. */
    private static Tensor packed(Tensor x) {
        boolean fits = x.offset() + x.size() <= x.storage().size();
        return fits ? Tensor.over(x.storage(), x.shape(), x.offset()) : x;
    }

    /** Sums over k in two halves once there are many rows. */
    private static Backend splitting() {
        return new ReferenceBackend() {
            @Override
            public void matmul(Tensor a, Tensor b, double alpha, double beta, Tensor out) {
                int k = a.dim(-1);
                if (a.dim(-2) <= 8 || k < 2) {
                    super.matmul(a, b, alpha, beta, out);
                    return;
                }
                super.matmul(a.slice(-1, 0, k / 2), b.slice(-2, 0, k / 2), alpha, beta, out);
                super.matmul(a.slice(-1, k / 2, k), b.slice(-2, k / 2, k), alpha, 1, out);
            }
        };
    }

    /** Var x as E[x²] - E[x]², in float32. */
    private static Backend cancelling() {
        return new ReferenceBackend() {
            @Override
            public void layerNorm(
                    Tensor x, Tensor gamma, Tensor beta, double epsilon, Tensor normalized, Tensor rstd, Tensor out) {
                Shape column = x.shape().with(-1, 1);
                Tensor mean = zeros(x.dtype(), x.shape().without(-1));
                Tensor variance = zeros(x.dtype(), x.shape().without(-1));
                Tensor work = zeros(x.dtype(), x.shape());
                reduce(ReduceOp.MEAN, x, -1, mean);
                unary(UnaryOp.SQUARE, x, work);
                reduce(ReduceOp.MEAN, work, -1, variance);
                binary(BinaryOp.SUBTRACT, x, mean.reshape(column), work);
                unary(UnaryOp.SQUARE, mean, mean);
                binary(BinaryOp.SUBTRACT, variance, mean, variance);
                affine(variance, 1, epsilon, variance);
                unary(UnaryOp.SQRT, variance, variance);
                binary(BinaryOp.DIVIDE, work, variance.reshape(column), work);
                if (normalized != null) {
                    copy(work, normalized);
                    unary(UnaryOp.RECIPROCAL, variance, rstd);
                }
                binary(BinaryOp.MULTIPLY, work, gamma, work);
                binary(BinaryOp.ADD, work, beta, out);
            }
        };
    }
}
