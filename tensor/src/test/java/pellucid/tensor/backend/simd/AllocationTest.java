package pellucid.tensor.backend.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import pellucid.tensor.Activation;
import pellucid.tensor.Dropout;
import pellucid.tensor.OptimizerOps.AdamW;
import pellucid.tensor.ReduceOp;
import pellucid.tensor.Segments;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;
import pellucid.tensor.backend.Workers;

/**
 * Kernels allocate next to nothing once they are compiled. A vector that does not stay in a register becomes an object, a
 * hundred bytes for each multiply-add: nothing is wrong with the result, but everything with the speed. This finds it
 * without a clock.
 */
class AllocationTest {
    /** Views, shapes and records of a call. One vector in the inner loop of the smallest kernel here would cost 100 times that. */
    private static final long BYTES_PER_CALL = 4096;

    private static final int CALLS = 200;
    /** The compilers work beside us: how often we look again before we believe that they are done. */
    private static final int ROUNDS = 400;

    /** How often a kernel is called before all its callers are compiled too, each with what it draws in. */
    private static final int CALLS_UNTIL_CALLERS_ARE_COMPILED = 25_000;

    private static final int TOKENS = 32;
    private static final int HIDDEN = 96;
    private static final int WIDE_TOKENS = 16;
    private static final int WIDE = 1536;

    private static final SimdBackend BACKEND = new SimdBackend(new Workers(1));

    @BeforeEach
    void vectorsOfThisWidthExist() {
        assumeTrue(
                Lanes.COUNT <= FloatVector.SPECIES_PREFERRED.length(),
                "vectors wider than the processor's are always objects");
    }

    static Stream<Arguments> kernels() {
        Tensor x = uniform(1, TOKENS, HIDDEN);
        Tensor weight = uniform(2, HIDDEN, HIDDEN);
        Tensor bias = uniform(3, HIDDEN);
        Tensor gamma = uniform(4, HIDDEN);
        Tensor qkv = uniform(5, TOKENS, 3 * HIDDEN);
        Tensor out = BACKEND.zeros(TOKENS, HIDDEN);
        Tensor kept = BACKEND.zeros(TOKENS, HIDDEN);
        Tensor rstd = BACKEND.zeros(TOKENS);
        Segments segments = Segments.ofLengths(TOKENS);
        return Stream.of(
                kernel("linear", () -> BACKEND.linear(x, weight, bias, Activation.NONE, null, out)),
                kernel("linear + gelu", () -> BACKEND.linear(x, weight, bias, Activation.GELU, null, out)),
                kernel("feedForward", () -> BACKEND.feedForward(x, weight, bias, Activation.GELU, weight, bias, out)),
                kernel("matmul", () -> BACKEND.matmul(x, weight, 1, 0, out)),
                kernel("softmax", () -> BACKEND.softmax(x, out)),
                kernel("layerNorm", () -> BACKEND.layerNorm(x, gamma, bias, 1e-12, null, null, out)),
                kernel("residualLayerNorm", () -> BACKEND.residualLayerNorm(x, x, gamma, bias, 1e-12, null, null, out)),
                kernel(
                        "residualLayerNorm for training",
                        () -> BACKEND.residualLayerNorm(x, x, gamma, bias, 1e-12, kept, rstd, out)),
                kernel("gelu slope", () -> BACKEND.unaryBackward(UnaryOp.GELU, x, x, x, out)),
                kernel("row sums", () -> BACKEND.reduce(ReduceOp.SUM, x, 1, rstd)),
                kernel("gelu", () -> BACKEND.unary(UnaryOp.GELU, x, out)),
                kernel("attention", () -> BACKEND.attention(qkv, segments, 3, 0.2, Dropout.NONE, null, out)));
    }

    /** Functions whose loops work on vectors; the others are plain loops, which have nothing to box. */
    private static final List<UnaryOp> ON_VECTORS =
            List.of(UnaryOp.EXP, UnaryOp.GELU, UnaryOp.ERF, UnaryOp.TANH, UnaryOp.SIGMOID, UnaryOp.RELU);

