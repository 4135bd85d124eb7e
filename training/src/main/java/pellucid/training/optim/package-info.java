/**
 * Optimisers: how gradients change parameters.
 *
 * <p>A training step is: gradients in, {@link pellucid.training.optim.GradientClipping} bounds their common length,
 * {@link pellucid.training.optim.Schedule} says how large a step is to be, and an
 * {@link pellucid.training.optim.Optimizer} takes it:
 *
 * <pre>
 *   Sgd      p = p - lr · g, with momentum and Nesterov's look ahead    Sutskever et al., 2013
 *   Adam     steps scaled by running moments of the gradient            Kingma and Ba, 2015
 *   AdamW    Adam, the decay of the weights apart from the gradient     Loshchilov and Hutter, 2019
 * </pre>
 *
 * <p>All of them compute what PyTorch's classes of these names compute. Parameters that are treated alike form a
 * {@link pellucid.training.optim.ParameterGroup}.
 */
package pellucid.training.optim;
