package pellucid.tensor;

/** What a linear layer applies to its result, where the two are one step. */
public enum Activation {
    NONE(null),
    GELU(UnaryOp.GELU),
    RELU(UnaryOp.RELU),
    TANH(UnaryOp.TANH);

    private final UnaryOp function;

    Activation(UnaryOp function) {
        this.function = function;
    }

    /** The function, null for {@link #NONE}. */
    public UnaryOp function() {
        return function;
    }
}
