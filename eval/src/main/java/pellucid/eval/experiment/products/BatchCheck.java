package pellucid.eval.experiment.products;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import pellucid.models.sentence.SentenceEncoder;

/**
 * Whether the vectors of texts depend on how many are encoded together.
 *
 * @param texts how many were encoded in both ways
 * @param different how many of their vectors differ in any bit
 * @param batches seconds for batches of {@link #SIZE}
 * @param together seconds for all together
 */
record BatchCheck(int texts, int different, double batches, double together) {
    /** As many as the study encodes at a time. */
    static final int SIZE = 10;

    private static final int MOST = 100;
    private static final double NANOS = 1e9;

    /** Encodes some of the texts, taken evenly from all, in both ways. */
    static BatchCheck of(SentenceEncoder encoder, List<String> all) {
        int step = Math.max(1, all.size() / MOST);
        List<String> texts = IntStream.range(0, Math.min(MOST, all.size()))
                .mapToObj(i -> all.get(i * step))
                .toList();
        encoder.encode(texts); // Java compiles what runs often: neither way shall pay for it
        long begun = System.nanoTime();
        float[] together = encoder.encode(texts).rows();
        double togetherSeconds = (System.nanoTime() - begun) / NANOS;
        int width = encoder.dimension();
        int different = 0;
        begun = System.nanoTime();
        for (int from = 0; from < texts.size(); from += SIZE) {
            int to = Math.min(from + SIZE, texts.size());
            float[] batch = encoder.encode(texts.subList(from, to)).rows();
            for (int i = from; i < to; i++) {
                different += Arrays.equals(
                                batch, (i - from) * width, (i - from + 1) * width, together, i * width, (i + 1) * width)
                        ? 0
                        : 1;
            }
        }
        return new BatchCheck(texts.size(), different, (System.nanoTime() - begun) / NANOS, togetherSeconds);
    }
}
