package pellucid.tensor.backend.contract;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;

/**
 * One operation tried on the candidate in many layouts of its operands, each result compared with what the reference
 * backend gives in float64. A trial names its operands first, then runs a body that calls the operation with them.
 */
final class Trial {
    /** How many times the bound that the running error analysis gives is still accepted. */
    private static final double SAFETY = 4;

    /** Calls the operation on a backend. */
    @FunctionalInterface
    interface Body {
        void run(Backend backend, Operand.Tensors t);
    }

    private record Wanted(double[] values, double[] bounds) {}

    private record OnTop(Operand output, Operand input) {}

    private final String operation;
    private final Backend candidate;
    private final Backend reference;
    private final List<Operand> operands = new ArrayList<>();
    private final List<OnTop> onTops = new ArrayList<>();
    private Layout[] layouts = Layout.values();

    Trial(String operation, Backend candidate, Backend reference) {
        this.operation = operation;
        this.candidate = candidate;
        this.reference = reference;
    }

    Operand input(String name, double[] values, int... dims) {
        return add(name, DType.FLOAT32, Operand.Role.INPUT, values, Shape.of(dims), Shape.of(dims));
    }

    Operand ids(String name, int... values) {
        double[] numbers = java.util.Arrays.stream(values).asDoubleStream().toArray();
        Shape shape = Shape.of(values.length);
        return add(name, DType.INT32, Operand.Role.INPUT, numbers, shape, shape);
    }

    /** An input of which only {@code stored} is stored; it is broadcast to {@code dims}. */
    Operand stretched(String name, double[] values, Shape stored, int... dims) {
        return add(name, DType.FLOAT32, Operand.Role.INPUT, values, Shape.of(dims), stored);
    }

    /** An output: it holds NaN beforehand. */
    Operand output(String name, int... dims) {
        return add(name, DType.FLOAT32, Operand.Role.OUTPUT, null, Shape.of(dims), Shape.of(dims));
    }

    Operand intOutput(String name, int... dims) {
        return add(name, DType.INT32, Operand.Role.OUTPUT, null, Shape.of(dims), Shape.of(dims));
    }

    /** An operand that is changed in place or added to. */
    Operand changed(String name, double[] values, int... dims) {
        return add(name, DType.FLOAT32, Operand.Role.CHANGED, values, Shape.of(dims), Shape.of(dims));
    }

    private Operand add(String name, DType dtype, Operand.Role role, double[] values, Shape shape, Shape stored) {
        if (values != null && values.length != stored.size()) {
            throw new IllegalArgumentException(
                    operation + ": " + name + " has " + values.length + " values for " + stored);
        }
        Operand operand = new Operand(name, dtype, shape, stored, role, values);
        operands.add(operand);
        return operand;
    }

    /** Tries also with the output being the very same tensor as this input. */
    Trial mayLieOn(Operand output, Operand input) {
        onTops.add(new OnTop(output, input));
        return this;
    }

    /** Tries these layouts only; for large operands. */
    Trial layouts(Layout... some) {
        layouts = some;
        return this;
    }

    /** Runs the body in all layouts and compares. */
    void run(Body body) {
        Map<Operand, Wanted> wanted = wanted(body);
        for (Layout layout : layouts) {
            runOne(body, wanted, i -> layout, null);
        }
        if (layouts.length > 1) {
            for (int turn = 0; turn < 2; turn++) {
                int first = turn;
                runOne(body, wanted, i -> layouts[(first + 2 * i) % layouts.length], null);
            }
        }
        for (OnTop onTop : onTops) {
            runOne(body, wanted, i -> Layout.OWN, onTop);
            runOne(body, wanted, i -> Layout.GAPPED, onTop);
        }
    }

    private void runOne(Body body, Map<Operand, Wanted> wanted, IntFunction<Layout> layoutOf, OnTop onTop) {
        Map<Operand, Placed> placed = new IdentityHashMap<>();
        for (int i = 0; i < operands.size(); i++) {
            placed.put(operands.get(i), new Placed(operands.get(i), layoutOf.apply(i), candidate));
        }
        if (onTop != null) {
            placed.put(onTop.output, placed.get(onTop.input));
        }
        String where = operation + " on " + candidate.name() + " with "
                + operands.stream().map(o -> placed.get(o).toString()).collect(Collectors.joining(", "))
                + (onTop == null ? "" : ", " + onTop.output.name() + " being " + onTop.input.name());
        try {
            body.run(candidate, operand -> placed.get(operand).view);
            candidate.synchronize();
        } catch (RuntimeException e) {
            throw new AssertionError(where + ": threw " + e, e);
        }
        for (Operand operand : operands) {
            Placed place = placed.get(operand);
            boolean written = operand.isWritten() || (onTop != null && operand == onTop.input);
            String damage = place.damage(written);
            if (damage != null) {
                throw new AssertionError(where + ": " + damage);
            }
            if (operand.isWritten()) {
                compare(where, operand, place.values(), wanted.get(operand));
                if (place.hasChanged() && place.view.storage().version() == place.versionBefore) {
                    throw new AssertionError(where + ": the version of " + operand.name()
                            + "'s storage did not move; whoever writes must call Storage.touch()");
                }
            }
        }
    }

    private static void compare(String where, Operand operand, double[] found, Wanted wanted) {
        for (int i = 0; i < found.length; i++) {
            double tolerance = operand.isInt() ? 0 : SAFETY * wanted.bounds[i];
            if (!agrees(found[i], wanted.values[i], tolerance)) {
                throw new AssertionError(where + ": " + operand.name() + Positions.index(operand.shape(), i) + " is "
                        + found[i] + ", wanted " + wanted.values[i] + " ± " + (float) tolerance);
            }
        }
    }

    private static boolean agrees(double found, double wanted, double tolerance) {
        if (Double.isNaN(wanted)) {
            return Double.isNaN(found);
        }
        if (Double.isInfinite(found) && found * wanted > 0) {
            return Math.abs(wanted) + tolerance >= Float.MAX_VALUE;
        }
        return found == wanted || Math.abs(found - wanted) <= tolerance;
    }

    /** What the reference backend gives in float64, and the bounds on float32's errors. */
    private Map<Operand, Wanted> wanted(Body body) {
        BoundedBackend bounded = new BoundedBackend();
        Map<Operand, Tensor> exact = on(reference, body);
        Map<Operand, Tensor> bounds = on(bounded, body);
        Map<Operand, Wanted> wanted = new IdentityHashMap<>();
        for (Operand operand : operands) {
            if (operand.isWritten()) {
                double[] values = exact.get(operand).toDoubles();
                wanted.put(operand, new Wanted(values, bounded.bounds(bounds.get(operand))));
            }
        }
        return wanted;
    }

    private Map<Operand, Tensor> on(Backend backend, Body body) {
        Map<Operand, Tensor> tensors = new IdentityHashMap<>();
        for (Operand operand : operands) {
            Tensor tensor = backend.zeros(operand.isInt() ? DType.INT32 : DType.FLOAT64, operand.stored());
            if (operand.initial() != null) {
                backend.write(operand.initial(), 0, tensor);
            }
            tensors.put(operand, tensor.broadcastTo(operand.shape()));
        }
        body.run(backend, tensors::get);
        return tensors;
    }
}
