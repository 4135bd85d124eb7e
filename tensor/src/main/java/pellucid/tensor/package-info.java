/**
 * Tensors and the contract that every backend fulfils.
 *
 * <p>A {@link pellucid.tensor.Tensor} is a window onto a {@link pellucid.tensor.Storage}; a {@link pellucid.tensor.Backend}
 * owns storages and computes with them. Temporary memory is a stack ({@link pellucid.tensor.Scratch}), random numbers are
 * counter-based ({@link pellucid.tensor.Philox}), and a batch of texts is packed without padding
 * ({@link pellucid.tensor.Segments}). Read Shape, Tensor, Backend in this order.
 */
package pellucid.tensor;
