package pellucid.tensor.backend.contract;

import pellucid.tensor.ReduceOp;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/** The sums of the {@link BoundedBackend}: along an axis, and of the matrix product. */
final class BoundedSums {
    private BoundedSums() {}

    static void reduce(ReduceOp op, Tensor x, int axis, Tensor out) {
        int[] to = Positions.of(out);
        int length = x.dim(axis);
        int stride = x.stride(axis);
        int[] firsts = length == 0 ? to : Positions.of(x.select(axis, 0));
        BoundedStorage in = BoundedStorage.of(x);
        for (int i = 0; i < to.length; i++) {
            double sum = 0;
            double sizes = 0;
            double bounds = 0;
            double widest = 0;
            double largest = Double.NEGATIVE_INFINITY;
            double smallest = Double.POSITIVE_INFINITY;
            for (int k = 0; k < length; k++) {
                int position = firsts[i] + k * stride;
                double value = in.values[position];
                sum += value;
                sizes += Math.abs(value);
                bounds += in.bounds[position];
                widest = Math.max(widest, in.bounds[position]);
                largest = Math.max(largest, value);
                smallest = Math.min(smallest, value);
            }
            double ofSum = bounds + Rounding.ofSum(length) * sizes;
            switch (op) {
                case SUM -> BoundedStorage.of(out).set(to[i], sum, ofSum);
                case MEAN ->
                    BoundedStorage.of(out)
                            .set(to[i], sum / length, ofSum / length + 2 * Rounding.UNIT * Math.abs(sum / length));
                case MAX -> BoundedStorage.of(out).set(to[i], largest, widest);
                case MIN -> BoundedStorage.of(out).set(to[i], smallest, widest);
            }
        }
    }

    static void matmul(Tensor a, Tensor b, double alpha, double beta, Tensor out) {
        int rank = out.rank();
        int m = out.dim(-2);
        int n = out.dim(-1);
        int inner = a.dim(-1);
        int[] dims = out.shape().dims();
        dims[rank - 1] = inner;
        int[] pa = Positions.of(a.broadcastTo(Shape.of(dims)));
        dims[rank - 2] = inner;
        dims[rank - 1] = n;
        int[] pb = Positions.of(b.broadcastTo(Shape.of(dims)));
        int[] to = Positions.of(out);
        BoundedStorage as = BoundedStorage.of(a);
        BoundedStorage bs = BoundedStorage.of(b);
        for (int i = 0; i < to.length; i++) {
            int matrix = i / (m * n);
            int left = matrix * m * inner + i / n % m * inner;
            int right = matrix * inner * n + i % n;
            double sum = 0;
            double sizes = 0;
            double passedOn = 0;
            for (int k = 0; k < inner; k++) {
                int l = pa[left + k];
                int r = pb[right + k * n];
                double x = as.values[l];
                double y = bs.values[r];
                sum += x * y;
                sizes += Math.abs(x * y);
                passedOn += Math.abs(x) * bs.bounds[r] + (Math.abs(y) + bs.bounds[r]) * as.bounds[l];
            }
            double scaled = alpha * sum;
            double bound = Math.abs(alpha) * (passedOn + Rounding.ofSum(inner) * sizes)
                    + 2 * Rounding.UNIT * Math.abs(scaled)
                    + Rounding.UNDERFLOW;
            if (beta == 0) {
                BoundedStorage.of(out).set(to[i], scaled, bound);
            } else {
                double old = beta * BoundedStorage.of(out).values[to[i]];
                bound += Math.abs(beta) * BoundedStorage.of(out).bounds[to[i]]
                        + Rounding.UNIT * (2 * Math.abs(old) + Math.abs(scaled + old));
                BoundedStorage.of(out).set(to[i], scaled + old, bound);
            }
        }
    }
}
