/**
 * Finding documents for a query.
 *
 * <p>By meaning: {@link pellucid.eval.retrieval.ExactSearch} compares the query's vector with all there are, by a {@link
 * pellucid.eval.retrieval.SearchMetric}; {@link pellucid.eval.retrieval.QuantizedSearch} does so with vectors of a byte or
 * a bit a number, which a {@link pellucid.eval.retrieval.Quantizer} makes. {@link pellucid.eval.retrieval.VectorFile}
 * keeps either on the disk, {@link pellucid.eval.retrieval.VectorCache} the vectors of texts that are searched again and
 * again, and {@link pellucid.eval.retrieval.Role} knows how a model wants queries and documents prompted.
 *
 * <p>By words: {@link pellucid.eval.retrieval.Bm25Search}. By both: {@link pellucid.eval.retrieval.Fusion} makes one
 * ranking of several, {@link pellucid.eval.retrieval.TextSearch} is all of this behind one method. A {@link
 * pellucid.eval.retrieval.RetrievalSet} is what a search is measured on.
 *
 * <p>Cosine similarity is cos(a, b) = a·b / (|a| |b|): 1 for the same direction, 0 for unrelated ones. Every ranking is in
 * the order of {@link pellucid.eval.retrieval.Hit#BEST_FIRST}: a document's place never depends on threads or on the
 * queries beside.
 */
package pellucid.eval.retrieval;
