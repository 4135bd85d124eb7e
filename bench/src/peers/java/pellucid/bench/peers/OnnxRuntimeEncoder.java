package pellucid.bench.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import pellucid.bench.encode.TextEncoder;
import pellucid.models.text.WordPieceTokenizer;
import pellucid.tensor.backend.Workers;

/**
 * One way of running ONNX Runtime: texts tokenised in parallel, sorted by length, cut into batches that are padded to their
 * longest text; mean pooling over the real tokens and scaling to length 1 in Java.
 */
final class OnnxRuntimeEncoder implements TextEncoder {
    private static final int TEXTS_A_TASK = 32;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final WordPieceTokenizer tokenizer;
    private final int maxLength;
    private final int batchSize;
    private final boolean concurrent;
    private final Workers workers;

    /**
     * @param concurrent whether batches run beside each other, each on one thread, instead of one after the other with
     *     all threads inside of an operation
     */
    OnnxRuntimeEncoder(
            OrtEnvironment environment,
            OrtSession session,
            WordPieceTokenizer tokenizer,
            int maxLength,
            int batchSize,
            int threads,
            boolean concurrent) {
        this.environment = environment;
        this.session = session;
        this.tokenizer = tokenizer;
        this.maxLength = maxLength;
        this.batchSize = batchSize;
        this.concurrent = concurrent;
        this.workers = new Workers(threads);
    }

    @Override
    public String describe() {
        return "batches of at most " + batchSize + (concurrent ? " beside each other" : " one after the other");
    }

    @Override
    public float[] encode(List<String> texts) {
        int[][] ids = new int[texts.size()][];
        workers.run((texts.size() + TEXTS_A_TASK - 1) / TEXTS_A_TASK, task -> {
            for (int i = task * TEXTS_A_TASK; i < Math.min((task + 1) * TEXTS_A_TASK, ids.length); i++) {
                ids[i] = tokenizer.encode(texts.get(i), maxLength).ids();
            }
        });
        int[] order = IntStream.range(0, ids.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> ids[i].length).reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        float[][] vectors = new float[ids.length][];
        int batches = (ids.length + batchSize - 1) / batchSize;
        if (concurrent) {
            workers.run(batches, batch -> run(batch, order, ids, vectors));
        } else {
            for (int batch = 0; batch < batches; batch++) {
                run(batch, order, ids, vectors);
            }
        }
        int dimension = vectors[0].length;
        float[] rows = new float[ids.length * dimension];
        for (int i = 0; i < ids.length; i++) {
            System.arraycopy(vectors[i], 0, rows, i * dimension, dimension);
        }
        return rows;
    }

    private void run(int batch, int[] order, int[][] ids, float[][] vectors) {
        int first = batch * batchSize;
        int count = Math.min(batchSize, order.length - first);
        int length = ids[order[first]].length;
        LongBuffer tokens = longs(count * length);
        LongBuffer mask = longs(count * length);
        for (int r = 0; r < count; r++) {
            int[] text = ids[order[first + r]];
            for (int t = 0; t < text.length; t++) {
                tokens.put(r * length + t, text[t]);
                mask.put(r * length + t, 1);
            }
        }
        long[] shape = {count, length};
        try (OnnxTensor inputIds = OnnxTensor.createTensor(environment, tokens, shape);
                OnnxTensor attentionMask = OnnxTensor.createTensor(environment, mask, shape);
                OnnxTensor typeIds = OnnxTensor.createTensor(environment, longs(count * length), shape);
                OrtSession.Result result = session.run(Map.of(
                        "input_ids", inputIds, "attention_mask", attentionMask, "token_type_ids", typeIds))) {
            OnnxTensor hidden = (OnnxTensor) result.get(0);
            int dimension = (int) hidden.getInfo().getShape()[2];
            FloatBuffer states = hidden.getFloatBuffer();
            float[] row = new float[dimension];
            for (int r = 0; r < count; r++) {
                int text = order[first + r];
                vectors[text] = unitMean(states, r * length * dimension, ids[text].length, row);
            }
        } catch (OrtException e) {
            throw OnnxRuntimePeer.failure(e);
        }
    }

    private static LongBuffer longs(int count) {
        return ByteBuffer.allocateDirect(count * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
    }

    private static float[] unitMean(FloatBuffer states, int at, int tokens, float[] row) {
        float[] mean = new float[row.length];
        for (int t = 0; t < tokens; t++) {
            states.get(at + t * row.length, row);
            for (int i = 0; i < row.length; i++) {
                mean[i] += row[i];
            }
        }
        double squares = 0;
        for (float value : mean) {
            squares += (double) value * value;
        }
        float scale = (float) (1 / Math.sqrt(squares));
        for (int i = 0; i < mean.length; i++) {
            mean[i] *= scale;
        }
        return mean;
    }
}
