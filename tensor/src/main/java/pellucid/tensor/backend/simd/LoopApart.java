package pellucid.tensor.backend.simd;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * A loop y = f(x) over vectors that the compiler keeps apart from its callers.
 *
 * <p>Vectors stay in registers only while the compiler inlines every step of their arithmetic. It likes to draw a hot loop
 * into its caller, and that into the next one; two or three exponentials in one method reach the limit of what it inlines,
 * and the vectors behind the limit become objects: 10 to 40 MB for a GELU of [256, 1536]. A method handle that is no
 * constant is a call it cannot look through, so that each loop is compiled by itself, however it is called. That costs a
 * few nanoseconds a call.
 */
final class LoopApart {
    interface Loop {
        /** y = f(x) for n numbers, from xo and yo on. */
        void run(float[] x, int xo, float[] y, int yo, int n);

        /** x = f(x) for rows of one panel's width: a constant, so that the compiler unrolls the loop. */
        default void runPanel(float[] x, int at, int stride, int rows) {
            for (int r = 0; r < rows; r++) {
                run(x, at + r * stride, x, at + r * stride, Panels.PANEL);
            }
        }
    }

    private static final MethodHandle RUN =
            handle("run", float[].class, int.class, float[].class, int.class, int.class);
    private static final MethodHandle RUN_PANEL = handle("runPanel", float[].class, int.class, int.class, int.class);

    /** In arrays, because there the compiler takes nothing for a constant. */
    private final MethodHandle[] run;

    private final MethodHandle[] runPanel;

    LoopApart(Loop loop) {
        this.run = new MethodHandle[] {RUN.bindTo(loop)};
        this.runPanel = new MethodHandle[] {RUN_PANEL.bindTo(loop)};
    }

    /** See {@link Loop#run}. */
    void run(float[] x, int xo, float[] y, int yo, int n) {
        try {
            run[0].invokeExact(x, xo, y, yo, n);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** See {@link Loop#runPanel}. */
    void runPanel(float[] x, int at, int stride, int rows) {
        try {
            runPanel[0].invokeExact(x, at, stride, rows);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            return e;
        }
        return new IllegalStateException("a loop throws no checked exceptions", failure);
    }

    private static MethodHandle handle(String name, Class<?>... parameters) {
        try {
            return MethodHandles.lookup().findVirtual(Loop.class, name, MethodType.methodType(void.class, parameters));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
