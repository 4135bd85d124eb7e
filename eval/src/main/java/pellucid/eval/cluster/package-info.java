/**
 * Groups that points fall into by themselves, without being told their classes.
 *
 * <p>{@link pellucid.eval.cluster.KMeans} looks for the k centres from which the points are least far away, in the sum
 * of squares (Lloyd, "Least squares quantization in PCM", 1982; Arthur and Vassilvitskii, "k-means++: The Advantages of
 * Careful Seeding", 2007). How well the groups agree with known classes, and how far they lie apart, is measured in
 * {@link pellucid.eval.metric}.
 */
package pellucid.eval.cluster;
