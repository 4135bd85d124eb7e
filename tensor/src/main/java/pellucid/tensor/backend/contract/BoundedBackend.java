package pellucid.tensor.backend.contract;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import pellucid.tensor.Backend;
import pellucid.tensor.BinaryOp;
import pellucid.tensor.DType;
import pellucid.tensor.Dropout;
import pellucid.tensor.Philox;
import pellucid.tensor.ReduceOp;
import pellucid.tensor.Scratch;
import pellucid.tensor.Shape;
import pellucid.tensor.Storage;
import pellucid.tensor.Tensor;
import pellucid.tensor.UnaryOp;

/**
 * Computes each element in float64 together with a bound on the error that the same steps in float32 may have brought
 * into it ({@link Rounding}). It has simple operations only, so compound ones run by the contract's default bodies, and
 * the bound of their result follows from those.
 */
final class BoundedBackend implements Backend {
    /** One for all threads: a trial has one, and what a ThreadLocal holds on to here would outlive the trial. */
    private final Scratch scratch = new Scratch(this);

    private static BoundedStorage cells(Tensor tensor) {
        return BoundedStorage.of(tensor);
    }

    private static int[] positions(Tensor tensor, Shape stretchedTo) {
        return Positions.of(tensor.broadcastTo(stretchedTo));
    }

    /** The bounds of a tensor's elements in the order of the axes. */
    double[] bounds(Tensor tensor) {
        return Arrays.stream(Positions.of(tensor))
                .mapToDouble(position -> cells(tensor).bounds[position])
                .toArray();
    }

    @Override
    public String name() {
        return "bounded";
    }

    @Override
    public String describe() {
        return "float64 with bounds on float32's rounding errors";
    }

    @Override
    public Storage allocate(Backend owner, DType dtype, int size) {
        return new BoundedStorage(owner, dtype, size);
    }

    @Override
    public Storage adopt(Backend owner, float[] values) {
        BoundedStorage cells = new BoundedStorage(owner, DType.FLOAT32, values.length);
        for (int i = 0; i < values.length; i++) {
            cells.values[i] = values[i];
        }
        return cells;
    }

    @Override
    public Scratch scratch() {
        return scratch;
    }

    @Override
    public void read(Tensor source, float[] target, int offset) {
        double[] values = new double[source.size()];
        read(source, values, 0);
        for (int i = 0; i < values.length; i++) {
            target[offset + i] = (float) values[i];
        }
    }

    @Override
    public void read(Tensor source, double[] target, int offset) {
        int[] positions = Positions.of(source);
        for (int i = 0; i < positions.length; i++) {
            target[offset + i] = cells(source).values[positions[i]];
        }
    }

    @Override
    public void read(Tensor source, int[] target, int offset) {
        int[] positions = Positions.of(source);
        for (int i = 0; i < positions.length; i++) {
            target[offset + i] = (int) cells(source).values[positions[i]];
        }
    }

    @Override
    public void write(float[] source, int offset, Tensor target) {
        write(
                IntStream.range(0, target.size())
                        .mapToDouble(i -> source[offset + i])
                        .toArray(),
                0,
                target);
    }

    @Override
    public void write(double[] source, int offset, Tensor target) {
        int[] positions = Positions.of(target);
        for (int i = 0; i < positions.length; i++) {
            cells(target).set(positions[i], source[offset + i], Rounding.ofGiven(source[offset + i]));
        }
    }

    @Override
    public void write(int[] source, int offset, Tensor target) {
        write(Arrays.stream(source).asDoubleStream().toArray(), offset, target);
    }

    @Override
    public void copy(Tensor source, Tensor target) {
        int[] from = positions(source, target.shape());
        int[] to = Positions.of(target);
        BoundedStorage in = cells(source);
        for (int i = 0; i < to.length; i++) {
            cells(target).set(to[i], in.values[from[i]], in.bounds[from[i]]);
        }
    }

    @Override
    public void fill(Tensor target, double value) {
        for (int position : Positions.of(target)) {
            cells(target).set(position, value, Rounding.ofGiven(value));
        }
    }

    @Override
    public void unary(UnaryOp op, Tensor x, Tensor out) {
        int[] from = Positions.of(x);
        int[] to = Positions.of(out);
        BoundedStorage in = cells(x);
        for (int i = 0; i < to.length; i++) {
            double value = in.values[from[i]];
            double y = op.apply(value);
            cells(out).set(to[i], y, Rounding.unary(op, value, in.bounds[from[i]], y));
        }
    }

    @Override
    public void unaryBackward(UnaryOp op, Tensor x, Tensor y, Tensor dy, Tensor dx) {
        int[] px = Positions.of(x);
        int[] py = Positions.of(y);
        int[] pg = Positions.of(dy);
        int[] to = Positions.of(dx);
        BoundedStorage xs = cells(x);
        BoundedStorage ys = cells(y);
        BoundedStorage gs = cells(dy);
        for (int i = 0; i < to.length; i++) {
            double gradient = gs.values[pg[i]] * op.derivative(xs.values[px[i]], ys.values[py[i]]);
            double bound = Rounding.unaryBackward(
                    op,
                    xs.values[px[i]],
                    xs.bounds[px[i]],
                    ys.values[py[i]],
                    ys.bounds[py[i]],
                    gs.values[pg[i]],
                    gs.bounds[pg[i]]);
            cells(dx).set(to[i], gradient, bound);
        }
    }

