package pellucid.tensor.backend.simd;

import pellucid.tensor.Activation;

/**
 * What a product begins and ends with, tile by tile: the sums start from the bias, and the activation is applied while the
 * tile is still in the first-level cache. As passes of their own these would read and write the whole result once more.
 *
 * @param bias [columns], from biasAt on; null for none
 */
record Epilogue(float[] bias, int biasAt, Activation activation) {
    static final Epilogue NONE = new Epilogue(null, 0, Activation.NONE);

    /** Applies the activation to rows of one panel's width. */
    void activate(float[] c, int at, int stride, int rows) {
        if (activation != Activation.NONE) {
            UnaryLoops.applyToPanel(activation.function(), c, at, stride, rows);
        }
    }
}
