package pellucid.eval.experiment.products;

import java.util.List;
import java.util.function.Supplier;
import pellucid.eval.data.Vectors;
import pellucid.eval.retrieval.Role;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.EncodeOptions;
import pellucid.models.sentence.EncodeProgress;
import pellucid.models.sentence.PoolingSettings;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.models.sentence.SentenceSettings;
import pellucid.tensor.Pooling;

/** Texts as vectors of a model: as it is meant to be used, and by both usual poolings. */
final class Encodings {
    private static final double NANOS = 1e9;

    private final SentenceEncoder encoder;
    private final EncodeOptions options;

    /** @param progress gets how far each text list is */
    Encodings(SentenceEncoder encoder, EncodeProgress progress) {
        this.encoder = encoder;
        this.options = Role.DOCUMENT.options(encoder).withProgress(progress);
    }

    /** The same model, which reads as many tokens as it has positions for. */
    static SentenceEncoder readingAll(SentenceEncoder encoder) {
        return reading(encoder, encoder.model().bert().config().maxPositionEmbeddings());
    }

    /** The same model, which reads so many tokens at the most. */
    static SentenceEncoder reading(SentenceEncoder encoder, int tokens) {
        SentenceSettings settings = encoder.settings();
        return withPooling(encoder, settings.pooling(), settings.normalize(), tokens);
    }

    private static SentenceEncoder withPooling(
            SentenceEncoder encoder, PoolingSettings pooling, boolean normalize, int maxLength) {
        SentenceSettings own = encoder.settings();
        SentenceSettings changed = new SentenceSettings(
                own.transformerFolder(),
                own.bert(),
                pooling,
                normalize,
                maxLength,
                own.lowerCase(),
                own.prompts(),
                own.defaultPromptName(),
                null,
                own.similarity());
        return SentenceEncoder.of(changed, encoder.model().bert());
    }

    /** As the model's folder says. */
    Representation asMeant(String label, List<String> texts) {
        return timed(label, () -> encoder.encode(texts, options));
    }

    /**
     * By the first token's vector and by the mean of all tokens' vectors, from one pass; of length 1 where the model's own
     * are.
     */
    List<Representation> byBothPoolings(String label, List<String> texts) {
        PoolingSettings both = new PoolingSettings(
                List.of(Pooling.CLS, Pooling.MEAN), encoder.settings().pooling().includePrompt());
        SentenceEncoder wide = withPooling(encoder, both, false, encoder.maxLength());
        boolean unit = encoder.settings().normalize();
        Representation passed = timed(label, () -> wide.encode(texts, options));
        return List.of(half(passed, label + ", CLS", 0, unit), half(passed, label + ", mean", 1, unit));
    }

    private Representation half(Representation passed, String label, int which, boolean unit) {
        Vectors both = passed.vectors();
        int width = both.width() / 2;
        float[][] rows = new float[both.count()][];
        for (int i = 0; i < rows.length; i++) {
            float[] row = new float[width];
            System.arraycopy(both.row(i), which * width, row, 0, width);
            rows[i] = unit ? ofLengthOne(row) : row;
        }
        return new Representation(
                label, Vectors.of(rows), passed.parameters(), passed.reads(), passed.truncated(), passed.seconds());
    }

    /** The vector shrunk or stretched to the length 1; as it is if it has none. */
    static float[] ofLengthOne(float[] row) {
        double squares = 0;
        for (float value : row) {
            squares += (double) value * value;
        }
        double scale = squares == 0 ? 1 : 1 / Math.sqrt(squares);
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) (row[i] * scale);
        }
        return row;
    }

    private Representation timed(String label, Supplier<Embeddings> work) {
        long begun = System.nanoTime();
        Embeddings made = work.get();
        return new Representation(
                label,
                Vectors.of(made),
                encoder.model().parameters().size(),
                encoder.maxLength(),
                made.truncated(),
                (System.nanoTime() - begun) / NANOS);
    }
}
