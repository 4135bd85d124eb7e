package pellucid.tensor.backend;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import pellucid.tensor.Backend;
import pellucid.tensor.Scratch;
import pellucid.tensor.Segments;
import pellucid.tensor.Tensor;

/**
 * Shows every operation as it is computed. A traced backend computes what the one inside it computes; its tensors belong
 * to it, so all that is done with them passes by here:
 *
 * <pre>
 *   Backend traced = TracingBackend.around(Backends.get(), TracingBackend.printing(System.out::println), true);
 *   Tensor y = softmax(traced.floats(scores, 2, 3));
 * </pre>
 *
 * <p>Tensors of the backend inside may stand beside tensors of the traced one. What makes tensors, reads and writes them
 * is not shown.
 */
public final class TracingBackend implements InvocationHandler {
    private static final Set<String> MAKING = Set.of("zeros", "floats", "doubles", "ints", "allocate", "adopt");
    private static final Set<String> NOT_SHOWN = Set.of("read", "write");

    private final Backend delegate;
    private final Consumer<TraceEvent> listener;
    private final boolean expand;
    private final ThreadLocal<Pass> passes = ThreadLocal.withInitial(Pass::new);
    private ThreadLocal<Scratch> scratch;

    /** What one thread is in the middle of. */
    private static final class Pass {
        private final List<TraceEvent> events = new ArrayList<>();
        private int depth;
    }

    private TracingBackend(Backend delegate, Consumer<TraceEvent> listener, boolean expand) {
        this.delegate = delegate;
        this.listener = listener;
        this.expand = expand;
    }

    /**
     * Decorates a backend.
     *
     * @param listener gets every operation when the outermost one is done, an operation before its steps; called on the
     *     thread that computed
     * @param expand whether compound operations are computed by the contract's default bodies, step by step, even where the
     *     backend has a faster way; else an operation is one event
     */
    public static Backend around(Backend delegate, Consumer<TraceEvent> listener, boolean expand) {
        TracingBackend handler = new TracingBackend(delegate, listener, expand);
        Backend traced = (Backend)
                Proxy.newProxyInstance(Backend.class.getClassLoader(), new Class<?>[] {Backend.class}, handler);
        handler.scratch = ThreadLocal.withInitial(() -> new Scratch(traced));
        return traced;
    }

    /** A listener that prints one aligned line an operation. */
    public static Consumer<TraceEvent> printing(Consumer<String> lines) {
        return event -> lines.accept(event.toLine());
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (method.getDeclaringClass() == Object.class) {
            return switch (name) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "traced " + delegate;
            };
        }
        if (name.equals("scratch")) {
            return scratch.get();
        }
        if (MAKING.contains(name) && method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        return isShown(method) ? trace(proxy, method, arguments) : onDelegate(method, arguments);
    }

    /** Computing is what takes tensors. */
    private static boolean isShown(Method method) {
        if (NOT_SHOWN.contains(method.getName())) {
            return false;
        }
        for (Class<?> type : method.getParameterTypes()) {
            if (type == Tensor.class || type == List.class) {
                return true;
            }
        }
        return false;
    }

    private Object trace(Object proxy, Method method, Object[] arguments) throws Throwable {
        Pass pass = passes.get();
        int place = pass.events.size();
        // Taken now, so that an operation comes before its steps.
        pass.events.add(null);
        int depth = pass.depth++;
        try {
            long start = System.nanoTime();
            Object result = expand && method.isDefault()
                    ? InvocationHandler.invokeDefault(proxy, method, arguments)
                    : onDelegate(method, arguments);
            delegate.synchronize();
            pass.events.set(place, event(method, arguments, System.nanoTime() - start, depth));
            return result;
        } finally {
            pass.depth--;
            if (pass.depth == 0) {
                List<TraceEvent> events =
                        pass.events.stream().filter(Objects::nonNull).toList();
                pass.events.clear();
                events.forEach(listener);
            }
        }
    }

    private Object onDelegate(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(delegate, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static TraceEvent event(Method method, Object[] arguments, long nanoseconds, int depth) {
        List<TraceEvent.Operand> operands = new ArrayList<>();
        List<String> choices = new ArrayList<>();
        List<String> scalars = new ArrayList<>();
        for (Object argument : arguments) {
            if (argument instanceof Tensor tensor) {
                operands.add(new TraceEvent.Operand(tensor.shape(), tensor.dtype()));
            } else if (argument instanceof List<?> list) {
                for (Object element : list) {
                    Tensor tensor = (Tensor) element;
                    operands.add(new TraceEvent.Operand(tensor.shape(), tensor.dtype()));
                }
            } else if (argument instanceof Enum<?> choice) {
                choices.add(choice.name());
            } else if (argument instanceof Segments segments) {
                scalars.add(segments.count() + " sequences");
            } else if (argument != null) {
                scalars.add(argument.toString());
            }
        }
        return new TraceEvent(
                method.getName(),
                List.copyOf(operands),
                List.copyOf(choices),
                List.copyOf(scalars),
                nanoseconds,
                depth);
    }
}
