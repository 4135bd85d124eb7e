package pellucid.models.sentence;

import static pellucid.autograd.function.Slice.columns;

import java.util.List;
import pellucid.autograd.Inference;
import pellucid.autograd.Variable;
import pellucid.models.nn.Dropouts;
import pellucid.tensor.Backend;
import pellucid.tensor.backend.Workers;

/**
 * One call of the encoder. Each window of texts is tokenised, sorted by length and cut into micro-batches, which the
 * workers take one after the other; with fewer micro-batches than threads, each matrix product is shared out instead.
 */
final class EncodingRun {
    private final SentenceModel model;
    private final Tokenization tokenization;
    private final int dimension;
    private final EncodeOptions options;
    private final int tokensPerBatch;
    private final long total;
    private long windowStart;
    private long finished;

    /** @param total how many texts there will be; -1 if that is not known */
    EncodingRun(SentenceModel model, Tokenization tokenization, int dimension, EncodeOptions options, long total) {
        this.model = model;
        this.tokenization = tokenization;
        this.dimension = dimension;
        this.options = options;
        this.tokensPerBatch = options.tokensPerBatch() > 0
                ? options.tokensPerBatch()
                : model.backend().tokensPerBatch();
        this.total = total;
    }

    /** Numbers in a vector. */
    int dimension() {
        return dimension;
    }

    /**
     * Encodes texts into {@code rows[offset…]}, one vector behind the other.
     *
     * @return how many of them were truncated
     */
    int window(List<String> texts, float[] rows, int offset) {
        TokenizedTexts tokens = tokenized(texts);
        Workers workers = Workers.shared();
        MicroBatches batches = MicroBatches.of(tokens.ids(), tokensPerBatch, workers.threads());
        if (batches.count() < workers.threads()) {
            for (int b = 0; b < batches.count(); b++) {
                encode(batches.texts(b), tokens, rows, offset);
            }
        } else {
            workers.run(batches.count(), b -> encode(batches.texts(b), tokens, rows, offset));
        }
        windowStart += texts.size();
        return tokens.truncated();
    }

    /** The vectors of texts as one batch. */
    Variable vectors(List<String> texts) {
        return vectors(pack(texts));
    }

    /** The tokens of texts as one batch. */
    TokenBatch pack(List<String> texts) {
        TokenizedTexts tokens = tokenized(texts);
        return TokenBatch.pack(model.backend(), tokens.ids(), tokens.typeIds(), tokenization.promptTokens());
    }

    private TokenizedTexts tokenized(List<String> texts) {
        return TokenizedTexts.of(texts, windowStart, tokenization);
    }

    @SuppressWarnings("try")
    private void encode(int[] texts, TokenizedTexts tokens, float[] rows, int offset) {
        int[][] ids = new int[texts.length][];
        int[][] typeIds = new int[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            ids[i] = tokens.ids()[texts[i]];
            typeIds[i] = tokens.typeIds()[texts[i]];
        }
        float[] vectors = new float[texts.length * dimension];
        Backend backend = model.backend();
        try (Inference scope = Inference.open(backend)) {
            Variable result = vectors(TokenBatch.pack(backend, ids, typeIds, tokenization.promptTokens()));
            backend.read(result.value(), vectors, 0);
        }
        for (int i = 0; i < texts.length; i++) {
            System.arraycopy(vectors, i * dimension, rows, offset + texts[i] * dimension, dimension);
        }
        report(texts.length);
    }

    /** The vectors of a batch as the options want them. */
    private Variable vectors(TokenBatch batch) {
        Variable all = options.normalization() == Normalization.NEVER
                ? model.pooled(batch, Dropouts.NONE)
                : model.forward(batch, Dropouts.NONE);
        boolean cut = dimension < model.dimension();
        Variable kept = cut ? columns(all, 0, dimension) : all;
        boolean unitLength = model.normalizes() && !cut;
        return options.normalization() == Normalization.ALWAYS && !unitLength ? SentenceModel.normalized(kept) : kept;
    }

    private synchronized void report(int texts) {
        finished += texts;
        options.progress().finished(finished, total);
    }
}
