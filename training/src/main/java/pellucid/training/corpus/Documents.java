package pellucid.training.corpus;

import java.util.function.Consumer;
import pellucid.tensor.InputException;
import pellucid.training.data.Draws;

/**
 * The documents of a corpus, read as a stream: a file may be larger than memory.
 *
 * <p>Bytes that are not text in the file's encoding never end the reading: each malformed sequence becomes one U+FFFD
 * and is counted.
 */
@FunctionalInterface
public interface Documents {
    /**
     * What one reading has met.
     *
     * @param documents that were handed on
     * @param malformed how often bytes that are not text were replaced by U+FFFD, in the whole file
     */
    record Counts(long documents, long malformed) {}

    /**
     * Reads the whole corpus: every call gives the same documents in the same order.
     *
     * @throws InputException when a file cannot be read or is not in its format
     */
    Counts read(Consumer<Document> sink);

    /**
     * About this share of the documents, whole ones. Which ones depends on the seed and their places alone, and a larger
     * share with the same seed holds all those of a smaller one.
     *
     * @param share from 0 (none) to 1 (all)
     */
    default Documents fraction(double share, long seed) {
        if (!(share > 0 && share <= 1)) {
            throw new InputException("a fraction of " + share
                    + " of the documents cannot be read; give a number above 0 and up to 1, such as 0.1");
        }
        if (share == 1) {
            return this;
        }
        int steps = 1 << 30;
        int chosen = (int) Math.round(share * steps);
        return sink -> {
            Draws draws = new Draws(seed, Draws.Purpose.DOCUMENTS, 0);
            long[] documents = new long[1];
            Counts all = read(document -> {
                if (draws.below(steps) < chosen) {
                    documents[0]++;
                    sink.accept(document);
                }
            });
            return new Counts(documents[0], all.malformed());
        };
    }
}
