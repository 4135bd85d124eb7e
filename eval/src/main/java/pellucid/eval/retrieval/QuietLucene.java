package pellucid.eval.retrieval;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lucene asks on every start for a vector module, or for another version of itself, to be faster at searches by vectors; it
 * does none of those here.
 */
final class QuietLucene {
    /** Held, since the JDK forgets the level of a logger that nobody holds. */
    private static final Logger VECTORS =
            Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

    private QuietLucene() {}

    /** To be called before Lucene is used. */
    static void begin() {
        VECTORS.setLevel(Level.OFF);
    }
}
