/**
 * Questions that word vectors answer: which words are near, which word is to a third as a second is to a first, which word
 * does not belong.
 *
 * <pre>
 *   add       cos(w, Σ p̂ - Σ n̂)                                  p̂, n̂: words asked with and against, at length 1
 *   multiply  Π (1 + cos(w, p)) / 2  /  (Π (1 + cos(w, n)) / 2 + 10⁻⁶)
 * </pre>
 *
 * <p>Words that a question is put with are never its answer, and every vector counts by its direction alone.
 *
 * <p>Source: Mikolov, Yih and Zweig, "Linguistic regularities in continuous space word representations" (2013); Levy and
 * Goldberg, "Linguistic regularities in sparse and explicit word representations" (2014), who name the two 3CosAdd and
 * 3CosMul; gensim's KeyedVectors, whose answers these are.
 */
package pellucid.models.word2vec.query;
