/**
 * What to watch while a model trains, each thing a {@link pellucid.training.TrainingListener}:
 *
 * <ul>
 *   <li>{@link pellucid.training.monitor.TrainingLog}: every step and every evaluation as a line of a CSV file
 *   <li>{@link pellucid.training.monitor.TrainingCurves}: the log as curves, an SVG picture
 *   <li>{@link pellucid.training.monitor.LayerGradients}: how long the gradient of each layer is
 *   <li>{@link pellucid.training.monitor.EmbeddingSpace}: whether pairs come together and everything else stays apart
 *       (alignment and uniformity, Wang and Isola, 2020), or all vectors collapse into one
 *   <li>{@link pellucid.training.monitor.ScoreMatrix}: who competes with whom in a batch of in-batch negatives, as a picture
 * </ul>
 *
 * <p>What a listener measures in a step becomes a column of the log.
 */
package pellucid.training.monitor;
