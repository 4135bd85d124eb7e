package pellucid.autograd;

import pellucid.tensor.Backend;
import pellucid.tensor.Tensor;

/**
 * The memory of a stack of layers whose results all have one shape. In an {@link Inference} scope each layer works in a
 * scope of its own, and {@link #keepOnly} carries its result over to the next: a model of any depth takes the memory of
 * one layer. Elsewhere nothing happens, and the results are kept as the tape needs them.
 *
 * <pre>
 *   try (LayerMemory memory = LayerMemory.open(hidden)) {
 *       for (Layer layer : layers) {
 *           hidden = memory.keepOnly(layer.forward(hidden));
 *       }
 *   }
 * </pre>
 */
public final class LayerMemory implements AutoCloseable {
    private final Backend backend;
    private final Variable kept;
    private Inference layer;

    private LayerMemory(Backend backend, Variable kept) {
        this.backend = backend;
        this.kept = kept;
        this.layer = kept == null ? null : Inference.open(backend);
    }

    /** Memory for layers whose results have the shape and type of {@code like}. */
    public static LayerMemory open(Variable like) {
        Backend backend = like.value().backend();
        return new LayerMemory(
                backend, Inference.isOpenFor(backend) ? Variable.constant(Function.outputLike(like.value())) : null);
    }

    /**
     * Ends a layer: gives back all that it computed but its result, which lives on (until the next layer's result takes
     * its place, or the scope around closes).
     */
    public Variable keepOnly(Variable result) {
        if (kept == null) {
            return result;
        }
        Tensor value = result.value();
        backend.copy(value, kept.value());
        layer.close();
        layer = Inference.open(backend);
        return kept;
    }

    @Override
    public void close() {
        if (layer != null) {
            layer.close();
        }
    }
}
