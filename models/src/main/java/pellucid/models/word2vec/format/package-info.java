/**
 * Files of word vectors, in the two forms of word2vec.c, each as word2vec.c writes it and as gensim does.
 *
 * <pre>
 *   text      5 3\n                        number of words, numbers in each vector
 *             queen 0.12 -0.5 0.25 \n      word2vec.c ends a line with a blank, gensim does not
 *   binary    5 3\n
 *             queen ············\n         a blank, then float32, least byte first; gensim leaves the \n away
 * </pre>
 *
 * <p>{@link pellucid.models.word2vec.format.WordVectorReader} finds out which of them a file is;
 * {@link pellucid.models.word2vec.format.WordVectorWriter} writes each. Words are UTF-8. A file of vectors holds no counts,
 * but by custom its words stand from the most frequent to the rarest.
 *
 * <p>Source: word2vec.c and its distance.c (Mikolov, 2013); gensim's KeyedVectors.
 */
package pellucid.models.word2vec.format;
