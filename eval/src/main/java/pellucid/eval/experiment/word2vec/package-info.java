/**
 * The experiment on Word2Vec (Mikolov et al., 2013): each thing that can be chosen is varied by itself around a centre, in
 * about thirty {@link pellucid.eval.experiment.word2vec.Cell cells}, and what is said of it is judged.
 *
 * <p>{@link pellucid.eval.experiment.word2vec.WordVectorStudy} trains all cells on the same text, without labels, and asks
 * each the same: word pairs, analogies, synonyms by frequency, documents classified by the mean of their words' vectors. The
 * full softmax joins in on a corpus small enough for it. Settings are compared item by item:
 *
 * <pre>
 *   d = mean of (score of the item in B - score of the item in A)
 *   error² = var(item differences) / items + (1.79 · spread over seeds)² · (1 / seeds of A + 1 / seeds of B)
 * </pre>
 *
 * Verdicts follow by rules that stand with the claims and were written before the first run.
 */
package pellucid.eval.experiment.word2vec;
