package pellucid.training.distill;

import pellucid.models.bert.BertConfig;
import pellucid.models.bert.BertInitializer;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;

/**
 * The dimensions of a student that may be chosen freely; tokens, positions and everything else are the teacher's.
 *
 * @param layers how many; any number, as only one layer of the teacher is compared with
 * @param hiddenSize the width
 * @param heads of attention
 * @param intermediateSize usually four times the width
 */
public record StudentConfig(int layers, int hiddenSize, int heads, int intermediateSize) {
    public StudentConfig {
        if (layers < 1 || hiddenSize < 1 || intermediateSize < 1) {
            throw new InputException("a student of " + layers + " layers, hidden size " + hiddenSize
                    + " and intermediate size " + intermediateSize + "; all must be at least 1");
        }
    }

    /** A student with an intermediate size of four times the width. */
    public StudentConfig(int layers, int hiddenSize, int heads) {
        this(layers, hiddenSize, heads, 4 * hiddenSize);
    }

    /** All dimensions, for this teacher. */
    public BertConfig bert(BertConfig teacher) {
        return new BertConfig(
                teacher.vocabSize(),
                hiddenSize,
                layers,
                heads,
                intermediateSize,
                teacher.maxPositionEmbeddings(),
                teacher.typeVocabSize(),
                teacher.padTokenId(),
                teacher.activation(),
                teacher.layerNormEps(),
                teacher.hiddenDropout(),
                teacher.attentionDropout());
    }

    /** A student that knows nothing yet, with the teacher's tokenizer and pooling. */
    public SentenceEncoder untrained(SentenceEncoder teacher, long seed) {
        BertConfig config = bert(teacher.model().bert().config());
        return SentenceEncoder.of(
                teacher.settings().withBert(config),
                BertInitializer.random(config, teacher.backend(), DType.FLOAT32, seed));
    }

    /**
     * Whether the gap to the teacher is so wide that an assistant between the two helps: less than half of its layers, and
     * less than half of its width (M &lt; L/2 and d' &lt; d/2).
     */
    public boolean needsAssistant(BertConfig teacher) {
        return 2 * layers < teacher.numHiddenLayers() && 2 * hiddenSize < teacher.hiddenSize();
    }

    /** The assistant: as deep as the teacher and as wide as the student. It learns from the teacher, and then teaches. */
    public StudentConfig assistant(BertConfig teacher) {
        return new StudentConfig(teacher.numHiddenLayers(), hiddenSize, heads, intermediateSize);
    }
}
