/**
 * The parts that models are put together from: layers, the tree of parameters under the names that Hugging Face gives
 * them, dropout, and the tap through which every intermediate value can be seen.
 *
 * <p>A layer is a small class whose fields are its parameters, with their shapes beside them; {@code forward} is the
 * computation, the same for training and inference. {@link pellucid.models.nn.Tap} hands what a layer computes to an
 * {@link pellucid.models.nn.Observer} under a stable name such as {@code encoder.layer.0.attention.probs}.
 */
package pellucid.models.nn;
