package pellucid.models.nn;

import pellucid.tensor.Tensor;

/** Looks at the values inside of a model while it computes; see {@link Tap}. */
public interface Observer {
    /**
     * Whether to be shown the value of this name. A step that computes several values at once is cut apart where one in
     * between is wanted, so asking for less is faster.
     */
    boolean wants(String name);

    /**
     * Shows a value that was wanted.
     *
     * @param value valid during this call only; what is to be kept must be copied (for example with toFloats). It may be
     *     a view with gaps.
     */
    void see(String name, Tensor value);
}
