package pellucid.autograd;

import java.lang.StackWalker.StackFrame;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import pellucid.tensor.Tensor;

/**
 * A stretch of code, on this thread, in which every function is watched, forward and backward: the first one that makes a
 * NaN or an infinity from numbers that had none throws an {@link AnomalyException} with its name and the line that applied
 * it. For looking for a fault: every tensor is read once more, and every function looks at the stack.
 *
 * <pre>  try (Anomaly watch = Anomaly.open()) { loss = …; loss.backward(); }  </pre>
 *
 * <p>Infinities that come in, such as the -infinity of a mask, may come out again.
 */
public final class Anomaly implements AutoCloseable {
    private static final ThreadLocal<int[]> DEPTH = ThreadLocal.withInitial(() -> new int[1]);
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final int[] depth;
    private boolean open = true;

    private Anomaly(int[] depth) {
        this.depth = depth;
    }

    /** Scopes nest. */
    public static Anomaly open() {
        int[] depth = DEPTH.get();
        depth[0]++;
        return new Anomaly(depth);
    }

    /** Whether functions are watched here and now. */
    public static boolean isOpen() {
        return DEPTH.get()[0] > 0;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            depth[0]--;
        }
    }

    /** The line that applied a function: that of the first frame which belongs to no function. */
    static String caller() {
        return WALKER.walk(frames -> frames.filter(frame -> !belongsToAFunction(frame.getDeclaringClass()))
                .findFirst()
                .map(Anomaly::describe)
                .orElse("an unknown line"));
    }

    private static boolean belongsToAFunction(Class<?> type) {
        return Function.class.isAssignableFrom(type)
                || type == Anomaly.class
                || type.getPackageName().equals(Function.class.getPackageName() + ".function");
    }

    private static String describe(StackFrame frame) {
        return frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                + frame.getLineNumber() + ")";
    }

    static void checkForward(Function function, Variable[] inputs, Tensor value) {
        if (isFinite(value)) {
            return;
        }
        boolean infinitiesCameIn = false;
        for (int i = 0; i < inputs.length; i++) {
            if (inputs[i] == null || isFinite(inputs[i].value())) {
                continue;
            }
            if (hasNaN(inputs[i].value())) {
                throw new AnomalyException(function.name() + " at " + function.caller() + ": input " + i + ", "
                        + inputs[i] + ", has a NaN already" + place(inputs[i].value())
                        + "; look at where it was loaded or last changed");
            }
            infinitiesCameIn = true;
        }
        if (infinitiesCameIn && !hasNaN(value)) {
            return;
        }
        throw new AnomalyException(function.name() + " at " + function.caller() + " made " + kind(value) + place(value)
                + from(inputs) + "; look at the range of its inputs");
    }

    static void checkBackward(Function function) {
        for (int i = 0; i < function.inputs().size(); i++) {
            Variable input = function.inputs().get(i);
            Tensor gradient = input == null ? null : input.collected();
            if (gradient != null && !isFinite(gradient)) {
                throw new AnomalyException("the backward pass of " + function.name() + ", applied at "
                        + function.caller() + ", made " + kind(gradient) + place(gradient) + ", the gradient of input "
                        + i + from(function.inputs().toArray(Variable[]::new)) + "; look at its derivative there");
            }
        }
    }

    static void checkSeed(Tensor seed) {
        if (isOpen() && !isFinite(seed)) {
            throw new AnomalyException(
                    "backward: the seed has " + kind(seed) + place(seed) + "; give one of finite numbers");
        }
    }

    private static boolean isFinite(Tensor tensor) {
        // One pass on the backend; squares may overflow in float64 where the numbers themselves do not.
        return Double.isFinite(tensor.backend().squaredNorm(tensor))
                || Arrays.stream(tensor.toDoubles()).allMatch(Double::isFinite);
    }

    private static boolean hasNaN(Tensor tensor) {
        return Arrays.stream(tensor.toDoubles()).anyMatch(Double::isNaN);
    }

    private static String kind(Tensor tensor) {
        return hasNaN(tensor) ? "a NaN" : "an infinity";
    }

    private static String place(Tensor tensor) {
        double[] values = tensor.toDoubles();
        boolean nan = hasNaN(tensor);
        for (int i = 0; i < values.length; i++) {
            if (nan ? Double.isNaN(values[i]) : Double.isInfinite(values[i])) {
                return " (element " + i + " of " + tensor.shape() + ")";
            }
        }
        return "";
    }

    private static String from(Variable[] inputs) {
        StringBuilder text = new StringBuilder(" from ");
        for (Variable input : inputs) {
            if (input != null) {
                DoubleSummaryStatistics range =
                        Arrays.stream(input.value().toDoubles()).summaryStatistics();
                text.append(text.length() > 6 ? ", " : "")
                        .append(input.value().shape())
                        .append(" between ")
                        .append((float) range.getMin())
                        .append(" and ")
                        .append((float) range.getMax());
            }
        }
        return text.toString();
    }
}
