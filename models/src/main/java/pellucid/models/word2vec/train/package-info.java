/**
 * The fast Word2Vec (Mikolov et al., "Efficient Estimation of Word Representations in Vector Space" and "Distributed
 * Representations of Words and Phrases and their Compositionality", 2013): what is drawn, in which order, at which
 * learning rate. The arithmetic is the backend's ({@code pellucid.tensor.Word2VecOps}).
 *
 * <p>Each word of the text stands once in the middle of a window. Skip-gram: every word around it predicts it by itself.
 * CBOW: the mean of the words around it does. A prediction is a handful of yes-or-no questions h · out, answered by
 * sigmoids: with negative sampling, "is it this word?" for the word itself and for some drawn from
 * {@link NegativeDistribution}; with hierarchical softmax, "left or right?" at each node on the word's path through the
 * {@link HuffmanTree}. {@link Subsampling} leaves out most occurrences of frequent words before windows are made.
 *
 * <p>Two ways to use several threads: Hogwild (Niu et al., 2011), in which threads write into each other's vectors, is
 * fastest and never the same twice; the deterministic way gives the same bits for a seed on any number of threads.
 */
package pellucid.models.word2vec.train;
