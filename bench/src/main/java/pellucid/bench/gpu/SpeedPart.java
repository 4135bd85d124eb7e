package pellucid.bench.gpu;

import java.util.Locale;
import pellucid.bench.finetune.PairBatch;
import pellucid.bench.finetune.Phase;
import pellucid.bench.finetune.TrainingStep;
import pellucid.cuda.CudaBackend;
import pellucid.models.sentence.SentenceModel;
import pellucid.models.sentence.TokenBatch;

/** The whole encoder and the whole training step. */
final class SpeedPart {
    private static final int TOKENS = 128;
    private static final int TEXTS = 256;
    private static final int PAIRS = 32;

    private SpeedPart() {}

    /** Tokens to unit vectors. */
    static void encoder(CudaBackend cuda, boolean tiny) {
        EncoderCase encoder =
                tiny ? new EncoderCase(EncoderCase.TINY, 2, 5) : new EncoderCase(EncoderCase.MINILM, TEXTS, TOKENS);
        SentenceModel model = encoder.model(cuda);
        TokenBatch batch = encoder.batch(cuda);
        try (DeviceClock clock = new DeviceClock(cuda, tiny ? 0 : 3000)) {
            double milliseconds = clock.median(() -> EncoderCase.infer(model, batch));
            tell(
                    cuda,
                    "encoder",
                    encoder,
                    milliseconds,
                    encoder.texts() + " texts",
                    encoder.texts() / milliseconds * 1000,
                    "texts/s",
                    encoder.flops());
        }
    }

    /** Pairs of texts to changed weights: forward with dropout, loss, backward, clipping, AdamW. */
    static void training(CudaBackend cuda, boolean tiny) {
        int pairs = tiny ? 2 : PAIRS;
        EncoderCase encoder =
                new EncoderCase(tiny ? EncoderCase.TINY : EncoderCase.MINILM, 2 * pairs, tiny ? 5 : TOKENS);
        TrainingStep step = new TrainingStep(encoder.model(cuda));
        PairBatch batch = new PairBatch(encoder.batch(cuda), pairs);
        double[] seconds = new double[Phase.values().length];
        try (DeviceClock clock = new DeviceClock(cuda, tiny ? 0 : 3000)) {
            double milliseconds = clock.median(() -> step.run(batch, seconds));
            tell(
                    cuda,
                    "training",
                    encoder,
                    milliseconds,
                    "step of " + pairs + " pairs",
                    pairs / milliseconds * 1000,
                    "pairs/s",
                    3 * encoder.flops());
        }
    }

    private static void tell(
            CudaBackend cuda,
            String part,
            EncoderCase encoder,
            double milliseconds,
            String amount,
            double perSecond,
            String unit,
            double flops) {
        Precision precision = Precision.here();
        Finding.of(
                        Finding.Kind.SUMMARY,
                        part + ", " + amount + " of " + encoder.tokens() + " tokens, " + precision,
                        String.format(
                                Locale.ROOT,
                                "%.2f ms, %.0f %s, %.1f TFLOP/s",
                                milliseconds,
                                perSecond,
                                unit,
                                flops / milliseconds / 1e9),
                        String.format(
                                Locale.ROOT,
                                "%.1f GB of the device taken",
                                cuda.device().takenBytes() / 1e9))
                .tell();
        Finding.of(Finding.Kind.NUMBER, part + " " + precision, milliseconds).tell();
    }
}
