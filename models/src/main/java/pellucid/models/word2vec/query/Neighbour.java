package pellucid.models.word2vec.query;

/**
 * An answer.
 *
 * @param id the word's place in the vocabulary
 * @param score the higher the better: a cosine for {@link Combination#ADD}, a quotient from 0 on for {@link
 *     Combination#MULTIPLY}
 */
public record Neighbour(String word, int id, double score) {}