    @Override
    public void binary(BinaryOp op, Tensor a, Tensor b, Tensor out) {
        int[] pa = positions(a, out.shape());
        int[] pb = positions(b, out.shape());
        int[] to = Positions.of(out);
        BoundedStorage as = cells(a);
        BoundedStorage bs = cells(b);
        for (int i = 0; i < to.length; i++) {
            double left = as.values[pa[i]];
            double right = bs.values[pb[i]];
            double y = op.apply(left, right);
            cells(out).set(to[i], y, Rounding.binary(op, left, as.bounds[pa[i]], right, bs.bounds[pb[i]], y));
        }
    }

    @Override
    public void affine(Tensor x, double scale, double shift, Tensor out) {
        int[] from = Positions.of(x);
        int[] to = Positions.of(out);
        BoundedStorage in = cells(x);
        for (int i = 0; i < to.length; i++) {
            double scaled = scale * in.values[from[i]];
            double bound = Math.abs(scale) * in.bounds[from[i]]
                    + Rounding.UNIT * (2 * Math.abs(scaled) + Math.abs(shift) + Math.abs(scaled + shift))
                    + Rounding.UNDERFLOW;
            cells(out).set(to[i], scaled + shift, bound);
        }
    }

    @Override
    public void where(Tensor condition, Tensor a, Tensor b, Tensor out) {
        int[] pc = positions(condition, out.shape());
        int[] pa = positions(a, out.shape());
        int[] pb = positions(b, out.shape());
        int[] to = Positions.of(out);
        for (int i = 0; i < to.length; i++) {
            boolean left = cells(condition).values[pc[i]] != 0;
            BoundedStorage from = cells(left ? a : b);
            int position = left ? pa[i] : pb[i];
            cells(out).set(to[i], from.values[position], from.bounds[position]);
        }
    }

    @Override
    public void reduce(ReduceOp op, Tensor x, int axis, Tensor out) {
        BoundedSums.reduce(op, x, axis, out);
    }

    @Override
    public void argMax(Tensor x, int axis, Tensor out) {
        int[] to = Positions.of(out);
        int[] firsts = Positions.of(x.select(axis, 0));
        BoundedStorage in = cells(x);
        for (int i = 0; i < to.length; i++) {
            int best = 0;
            for (int k = 1; k < x.dim(axis); k++) {
                if (in.values[firsts[i] + k * x.stride(axis)] > in.values[firsts[i] + best * x.stride(axis)]) {
                    best = k;
                }
            }
            cells(out).set(to[i], best, 0);
        }
    }

    @Override
    public double squaredNorm(Tensor x) {
        double sum = 0;
        for (int position : Positions.of(x)) {
            sum += cells(x).values[position] * cells(x).values[position];
        }
        return sum;
    }

    @Override
    public void topK(Tensor x, int k, Tensor values, Tensor indices) {
        int[] from = Positions.of(x);
        int[] toValues = Positions.of(values);
        int[] toIndices = Positions.of(indices);
        int columns = x.dim(1);
        for (int row = 0; row < x.dim(0); row++) {
            int first = row * columns;
            // The sort is stable: of equal values the first stays first.
            int[] order = IntStream.range(0, columns)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -cells(x).values[from[first + i]]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int rank = 0; rank < k; rank++) {
                int position = from[first + order[rank]];
                cells(values).set(toValues[row * k + rank], cells(x).values[position], cells(x).bounds[position]);
                cells(indices).set(toIndices[row * k + rank], order[rank], 0);
            }
        }
    }

    @Override
    public void matmul(Tensor a, Tensor b, double alpha, double beta, Tensor out) {
        BoundedSums.matmul(a, b, alpha, beta, out);
    }

    @Override
    public void gatherRows(Tensor table, Tensor ids, Tensor out) {
        int[] rows = ids.toInts();
        for (int i = 0; i < rows.length; i++) {
            copy(table.select(0, rows[i]), out.select(0, i));
        }
    }

    @Override
    public void scatterAddRows(Tensor rows, Tensor ids, Tensor table) {
        int[] targets = ids.toInts();
        for (int i = 0; i < targets.length; i++) {
            Tensor row = table.select(0, targets[i]);
            binary(BinaryOp.ADD, row, rows.select(0, i), row);
        }
    }

    @Override
    public void dropout(Tensor x, Dropout dropout, Tensor out) {
        int[] from = Positions.of(x);
        int[] to = Positions.of(out);
        double scale = 1 / (1 - dropout.probability());
        for (int i = 0; i < to.length; i++) {
            boolean kept = Philox.uniform(dropout.seed(), dropout.offset() + i) >= dropout.probability();
            double value = kept ? cells(x).values[from[i]] * scale : 0;
            double bound = kept ? cells(x).bounds[from[i]] * scale + 3 * Rounding.UNIT * Math.abs(value) : 0;
            cells(out).set(to[i], value, bound);
        }
    }
}
