/**
 * Word vectors: the words that have one ({@link pellucid.models.word2vec.WordVocabulary}) and the table of vectors
 * ({@link pellucid.models.word2vec.WordVectors}), the two types that all parts of Word2Vec share.
 *
 * <p>A vocabulary numbers its words from the most frequent on, so that the id of a word is its rank, and "the first n words"
 * are the n most frequent. The vector of the word with id i is row i of the table [size, width].
 *
 * <p>Below this package: {@code format} reads and writes vectors in the two forms of word2vec.c, {@code query} answers
 * questions with them, {@code corpus} turns text into ids, {@code train} makes vectors.
 *
 * <p>Mikolov, Chen, Corrado and Dean, "Efficient estimation of word representations in vector space" (2013); Mikolov,
 * Sutskever, Chen, Corrado and Dean, "Distributed representations of words and phrases and their compositionality" (2013).
 */
package pellucid.models.word2vec;
