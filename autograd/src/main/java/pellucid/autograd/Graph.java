package pellucid.autograd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The tape behind a variable, as a directed acyclic graph of functions. */
public final class Graph {
    private Graph() {}

    /**
     * All functions that led to a variable, each once, every function after those whose results it uses. The search goes
     * in depth with a stack of its own, so that a long chain of functions does not overflow the thread's.
     */
    public static List<Function> functions(Variable result) {
        List<Function> order = new ArrayList<>();
        Set<Function> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Visit> path = new ArrayDeque<>();
        enter(result, seen, path);
        while (!path.isEmpty()) {
            Visit visit = path.peek();
            if (visit.next < visit.function.inputs().size()) {
                enter(visit.function.inputs().get(visit.next++), seen, path);
            } else {
                order.add(path.pop().function);
            }
        }
        return order;
    }

    private static void enter(Variable variable, Set<Function> seen, Deque<Visit> path) {
        if (variable != null && variable.maker() != null && seen.add(variable.maker())) {
            path.push(new Visit(variable.maker()));
        }
    }

    private static final class Visit {
        final Function function;
        int next;

        Visit(Function function) {
            this.function = function;
        }
    }
}
