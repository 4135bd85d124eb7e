package pellucid.eval.cli;

import java.util.List;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.EncodeOptions;
import pellucid.models.sentence.SentenceEncoder;

/** Encodes the texts of an evaluation under a progress bar, and counts those that were cut. */
final class EncodedTexts {
    private static final String TASK = "embedding";

    private final SentenceEncoder encoder;
    private final Output output;
    private long truncated;

    EncodedTexts(SentenceEncoder encoder, Output output) {
        this.encoder = encoder;
        this.output = output;
    }

    Embeddings encode(List<String> texts, EncodeOptions options) {
        try (Progress progress = output.progress("texts", 1)) {
            EncodeOptions watched = options.withProgress((done, total) -> progress.advanced(TASK, done, total));
            Embeddings embeddings = encoder.encode(texts, watched);
            truncated += embeddings.truncated();
            return embeddings;
        }
    }

    /** Says how many were cut so far, if any were. */
    void tellTruncation() {
        Truncation.tell(output, truncated, encoder.maxLength());
    }
}
