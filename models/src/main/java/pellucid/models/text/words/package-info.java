/**
 * From text to words, for models that learn one vector a word.
 *
 * <p>{@link pellucid.models.text.words.Preprocessing} says what is wanted, {@link
 * pellucid.models.text.words.WordTokenizer} does it: Unicode's composed form and lower case, special characters,
 * sentences (the JDK's {@link java.text.BreakIterator}), tags for numbers, addresses and
 * names, stop words and stems (Lucene's, with Snowball's stemmers: Porter, 1980), dictionary forms ({@link
 * pellucid.models.text.words.Lemmas}). Nothing here knows Word2Vec.
 */
package pellucid.models.text.words;
