/**
 * Finding the nearest vectors. {@link pellucid.eval.retrieval.Cosine} says how near two are, {@link
 * pellucid.eval.retrieval.ExactSearch} compares a query with all there are, and {@link
 * pellucid.eval.retrieval.VectorCache} keeps the vectors of texts that are searched again and again.
 *
 * <p>Cosine similarity is cos(a, b) = a·b / (|a| |b|): 1 for the same direction, 0 for unrelated ones.
 */
package pellucid.eval.retrieval;
