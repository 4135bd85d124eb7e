/**
 * The operations that can be differentiated, one class each, at the granularity of the backends' fused kernels: forward
 * and backward side by side, the formula in the Javadoc. The static methods (made for static import) are the way in:
 *
 * <pre>  Variable y = linear(x, weight, bias, Activation.GELU);  </pre>
 *
 * <p>Batches of sequences are packed: [tokens, hidden] with {@link pellucid.tensor.Segments}, never padded.
 */
package pellucid.autograd.function;
