/**
 * The losses: what fine-tuning a sentence encoder makes small, one class each, with the formula and the paper in its
 * Javadoc and the defaults of sentence-transformers.
 *
 * <p>A {@link pellucid.training.loss.Loss} is a function of vectors, made of autograd's functions, so that its gradient
 * needs no line of its own. An {@link pellucid.training.loss.Objective} leads from texts to gradients in the parameters:
 *
 * <ul>
 *   <li>{@link pellucid.training.loss.EmbeddingObjective}: all columns encoded as one packed batch
 *   <li>{@link pellucid.training.loss.CachedObjective}: the same gradient from mini-batches, for batches that are larger
 *       than memory (GradCache)
 *   <li>{@link pellucid.training.loss.GuidedObjective}: beside a guide or teacher that sees the same texts
 *   <li>{@link pellucid.training.loss.AdaptiveLayer}, {@link pellucid.training.loss.Matryoshka2d}: with the results of
 *       earlier layers
 * </ul>
 *
 * <p>Whatever is drawn at random is a function of a seed and the step, so a run that is taken up again draws the same.
 */
package pellucid.training.loss;
