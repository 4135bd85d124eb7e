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
    /** y = f(x) for n numbers, from xo and yo on. */
    interface Loop {
        void run(float[] x, int xo, float[] y, int yo, int n);
    }

    private static final MethodHandle RUN = handleOfRun();

    /** In an array, because there the compiler takes nothing for a constant. */
    private final MethodHandle[] handle;

    LoopApart(Loop loop) {
        this.handle = new MethodHandle[] {RUN.bindTo(loop)};
    }

    void run(float[] x, int xo, float[] y, int yo, int n) {
        try {
            handle[0].invokeExact(x, xo, y, yo, n);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a loop has no checked exceptions", e);
        }
    }

    private static MethodHandle handleOfRun() {
        MethodType type =
                MethodType.methodType(void.class, float[].class, int.class, float[].class, int.class, int.class);
        try {
            return MethodHandles.lookup().findVirtual(Loop.class, "run", type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
