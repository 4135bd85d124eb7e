package pellucid.autograd;

/**
 * A stretch of code, on this thread, that leaves no tape: {@code try (NoGrad off = NoGrad.open()) { … }}. Scopes nest.
 */
public final class NoGrad implements AutoCloseable {
    private static final ThreadLocal<int[]> DEPTH = ThreadLocal.withInitial(() -> new int[1]);

    private final int[] depth;
    private boolean open = true;

    private NoGrad(int[] depth) {
        this.depth = depth;
    }

    public static NoGrad open() {
        int[] depth = DEPTH.get();
        depth[0]++;
        return new NoGrad(depth);
    }

    /** Whether functions are recorded here and now. */
    public static boolean isTaping() {
        return DEPTH.get()[0] == 0;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            depth[0]--;
        }
    }
}
