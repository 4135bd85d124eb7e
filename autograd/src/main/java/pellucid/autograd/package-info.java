/**
 * Reverse-mode automatic differentiation (Linnainmaa, 1970; Griewank and Walther, 2008).
 *
 * <p>A {@link pellucid.autograd.Variable} is a tensor, its gradient and the {@link pellucid.autograd.Function} that made
 * it. Computing with variables leaves a tape: the graph of functions. {@code backward()} walks it once, the last function
 * first, and each function turns the gradient of its output into gradients of its inputs by the chain rule.
 *
 * <p>{@link pellucid.autograd.NoGrad} leaves no tape; {@link pellucid.autograd.Inference} also takes all memory from a
 * stack that is given back at once. {@link pellucid.autograd.Checkpoint} computes a stretch a second time rather than keep
 * its tape. {@link pellucid.autograd.GradCheck} compares a gradient with differences of values, and
 * {@link pellucid.autograd.Anomaly} finds the function that made the first NaN.
 */
package pellucid.autograd;
