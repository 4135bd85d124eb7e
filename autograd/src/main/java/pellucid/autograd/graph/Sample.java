package pellucid.autograd.graph;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import java.util.stream.Collectors;
import pellucid.autograd.RowGradient;
import pellucid.autograd.Variable;
import pellucid.tensor.DType;
import pellucid.tensor.Tensor;

/** Numbers as short text: the first few of a tensor, its length and range; times. */
final class Sample {
    private static final int SHOWN = 8;
    private static final int READ_WHOLE = 1 << 18;

    private Sample() {}

    /** The first elements of the tensor's first row. */
    static String values(Tensor tensor) {
        if (tensor.size() == 0) {
            return "none";
        }
        Tensor row = tensor;
        while (row.rank() > 1) {
            row = row.select(0, 0);
        }
        Tensor some = row.rank() == 0 ? row : row.slice(0, 0, Math.min(SHOWN, row.dim(0)));
        String text = Arrays.stream(doubles(some)).mapToObj(Sample::number).collect(Collectors.joining(", "));
        return some.size() < tensor.size() ? text + ", …" : text;
    }

    /** The L2 norm and, unless that takes reading too much, the range. */
    static String range(Tensor tensor) {
        if (!tensor.dtype().isFloating() || tensor.size() == 0) {
            return "";
        }
        String norm = "norm " + number(Math.sqrt(tensor.backend().squaredNorm(tensor)));
        if (tensor.size() > READ_WHOLE) {
            return norm;
        }
        DoubleSummaryStatistics range = Arrays.stream(doubles(tensor)).summaryStatistics();
        return number(range.getMin()) + " to " + number(range.getMax()) + ", mean " + number(range.getAverage()) + ", "
                + norm;
    }

    /** A gradient, without making a gradient by rows dense. */
    static String gradient(Variable variable) {
        RowGradient rows = variable.rowGradient();
        if (rows != null) {
            return rows.count() + " of " + rows.shape().dim(0) + " rows; " + range(rows.rows());
        }
        return variable.hasGradient() ? values(variable.gradient()) + " (" + range(variable.gradient()) + ")" : "none";
    }

    static String time(long nanos) {
        if (nanos < 1_000_000) {
            return String.format(Locale.ROOT, nanos < 10_000 ? "%.1f µs" : "%.0f µs", nanos / 1e3);
        }
        return String.format(Locale.ROOT, nanos < 10_000_000 ? "%.1f ms" : "%.0f ms", nanos / 1e6);
    }

    private static double[] doubles(Tensor tensor) {
        return tensor.dtype() == DType.INT32
                ? Arrays.stream(tensor.toInts()).asDoubleStream().toArray()
                : tensor.toDoubles();
    }

    private static String number(double x) {
        return x == Math.rint(x) && Math.abs(x) < 1e6
                ? String.format(Locale.ROOT, "%.0f", x)
                : String.format(Locale.ROOT, "%.4g", x);
    }
}
