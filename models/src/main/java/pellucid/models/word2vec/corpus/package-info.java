/**
 * From words to the numbers that Word2Vec is trained on.
 *
 * <p>A {@link pellucid.models.word2vec.corpus.TokenSource} gives the sentences of a corpus, as often as it is asked, and
 * never holds more than one of them: files may be larger than memory. It is read once to count ({@link
 * pellucid.models.word2vec.corpus.VocabularyBuilder}), perhaps once more for each pass that finds phrases ({@link
 * pellucid.models.word2vec.corpus.Phrases}), and a last time to write every known word down as its id ({@link
 * pellucid.models.word2vec.corpus.EncodedCorpus}); the epochs of a training read only that.
 *
 * <p>Minimum count, the order of the vocabulary (most frequent first), the removal of unknown words before windows are
 * laid and the score of phrases are those of word2vec.c and word2phrase.c (Mikolov et al., "Distributed Representations
 * of Words and Phrases and their Compositionality", 2013).
 */
package pellucid.models.word2vec.corpus;
