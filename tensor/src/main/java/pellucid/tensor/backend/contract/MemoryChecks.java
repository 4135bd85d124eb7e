package pellucid.tensor.backend.contract;

import java.util.Arrays;
import java.util.List;
import pellucid.tensor.Backend;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.DType;
import pellucid.tensor.PellucidException;
import pellucid.tensor.Scratch;
import pellucid.tensor.Shape;
import pellucid.tensor.ShapeException;
import pellucid.tensor.Tensor;

/** Making, filling, copying and reading tensors, temporary memory, random tensors. */
final class MemoryChecks {
    private static final int[][] SHAPES = {{}, {0}, {1}, {7}, {64}, {3, 7}, {13, 16}, {0, 4}, {4, 0}, {2, 3, 5}};

    private MemoryChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("memory: new tensors are zeros and know their backend", MemoryChecks::fresh),
                new Check("memory: write", MemoryChecks::write),
                new Check("memory: read", MemoryChecks::read),
                new Check("memory: fill", MemoryChecks::fill),
                new Check("memory: copy", MemoryChecks::copy),
                new Check("memory: copy between types", MemoryChecks::convert),
                new Check("memory: float64 works or is refused in words", MemoryChecks::float64),
                new Check("memory: scratch", MemoryChecks::scratch),
                new Check("random: uniform and normal", MemoryChecks::random));
    }

    private static void fresh(Backend candidate, Backend reference) {
        for (int[] shape : SHAPES) {
            Tensor floats = candidate.zeros(DType.FLOAT32, Shape.of(shape));
            Tensor ints = candidate.zeros(DType.INT32, Shape.of(shape));
            boolean zero = Arrays.equals(floats.toFloats(), new float[floats.size()])
                    && Arrays.equals(ints.toInts(), new int[ints.size()]);
            if (!zero || floats.backend() != candidate || !floats.shape().equals(Shape.of(shape))) {
                throw new AssertionError("zeros of shape " + Arrays.toString(shape) + " on " + candidate.name()
                        + " gave " + floats + " with " + Arrays.toString(floats.toFloats()));
            }
        }
        Tensor adopted = candidate.adopt(new float[] {1, 2, 3, 4, 5, 6}, Shape.of(2, 3));
        if (adopted.backend() != candidate || !Arrays.equals(adopted.toFloats(), new float[] {1, 2, 3, 4, 5, 6})) {
            throw new AssertionError("adopt on " + candidate.name() + " gave " + adopted + " with "
                    + Arrays.toString(adopted.toFloats()) + ", wanted 1 to 6");
        }
        if (candidate.name().isBlank() || candidate.describe().isBlank() || candidate.tokensPerBatch() < 1) {
            throw new AssertionError(
                    "the backend does not introduce itself: name '" + candidate.name() + "', description '"
                            + candidate.describe() + "', " + candidate.tokensPerBatch() + " tokens per batch");
        }
    }

    private static void write(Backend candidate, Backend reference) {
        for (int[] shape : SHAPES) {
            int size = Shape.of(shape).size();
            double[] doubles = new Draw(80).normal(size + 3, 5);
            float[] floats = new float[size + 3];
            int[] ints = new int[size + 3];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) doubles[i];
                ints[i] = 1000 + i;
                doubles[i] += 1e-12;
            }
            Trial trial = new Trial("write", candidate, reference);
            Operand fromFloats = trial.output("from float[]", shape);
            Operand fromDoubles = trial.output("from double[]", shape);
            Operand fromInts = trial.intOutput("from int[]", shape);
            trial.run((b, t) -> {
                b.write(floats, 2, t.of(fromFloats));
                b.write(doubles, 2, t.of(fromDoubles));
                b.write(ints, 3, t.of(fromInts));
            });
        }
    }

    private static void read(Backend candidate, Backend reference) {
        for (int[] dims : SHAPES) {
            Shape shape = Shape.of(dims);
            double[] values = new Draw(81).normal(shape.size(), 5);
            double[] whole = new Draw(82).whole(shape.size(), 1000);
            Operand floats = new Operand("x", DType.FLOAT32, shape, shape, Operand.Role.INPUT, values);
            Operand ints = new Operand("x", DType.INT32, shape, shape, Operand.Role.INPUT, whole);
            for (Layout layout : Layout.values()) {
                Placed placed = new Placed(floats, layout, candidate);
                Placed placedInts = new Placed(ints, layout, candidate);
                float[] asFloats = new float[shape.size() + 3];
                double[] asDoubles = new double[shape.size() + 3];
                int[] asInts = new int[shape.size() + 3];
                float[] intsAsFloats = new float[shape.size() + 3];
                candidate.read(placed.view, asFloats, 2);
                candidate.read(placed.view, asDoubles, 2);
                candidate.read(placedInts.view, asInts, 2);
                candidate.read(placedInts.view, intsAsFloats, 2);
                for (int i = 0; i < asFloats.length; i++) {
                    boolean own = i >= 2 && i < 2 + values.length;
                    double wanted = own ? values[i - 2] : 0;
                    double wantedInt = own ? whole[i - 2] : 0;
                    if (asFloats[i] != wanted
                            || asDoubles[i] != wanted
                            || asInts[i] != wantedInt
                            || intsAsFloats[i] != wantedInt) {
                        throw new AssertionError(
                                "read on " + candidate.name() + " of " + placed + " to offset 2: position "
                                        + i + " is " + asFloats[i] + " as float, " + asDoubles[i]
                                        + " as double, wanted " + wanted
                                        + "; as ints " + asInts[i] + ", ints as floats " + intsAsFloats[i] + ", wanted "
                                        + wantedInt);
                    }
                }
            }
        }
    }

    private static void fill(Backend candidate, Backend reference) {
        for (int[] shape : SHAPES) {
            Trial trial = new Trial("fill", candidate, reference);
            Operand floats = trial.output("floats", shape);
            Operand ints = trial.intOutput("ints", shape);
            trial.run((b, t) -> {
                b.fill(t.of(floats), -2.7);
                b.fill(t.of(ints), -3);
            });
        }
    }

    private static void copy(Backend candidate, Backend reference) {
        int[][][] pairs = {
            {{}, {}},
            {{}, {7}},
            {{0}, {0}},
            {{1}, {1}},
            {{64}, {64}},
            {{13}, {7, 13}},
            {{7, 1}, {7, 13}},
            {{7, 13}, {7, 13}},
            {{1, 300}, {2, 300}},
            {{2, 3, 5}, {2, 3, 5}},
            {{3, 1}, {2, 3, 5}},
            {{0, 4}, {0, 4}}
        };
        for (int[][] pair : pairs) {
            Trial trial = new Trial("copy", candidate, reference);
            Operand source =
                    trial.input("source", new Draw(83).normal(Shape.of(pair[0]).size(), 2), pair[0]);
            Operand target = trial.output("target", pair[1]);
            trial.run((b, t) -> b.copy(t.of(source), t.of(target)));
            Trial ofInts = new Trial("copy", candidate, reference);
            Operand ids = ofInts.ids("source", new Draw(84).ids(7, 100));
            Operand idsOut = ofInts.intOutput("target", 3, 7);
            ofInts.run((b, t) -> b.copy(t.of(ids), t.of(idsOut)));
        }
    }

    private static void convert(Backend candidate, Backend reference) {
        Trial toFloats = new Trial("copy of int32 to float32", candidate, reference);
        Operand ids = toFloats.ids("source", -3, 0, 7, 16777215, -16777215, 100);
        Operand floats = toFloats.output("target", 2, 6);
        toFloats.run((b, t) -> b.copy(t.of(ids), t.of(floats)));
        Trial toInts = new Trial("copy of float32 to int32", candidate, reference);
        Operand numbers = toInts.input("source", new double[] {-1.75, -0.5, 0, 0.875, 1.5, 2.999, 1e6, -1e6}, 8);
        Operand truncated = toInts.intOutput("target", 8);
        toInts.run((b, t) -> b.copy(t.of(numbers), t.of(truncated)));
    }

    private static void float64(Backend candidate, Backend reference) {
        Tensor x;
        try {
            x = candidate.doubles(new double[] {1 + 1e-12, 2});
        } catch (PellucidException e) {
            if (!(e instanceof ShapeException)
                    || !e.getMessage().contains("float64")
                    || !e.getMessage().contains("reference")) {
                throw new AssertionError(candidate.name() + " refuses float64 with " + e
                        + ", wanted a ShapeException that says float64 and names the reference backend");
            }
            return;
        }
        candidate.binary(BinaryOp.ADD, x, x, x);
        if (x.toDoubles()[0] != 2 + 2e-12) {
            throw new AssertionError(
                    candidate.name() + " accepts float64 but computes 1 + 1e-12 twice as " + x.toDoubles()[0]);
        }
    }

    private static void scratch(Backend candidate, Backend reference) {
        Scratch scratch = candidate.scratch();
        Scratch[] ofOtherThread = new Scratch[1];
        Thread other = new Thread(() -> ofOtherThread[0] = candidate.scratch());
        other.start();
        try {
            other.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (scratch != candidate.scratch() || scratch == ofOtherThread[0]) {
            throw new AssertionError(
                    "scratch() on " + candidate.name() + " must give each thread its own, always the same");
        }
        try (Scratch.Frame frame = scratch.open()) {
            Tensor first = frame.tensor(DType.FLOAT32, Shape.of(7, 13));
            Tensor second = frame.tensor(DType.FLOAT32, Shape.of(300));
            candidate.fill(first, 1);
            candidate.fill(second, 2);
            if (first.backend() != candidate || candidate.squaredNorm(first) != 7 * 13) {
                throw new AssertionError("scratch memory on " + candidate.name() + ": [7, 13] full of 1 became "
                        + Arrays.toString(first.toFloats()) + " when its neighbour was filled");
            }
        }
    }

    private static void random(Backend candidate, Backend reference) {
        for (int[] shape : SHAPES) {
            for (long seed : new long[] {0, 42, -1}) {
                Trial trial = new Trial("random tensors, seed " + seed, candidate, reference);
                Operand uniform = trial.output("uniform", shape);
                Operand normal = trial.output("normal", shape);
                trial.run((b, t) -> {
                    b.uniform(t.of(uniform), -2, 3, seed);
                    b.normal(t.of(normal), 1, 0.02, seed);
                });
            }
        }
    }
}
