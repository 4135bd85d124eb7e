package pellucid.models.sentence;

import java.util.Objects;
import pellucid.tensor.InputException;

/**
 * How texts are to be encoded. Begin with {@link #DEFAULTS} and change what differs:
 *
 * <pre>  EncodeOptions.DEFAULTS.withPromptName("query").withTruncateDim(128)  </pre>
 *
 * @param promptName the model's prompt to put in front of every text; null for the model's default, if it has one
 * @param prompt a text to put in front of every text, instead of a named one; null for none
 * @param normalization whether embeddings are scaled to length 1
 * @param truncateDim how many of the first numbers are kept; 0 for as many as the model says
 * @param tokensPerBatch about how many tokens one worker takes at a time, fewer towards the end; 0 for what suits the
 *     backend. It changes no bit of the result.
 * @param progress is told how far the encoding has come
 */
public record EncodeOptions(
        String promptName,
        String prompt,
        Normalization normalization,
        int truncateDim,
        int tokensPerBatch,
        EncodeProgress progress) {

    public static final EncodeOptions DEFAULTS =
            new EncodeOptions(null, null, Normalization.AS_MODEL, 0, 0, EncodeProgress.SILENT);

    public EncodeOptions {
        Objects.requireNonNull(normalization, "normalization");
        Objects.requireNonNull(progress, "progress");
        if (promptName != null && prompt != null) {
            throw new InputException("both the prompt name '" + promptName + "' and the prompt '" + prompt
                    + "' are given; give one of the two");
        }
        if (truncateDim < 0) {
            throw new InputException("truncateDim is " + truncateDim
                    + "; it must be at least 1, or 0 for as many numbers as the model says");
        }
        if (tokensPerBatch < 0) {
            throw new InputException(
                    "tokensPerBatch is " + tokensPerBatch + "; it must be at least 1, or 0 for what suits the backend");
        }
    }

    public EncodeOptions withPromptName(String name) {
        return new EncodeOptions(name, null, normalization, truncateDim, tokensPerBatch, progress);
    }

    /** An empty text asks for no prompt where the model has a default one. */
    public EncodeOptions withPrompt(String text) {
        return new EncodeOptions(null, text, normalization, truncateDim, tokensPerBatch, progress);
    }

    public EncodeOptions withNormalization(Normalization wanted) {
        return new EncodeOptions(promptName, prompt, wanted, truncateDim, tokensPerBatch, progress);
    }

    public EncodeOptions withTruncateDim(int numbers) {
        return new EncodeOptions(promptName, prompt, normalization, numbers, tokensPerBatch, progress);
    }

    public EncodeOptions withTokensPerBatch(int tokens) {
        return new EncodeOptions(promptName, prompt, normalization, truncateDim, tokens, progress);
    }

    public EncodeOptions withProgress(EncodeProgress listener) {
        return new EncodeOptions(promptName, prompt, normalization, truncateDim, tokensPerBatch, listener);
    }
}