    static Stream<Arguments> wideKernels() {
        Tensor x = uniform(1, WIDE_TOKENS, WIDE);
        Tensor ragged = uniform(2, WIDE_TOKENS, WIDE + 1);
        Tensor out = BACKEND.zeros(WIDE_TOKENS, WIDE);
        Tensor raggedOut = BACKEND.zeros(WIDE_TOKENS, WIDE + 1);
        Stream<Arguments> functions = ON_VECTORS.stream().map(op -> kernel(op.name(), () -> BACKEND.unary(op, x, out)));
        return Stream.concat(
                functions,
                Stream.of(
                        kernel("gelu slope", () -> BACKEND.unaryBackward(UnaryOp.GELU, x, x, x, out)),
                        kernel("softmax", () -> BACKEND.softmax(x, out)),
                        kernel("softmax of rows with ends", () -> BACKEND.softmax(ragged, raggedOut))));
    }

    static Stream<Arguments> trainingKernels() {
        Tensor x = uniform(1, TOKENS, HIDDEN);
        Tensor weight = uniform(2, HIDDEN, HIDDEN);
        Tensor gamma = uniform(4, HIDDEN);
        Tensor qkv = uniform(5, TOKENS, 3 * HIDDEN);
        Tensor out = BACKEND.zeros(TOKENS, HIDDEN);
        Tensor rstd = uniform(6, TOKENS);
        Tensor dWeight = BACKEND.zeros(HIDDEN, HIDDEN);
        Tensor sums = BACKEND.zeros(HIDDEN);
        Tensor dqkv = BACKEND.zeros(TOKENS, 3 * HIDDEN);
        Segments segments = Segments.ofLengths(TOKENS);
        Tensor probabilities = BACKEND.zeros(3 * segments.scores());
        Dropout dropout = new Dropout(0.1, 1, 2);
        AdamW settings = new AdamW(1e-3, 0.9, 0.999, 1e-8, 0.01, 3);
        return Stream.of(
                kernel(
                        "linear backward",
                        () -> BACKEND.linearBackward(x, weight, Activation.NONE, null, x, out, dWeight, sums)),
                kernel(
                        "linear + gelu backward",
                        () -> BACKEND.linearBackward(x, weight, Activation.GELU, x, x, out, dWeight, sums)),
                kernel("layerNorm backward", () -> BACKEND.layerNormBackward(x, rstd, gamma, x, out, sums, sums)),
                kernel("column sums", () -> BACKEND.reduce(ReduceOp.SUM, x, 0, sums)),
                kernel(
                        "attention with dropout",
                        () -> BACKEND.attention(qkv, segments, 3, 0.2, dropout, probabilities, out)),
                kernel(
                        "attention backward",
                        () -> BACKEND.attentionBackward(qkv, segments, 3, 0.2, Dropout.NONE, probabilities, x, dqkv)),
                kernel(
                        "attention backward with dropout",
                        () -> BACKEND.attentionBackward(qkv, segments, 3, 0.2, dropout, probabilities, x, dqkv)),
                kernel("dropout", () -> BACKEND.dropout(x, dropout, out)),
                kernel("adamW", () -> BACKEND.adamW(weight, weight, dWeight, dWeight, settings)));
    }

    private static final Set<String> WITH_FUNCTIONS = Set.of(
            "linear + gelu",
            "linear + gelu backward",
            "feedForward",
            "gelu",
            "gelu slope",
            "softmax",
            "attention",
            "attention with dropout");

    private static Arguments kernel(String name, Runnable call) {
        return Arguments.of(name, call);
    }

