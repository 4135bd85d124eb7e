/**
 * Corpora: from the files of a user, as they are published, to the tokens that Word2Vec learns from.
 *
 * <p>{@link pellucid.training.corpus.Documents} are texts with perhaps a label, read as a stream, so that a file may be
 * larger than memory; {@link pellucid.training.corpus.Documents#fraction} takes a share of them. They come from
 *
 * <ul>
 *   <li>plain text and one document a line ({@link pellucid.training.corpus.TextDocuments}),
 *   <li>a column of a table, and IMDb's reviews as a table in both forms that are about ({@link
 *       pellucid.training.corpus.CsvDocuments}; Maas et al., 2011),
 *   <li>the archive of the 20 Newsgroups ({@link pellucid.training.corpus.Newsgroups}; Lang, 1995), whole or without
 *       what gives a group away ({@link pellucid.training.corpus.MessagePart}).
 * </ul>
 *
 * <p>{@link pellucid.training.corpus.CorpusTokens} prepares them: documents, a {@link
 * pellucid.models.text.words.Preprocessing} and perhaps phrases become a {@link
 * pellucid.models.word2vec.corpus.TokenSource}:
 *
 * <pre>
 *   CorpusFile file = CorpusFile.of(Path.of("imdb_50k.csv")).withProgress(bytes -&gt; …);
 *   Documents documents = CsvDocuments.imdb(file).fraction(0.1, seed);
 *   CorpusTokens corpus = new CorpusTokens(documents, Preprocessing.DEFAULT.withStopWords(false)).withPhrases(5, 100);
 *   WordVocabulary vocabulary = new VocabularyBuilder().addAll(corpus).build(5);
 *   EncodedCorpus encoded = EncodedCorpus.encode(corpus, vocabulary);
 * </pre>
 *
 * <p>Other readers of this module are strict ({@link pellucid.training.data}); here, where texts come from the wild,
 * bytes that are not text are replaced by U+FFFD and counted. What is not in its format (a column that is missing, quotes
 * that do not match, an archive that is cut off) is refused all the same.
 */
package pellucid.training.corpus;
