package pellucid.models.word2vec.query;

import java.util.List;
import java.util.function.Predicate;
import pellucid.tensor.InputException;

/**
 * Which words are like some and unlike others?
 *
 * @param positive the words that answers shall be like
 * @param negative the words that they shall be unlike
 * @param among how many words of the vocabulary, from the most frequent on, may be answers
 * @param filter which words may be answers
 */
public record WordQuestion(
        List<String> positive, List<String> negative, Combination combination, int among, Predicate<String> filter) {
    public WordQuestion {
        positive = List.copyOf(positive);
        negative = List.copyOf(negative);
        if (positive.isEmpty() && negative.isEmpty()) {
            throw new InputException("the question has no words; give at least one that answers shall be like");
        }
        if (among < 1) {
            throw new InputException(
                    "answers are sought among the first " + among + " words of the vocabulary; seek among at least 1");
        }
    }

    /** Words like all of these. */
    public static WordQuestion like(String... words) {
        return new WordQuestion(List.of(words), List.of(), Combination.ADD, Integer.MAX_VALUE, word -> true);
    }

    /** {@code a} is to {@code b} as {@code c} is to which word? Man is to king as woman is to … */
    public static WordQuestion analogy(String a, String b, String c) {
        return like(b, c).unlike(a);
    }

    /** The same question with other words against. */
    public WordQuestion unlike(String... words) {
        return new WordQuestion(positive, List.of(words), combination, among, filter);
    }

    public WordQuestion by(Combination other) {
        return new WordQuestion(positive, negative, other, among, filter);
    }

    /** The same question with answers from the first words of the vocabulary alone. */
    public WordQuestion among(int words) {
        return new WordQuestion(positive, negative, combination, words, filter);
    }

    public WordQuestion where(Predicate<String> other) {
        return new WordQuestion(positive, negative, combination, among, other);
    }
}
