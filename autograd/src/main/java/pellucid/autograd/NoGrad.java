package pellucid.autograd;

/**
 * A stretch of code, on this thread, that leaves no tape: {@code try (NoGrad off = NoGrad.open()) { … }}. Scopes nest.
 */
public final class NoGrad implements AutoCloseable {
    private static final ThreadLocal<State> STATE = ThreadLocal.withInitial(State::new);

    private final State state;
    private final int deeper;
    private boolean open = true;

    private NoGrad(State state, int deeper) {
        this.state = state;
        this.deeper = deeper;
        state.depth += deeper;
    }

    public static NoGrad open() {
        return new NoGrad(STATE.get(), 1);
    }

    /** A stretch that leaves a tape again, whatever scopes it lies in. */
    static NoGrad lifted() {
        State state = STATE.get();
        return new NoGrad(state, -state.depth);
    }

    /** Whether functions are recorded here and now. */
    public static boolean isTaping() {
        return STATE.get().depth == 0;
    }

    /** The same, asked by a function that would be recorded. */
    static boolean permits() {
        State state = STATE.get();
        state.refused |= state.depth > 0;
        return state.depth == 0;
    }

    /** Whether, since the last time this was asked, a function was not recorded that would have been. */
    static boolean hasRefused() {
        State state = STATE.get();
        boolean refused = state.refused;
        state.refused = false;
        return refused;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            state.depth -= deeper;
        }
    }

    private static final class State {
        int depth;
        boolean refused;
    }
}
