package pellucid.bench.encode;

import java.util.List;
import pellucid.models.text.WordPieceTokenizer;

/** Another engine with the same weights; found by {@link java.util.ServiceLoader}. */
public interface EncodePeer extends AutoCloseable {
    /** How tables call it. */
    String name();

    /**
     * The engine in all the ways that may be its fastest; the contest tries them and takes the best for each case.
     *
     * @param tokenizer makes the tokens, so that both engines see the same ones
     * @param maxLength the most tokens of a text
     * @param threads how many threads it may use
     */
    List<TextEncoder> open(WordPieceTokenizer tokenizer, int maxLength, int threads);

    /** Seconds from the model's file to a session that can run, best of some. */
    double loadSeconds();

    @Override
    void close();
}
