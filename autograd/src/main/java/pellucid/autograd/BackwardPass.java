package pellucid.autograd;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pellucid.tensor.Tensor;

/**
 * One walk over the tape, the last function first. A function that has passed its gradient on lets go of its inputs and
 * of what it saved, so that memory shrinks as the walk proceeds.
 *
 * <p>A leaf with hooks adds up the gradient of each pass by itself, because the hooks are to see that one; what it had is
 * set aside until the walk is over. A walk inside of another one (a checkpoint's) is part of the outer pass.
 */
final class BackwardPass {
    private static final ThreadLocal<BackwardPass> CURRENT = new ThreadLocal<>();

    private final Map<Variable, Gradient> setAside = new LinkedHashMap<>();

    private BackwardPass() {}

    static void run(Variable result, Tensor seed, boolean keepTape) {
        if (CURRENT.get() != null) {
            walk(result, seed, keepTape);
            return;
        }
        BackwardPass pass = new BackwardPass();
        CURRENT.set(pass);
        boolean done = false;
        try {
            walk(result, seed, keepTape);
            done = true;
        } finally {
            CURRENT.remove();
            pass.close(done);
        }
    }

    /** A leaf with hooks is about to be added to. */
    static void setAside(Variable leaf) {
        Map<Variable, Gradient> setAside = CURRENT.get().setAside;
        if (!setAside.containsKey(leaf)) {
            setAside.put(leaf, leaf.take());
        }
    }

    private static void walk(Variable result, Tensor seed, boolean keepTape) {
        Anomaly.checkSeed(seed);
        List<Function> left = Graph.functions(result);
        result.accumulate(seed, false);
        try {
            while (!left.isEmpty()) {
                left.remove(left.size() - 1).propagate(keepTape);
            }
        } finally {
            // Only after an error is anything left: the next pass must not find half of this one.
            left.forEach(Function::forgetGradient);
        }
    }

    private void close(boolean done) {
        setAside.forEach((leaf, before) -> {
            Gradient found = leaf.take();
            leaf.put(before);
            if (done && found != null) {
                leaf.accumulateHooked(found.tensor());
            }
        });
    }
}
