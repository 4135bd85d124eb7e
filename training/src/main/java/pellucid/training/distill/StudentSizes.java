package pellucid.training.distill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pellucid.autograd.Inference;
import pellucid.models.bert.BertConfig;
import pellucid.models.bert.BertInitializer;
import pellucid.models.bert.BertModel;
import pellucid.models.nn.Dropouts;
import pellucid.models.sentence.TokenBatch;
import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;

/**
 * The models in the tables of the MiniLM papers: their parameters counted exactly, and their forward passes timed on
 * random weights, beside the figures that the papers give. Accuracies are not recomputed: they are of trained models.
 *
 * <p>A text of random tokens takes as long as any other. The speed is that of the encoder alone, relative to BERT-base.
 */
public final class StudentSizes {
    private static final int ROUNDS = 3;
    private static final int LONGEST = 512;
    private static final int BERT = 30_522;
    private static final int ROBERTA = 50_265;

    private StudentSizes() {}

    /**
     * One model.
     *
     * @param teacher of whom it learned; empty for a teacher
     * @param published the number of parameters as the papers print it
     * @param publishedSpeedup over BERT-base as MiniLMv2 prints it; NaN where it gives none
     */
    public record Row(String model, String teacher, BertConfig config, String published, double publishedSpeedup) {
        /** Without the pooler, which encoding does not use. */
        public long parameters() {
            return config.parameterCount();
        }

        /** With the pooler, as the papers count. */
        public long parametersWithPooler() {
            return config.parameterCount() + (long) config.hiddenSize() * (config.hiddenSize() + 1);
        }
    }

    /** The rows of both papers' tables, each student once for each of its teachers' vocabularies. */
    public static List<Row> table() {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("BERT-base", "", config(BERT, 12, 768), "109M", 1));
        rows.add(new Row("MiniLM L6xH768", "BERT-base", config(BERT, 6, 768), "66M", Double.NaN));
        rows.add(new Row("MiniLM L12xH384", "BERT-base", config(BERT, 12, 384), "33M", Double.NaN));
        rows.add(new Row("MiniLM L6xH384", "BERT-base", config(BERT, 6, 384), "22M", Double.NaN));
        rows.add(new Row("MiniLMv2 L6xH768", "RoBERTa-large", config(ROBERTA, 6, 768), "81M", 2.0));
        rows.add(new Row("MiniLMv2 L12xH384", "RoBERTa-large", config(ROBERTA, 12, 384), "41M", 2.7));
        rows.add(new Row("MiniLMv2 L6xH384", "RoBERTa-large", config(ROBERTA, 6, 384), "30M", 5.3));
        rows.add(new Row("MiniLMv2 L6xH768", "BERT-large, BERT-base", config(BERT, 6, 768), "66M", 2.0));
        rows.add(new Row("MiniLMv2 L6xH384", "BERT-large, BERT-base", config(BERT, 6, 384), "22M", 5.3));
        return rows;
    }

    private static BertConfig config(int vocabulary, int layers, int hidden) {
        boolean roberta = vocabulary == ROBERTA;
        return new BertConfig(
                vocabulary,
                hidden,
                layers,
                12,
                4 * hidden,
                roberta ? 514 : 512,
                roberta ? 1 : 2,
                roberta ? 1 : 0,
                Activation.GELU,
                roberta ? 1e-5 : 1e-12,
                0.1,
                0.1);
    }

    /** The shortest of some forward passes, in seconds, of a batch of equally long texts. */
    static double seconds(BertConfig config, Backend backend, int texts, int tokens) {
        BertModel bert = BertInitializer.random(config, backend, DType.FLOAT32, 1);
        int[][] ids = new int[texts][tokens];
        for (int[] text : ids) {
            for (int i = 0; i < tokens; i++) {
                text[i] = (1000 + 37 * i) % config.vocabSize();
            }
        }
        double shortest = Double.POSITIVE_INFINITY;
        for (int round = 0; round <= ROUNDS; round++) {
            Inference scope = Inference.open(backend);
            try {
                TokenBatch batch = TokenBatch.pack(backend, ids, new int[texts][], 0);
                long start = System.nanoTime();
                bert.forward(batch.ids(), batch.typeIds(), batch.segments(), Dropouts.NONE);
                backend.synchronize();
                shortest = Math.min(shortest, (System.nanoTime() - start) * 1e-9);
            } finally {
                scope.close();
            }
        }
        return shortest;
    }

    /**
     * The table as Markdown, timed on a backend. The first row is what the others are compared with.
     *
     * @param texts in the batch that is timed
     * @param tokens of each text, up to 512
     */
    public static String markdown(List<Row> rows, Backend backend, int texts, int tokens) {
        if (texts < 1 || tokens < 1 || tokens > LONGEST) {
            throw new InputException("a batch of " + texts + " texts of " + tokens
                    + " tokens cannot be timed; give at least one text, of 1 to " + LONGEST + " tokens");
        }
        StringBuilder table = new StringBuilder();
        table.append("Forward passes of ")
                .append(texts)
                .append(" texts of ")
                .append(tokens)
                .append(" tokens on ");
        table.append(backend.describe()).append("\n\n");
        table.append("| model | teacher | parameters | with pooler | paper | ms | speed-up | paper |\n");
        table.append("|---|---|---:|---:|---:|---:|---:|---:|\n");
        Map<String, Double> timed = new HashMap<>(); // the vocabulary takes no time
        double base = 0;
        for (Row row : rows) {
            String shape = row.config().numHiddenLayers() + "x" + row.config().hiddenSize();
            double seconds = timed.computeIfAbsent(shape, s -> seconds(row.config(), backend, texts, tokens));
            base = base == 0 ? seconds : base;
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %,d | %,d | %s | %.1f | %.2fx | %s |%n",
                    row.model(),
                    row.teacher(),
                    row.parameters(),
                    row.parametersWithPooler(),
                    row.published(),
                    1000 * seconds,
                    base / seconds,
                    Double.isNaN(row.publishedSpeedup()) ? "" : row.publishedSpeedup() + "x"));
        }
        return table.toString();
    }
}
