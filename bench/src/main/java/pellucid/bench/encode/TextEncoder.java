package pellucid.bench.encode;

import java.util.List;

/** Someone who makes unit vectors of texts. */
public interface TextEncoder {
    /** In which of its ways it runs, for the notes of a table. */
    String describe();

    /** The vectors of the texts in their order, one behind the other. */
    float[] encode(List<String> texts);
}