    private static Tensor uniform(long seed, int... dims) {
        Tensor tensor = BACKEND.zeros(dims);
        BACKEND.uniform(tensor, -1, 1, seed);
        return tensor;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void trainingKernels(String name, Runnable call) {
        assertThat(settledBytesPerCall(call)).isLessThanOrEqualTo(BYTES_PER_CALL);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void kernels(String name, Runnable call) {
        assertThat(settledBytesPerCall(call)).isLessThanOrEqualTo(BYTES_PER_CALL);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wideKernels")
    void theyStillDoOnceTheirCallersAreCompiled(String name, Runnable call) {
        assertThat(settledBytesPerCall(call)).isLessThanOrEqualTo(BYTES_PER_CALL);
        for (int i = 0; i < CALLS_UNTIL_CALLERS_ARE_COMPILED; i++) {
            call.run();
        }
        assertThat(settledBytesPerCall(call)).isLessThanOrEqualTo(BYTES_PER_CALL);
    }

    /** In a JVM where nothing else has run, the compiler knows one function only, and inlines it wherever it is called. */
    @ParameterizedTest
    @EnumSource(names = {"EXP", "GELU"})
    void aFunctionAloneInItsJvm(UnaryOp op, @TempDir Path folder) throws Exception {
        assertThat(outputOfOwnJvm(folder, op.name())).allSatisfy(AllocationTest::isLittle);
    }

    /**
     * What the compiler draws into a loop depends on what it compiled before; here it is nothing that is longer than 8 bytes,
     * but for the JDK's vector methods, which it must inline. A vector that passes through a method of ours is boxed then.
     */
    @Test
    void vectorsPassThroughNoMethodThatTheCompilerMayLeaveOut(@TempDir Path folder) throws Exception {
        assertThat(outputOfOwnJvm(folder, "-XX:FreqInlineSize=8", "-XX:MaxInlineSize=8"))
                .hasSize((int) kernelsWithoutFunctions().count())
                .allSatisfy(AllocationTest::isLittle);
    }

    private static void isLittle(String line) {
        assertThat(Long.parseLong(line.substring(0, line.indexOf(' ')))).isLessThanOrEqualTo(BYTES_PER_CALL);
    }

    /** The kernels that compute no function of one number: such a function is a method, called for each vector. */
    private static Stream<Arguments> kernelsWithoutFunctions() {
        return Stream.concat(kernels(), trainingKernels()).filter(kernel -> !WITH_FUNCTIONS.contains(kernel.get()[0]));
    }

    /**
     * What {@link #main} prints in a JVM of its own.
     *
     * @param options options of the JVM, or the name of a function
     */
    private static List<String> outputOfOwnJvm(Path folder, String... options) throws Exception {
        Path output = folder.resolve("out");
        Path errors = folder.resolve("err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-D" + Lanes.PROPERTY + "=" + Lanes.COUNT * Float.SIZE,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        Stream.of(options).filter(option -> option.startsWith("-")).forEach(command::add);
        command.add(AllocationTest.class.getName());
        Stream.of(options).filter(option -> !option.startsWith("-")).forEach(command::add);
        int exit = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start()
                .waitFor();
        assertThat(exit).as(Files.readString(errors)).isZero();
        return Files.readAllLines(output);
    }

    /** Prints how many bytes a call allocates once all is compiled: of the function named, else of each kernel without. */
    public static void main(String[] function) {
        if (function.length == 0) {
            kernelsWithoutFunctions()
                    .map(Arguments::get)
                    .forEach(kernel -> System.out.println(settledBytesPerCall((Runnable) kernel[1]) + " " + kernel[0]));
            return;
        }
        UnaryOp op = UnaryOp.valueOf(function[0]);
        Tensor x = uniform(1, WIDE_TOKENS, WIDE);
        Tensor out = BACKEND.zeros(WIDE_TOKENS, WIDE);
        Runnable call = () -> BACKEND.unary(op, x, out);
        for (int i = 0; i < CALLS_UNTIL_CALLERS_ARE_COMPILED; i++) {
            call.run();
        }
        System.out.println(settledBytesPerCall(call) + " " + op);
    }

    @ParameterizedTest
    @EnumSource
    void functionsOfOneNumber(UnaryOp op) {
        Tensor x = uniform(1, TOKENS, HIDDEN + 1);
        Tensor out = BACKEND.zeros(TOKENS, HIDDEN + 1);
        assertThat(settledBytesPerCall(() -> BACKEND.unary(op, x, out))).isLessThanOrEqualTo(BYTES_PER_CALL);
        assertThat(settledBytesPerCall(() -> BACKEND.unaryBackward(op, x, x, x, out)))
                .isLessThanOrEqualTo(BYTES_PER_CALL);
    }

    @Test
    void anObjectForEachVectorWouldBeNoticed() {
        Object[] kept = new Object[TOKENS * HIDDEN / Lanes.COUNT];
        float[] values = new float[Lanes.COUNT];
        long bytes = settledBytesPerCall(() -> {
            for (int i = 0; i < kept.length; i++) {
                kept[i] = FloatVector.fromArray(Lanes.FLOATS, values, 0);
            }
        });
        assertThat(bytes).isGreaterThan(BYTES_PER_CALL);
    }

    /** Bytes that a call allocates as soon as that is little; if it never becomes little, what it is in the end. */
    private static long settledBytesPerCall(Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long bytes = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getThreadAllocatedBytes(self);
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            bytes = (threads.getThreadAllocatedBytes(self) - before) / CALLS;
            if (bytes <= BYTES_PER_CALL) {
                return bytes;
            }
        }
        return bytes;
    }
}
