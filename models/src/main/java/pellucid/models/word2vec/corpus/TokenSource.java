package pellucid.models.word2vec.corpus;

import java.util.List;
import java.util.function.Consumer;

/** A corpus as sentences of tokens, which can be read any number of times. */
@FunctionalInterface
public interface TokenSource {
    /**
     * Reads the whole corpus: every call gives the same sentences in the same order.
     *
     * @param sentence takes the tokens of one sentence. The list is filled anew for the next one: copy what is kept.
     *     A sentence may be empty.
     */
    void read(Consumer<List<String>> sentence);
}
