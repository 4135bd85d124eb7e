package pellucid.eval.cluster;

/**
 * Points in groups.
 *
 * @param labels the number of each point's group, from 0 on, [points]
 * @param centres the mean of each group, [groups][width]
 * @param inertia the sum of the squared distances of the points to their centres
 * @param iterations how many were made
 */
public record Clustering(int[] labels, double[][] centres, double inertia, int iterations) {}
