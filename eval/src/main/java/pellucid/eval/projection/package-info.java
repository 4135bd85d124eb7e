/**
 * Pictures of points that have too many dimensions to be seen: maps of words and of texts in the plane.
 *
 * <p>{@link pellucid.eval.projection.Pca} turns the space so that its first axes are those along which the points differ
 * most (Pearson, 1901): it is linear, keeps large distances and says how much of the variance it keeps. {@link
 * pellucid.eval.projection.TSne} keeps neighbours together instead (van der Maaten and Hinton, "Visualizing Data using
 * t-SNE", 2008): whom a point is likely to choose as its neighbour in the plane shall be whom it would choose in the
 * space. Distances between far groups and the sizes of groups then mean little.
 *
 * <pre>
 *   p(j|i) ∝ exp(-|xi - xj|² βi)            P = (p(j|i) + p(i|j)) / 2n        βi such that 2^H(p(·|i)) = perplexity
 *   q(ij)  ∝ 1 / (1 + |yi - yj|²)           C = KL(P || Q) = Σ p log(p / q)
 *   dC/dyi = 4 Σj (p(ij) - q(ij)) (yi - yj) / (1 + |yi - yj|²)
 * </pre>
 *
 * Choices that the papers leave open are those of scikit-learn 1.9, so that maps can be compared with its maps.
 */
package pellucid.eval.projection;
