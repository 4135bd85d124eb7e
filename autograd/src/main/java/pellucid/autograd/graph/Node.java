package pellucid.autograd.graph;

import java.util.List;
import java.util.Locale;
import pellucid.autograd.Function;
import pellucid.autograd.Variable;

/**
 * A leaf of the tape or a function with its result, as it was when the drawing was made: the tape itself is freed by the
 * backward pass.
 *
 * @param number in the order of the tape, inputs before what uses them
 * @param kind what it is drawn as
 * @param label the function's name, or the leaf's
 * @param variable the leaf, or the function's result
 * @param inputs what the function was applied to, absent ones left out
 */
record Node(int number, Kind kind, String label, Variable variable, List<Node> inputs) {
    enum Kind {
        FUNCTION,
        PARAMETER,
        CONSTANT;

        /** The name for people and for style sheets. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Null for a leaf. */
    Function function() {
        return variable.maker();
    }

    /** Both passes together; 0 for a leaf. */
    long nanos() {
        return function() == null ? 0 : function().forwardNanos() + function().backwardNanos();
    }

    /** The times of the two passes, as "12 µs ↓ 30 µs ↑"; empty for a leaf. */
    String times() {
        if (function() == null) {
            return "";
        }
        String forward = Sample.time(function().forwardNanos()) + " ↓";
        long backward = function().backwardNanos();
        return backward == 0 ? forward : forward + "  " + Sample.time(backward) + " ↑";
    }
}
