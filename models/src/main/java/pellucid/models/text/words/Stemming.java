package pellucid.models.text.words;

import java.util.function.UnaryOperator;
import org.tartarus.snowball.SnowballStemmer;
import org.tartarus.snowball.ext.EnglishStemmer;
import org.tartarus.snowball.ext.PorterStemmer;

/** How endings are cut off English words in lower case, so that {@code connected} and {@code connection} are one. */
public enum Stemming {
    NONE,
    /** Porter, "An algorithm for suffix stripping", 1980. */
    PORTER,
    /** Porter's later stemmer for English, "Porter2", written in his language Snowball (snowballstem.org). */
    SNOWBALL;

    /** The stemmer, for one thread. */
    UnaryOperator<String> stemmer() {
        return switch (this) {
            case NONE -> UnaryOperator.identity();
            case PORTER -> stemmer(new PorterStemmer());
            case SNOWBALL -> stemmer(new EnglishStemmer());
        };
    }

    private static UnaryOperator<String> stemmer(SnowballStemmer stemmer) {
        return word -> {
            stemmer.setCurrent(word);
            stemmer.stem();
            return stemmer.getCurrent();
        };
    }
}
