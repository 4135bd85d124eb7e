/**
 * Finding the nearest vectors. {@link pellucid.eval.retrieval.Cosine} says how near two are, {@link
 * pellucid.eval.retrieval.ExactSearch} compares a query with all there are, {@link pellucid.eval.retrieval.Role} knows
 * how a model wants queries and documents prompted, and {@link pellucid.eval.retrieval.VectorCache} keeps the vectors of
 * texts that are searched again and again. A {@link pellucid.eval.retrieval.RetrievalSet} is what a search is measured
 * on.
 *
 * <p>Cosine similarity is cos(a, b) = a·b / (|a| |b|): 1 for the same direction, 0 for unrelated ones.
 */
package pellucid.eval.retrieval;
