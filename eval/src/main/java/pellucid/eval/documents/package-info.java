/**
 * Word vectors at work: documents as means of the vectors of their words, told apart by a small neural network.
 *
 * <pre>
 *   d = Σ_w weight(w) v[w] / Σ_w weight(w)          over the words of the document, each as often as it occurs
 *   weight(w) = 1                                    plain mean
 *   weight(w) = log((1 + n) / (1 + n_w)) + 1         tf-idf: of n documents, n_w have the word
 * </pre>
 *
 * <p>{@link pellucid.eval.documents.DocumentWords} are documents as numbers of words, {@link
 * pellucid.eval.documents.DocumentVectors} makes their means, and {@link pellucid.eval.documents.DocumentClassification}
 * trains a {@link pellucid.training.classifier.Classifier} on one part and judges it on another. Inverse document frequency
 * is Spärck Jones's (1972), in the smoothed form that scikit-learn uses.
 */
package pellucid.eval.documents;
