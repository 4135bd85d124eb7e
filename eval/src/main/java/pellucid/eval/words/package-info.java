/**
 * How good word vectors are, measured on files of analogies and of word pairs.
 *
 * <p>{@link pellucid.eval.words.AnalogyTest}: <i>a</i> is to <i>b</i> as <i>c</i> is to <i>d</i>; right when the nearest word
 * to b + c - a is d. Sections whose names begin with "gram" ask for grammar, the others for knowledge.
 * {@link pellucid.eval.words.WordPairTest}: whether the cosines of pairs rise with what people said of them.
 *
 * <p>Both look among the 300,000 most frequent words, take letter case as no difference, leave out what has a word outside of
 * the vocabulary, and count it: as gensim does, so that the figures can be compared.
 *
 * <p>Source: Mikolov et al., "Efficient estimation of word representations in vector space" (2013), with questions-words.txt;
 * Finkelstein et al., "Placing search in context" (2002), with WordSim-353; gensim's KeyedVectors.
 */
package pellucid.eval.words;
