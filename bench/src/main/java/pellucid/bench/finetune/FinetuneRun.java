package pellucid.bench.finetune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pellucid.bench.encode.AllocationMeter;
import pellucid.bench.encode.Glosses;
import pellucid.models.sentence.SentenceEncoder;

/** The child program: trains on the same few batches over and over and notes how long each phase of a step takes. */
public final class FinetuneRun {
    private static final int PAIRS = 32;
    private static final int BATCHES = 8;
    private static final int SHORTEST_TEXT = 20;

    private FinetuneRun() {}

    /** Prints the {@link FinetuneCase} as JSON; the arguments are the model, steps to warm up, and steps to time. */
    public static void main(String[] arguments) throws JsonProcessingException {
        int warmUp = Integer.parseInt(arguments[1]);
        int timed = Integer.parseInt(arguments[2]);
        SentenceEncoder encoder = SentenceEncoder.load(arguments[0]);
        List<PairBatch> batches = batches(encoder);
        TrainingStep step = new TrainingStep(encoder.model());
        double[][] seconds = new double[timed][Phase.values().length];
        double[] losses = new double[warmUp + timed];
        long tokens = 0;
        long padded = 0;
        double anchors = 0;
        double positives = 0;
        for (int i = 0; i < warmUp + timed; i++) {
            PairBatch batch = batches.get(i % BATCHES);
            int sample = Math.max(0, i - warmUp);
            losses[i] = step.run(batch, seconds[sample]);
            if (i >= warmUp) {
                tokens += batch.tokens().segments().total();
                padded += batch.paddedTokens();
                anchors += batch.longestAnchor();
                positives += batch.longestPositive();
            }
        }
        long bytes = AllocationMeter.bytes(() -> step.run(batches.get(0), new double[Phase.values().length]));
        int again = (losses.length - 1) / BATCHES * BATCHES;
        System.out.println(new ObjectMapper()
                .writeValueAsString(new FinetuneCase(
                        PAIRS,
                        tokens,
                        padded,
                        anchors / timed,
                        positives / timed,
                        seconds,
                        bytes,
                        peakBytes(),
                        losses[0],
                        losses[again])));
        System.exit(0);
    }

    private static List<PairBatch> batches(SentenceEncoder encoder) {
        List<String> texts = Glosses.read().texts(2 * PAIRS * BATCHES).stream()
                .filter(text -> text.length() > SHORTEST_TEXT)
                .toList();
        List<PairBatch> batches = new ArrayList<>();
        for (int i = 0; i < BATCHES; i++) {
            batches.add(PairBatch.of(encoder, texts.subList(i * PAIRS, (i + 1) * PAIRS)));
        }
        return batches;
    }

    /** The process's largest resident memory so far, where Linux tells it. */
    private static long peakBytes() {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        try {
            for (String line : Files.readAllLines(status, StandardCharsets.UTF_8)) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                }
            }
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
