package pellucid.eval.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import pellucid.eval.retrieval.Quantization;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.EncodeOptions;
import pellucid.models.sentence.Normalization;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.InputException;
import pellucid.training.data.TextLines;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code embed}: a file of texts to a file of vectors. */
@Command(
        name = "embed",
        description = {
            "The vectors of texts, one text a line, as the float32 tensor 'embeddings' [N, D] of a safetensors file.",
            "Only \\n ends a line, and an empty line is a text. The file may be larger than the memory.",
            "With --quantize, the vectors are codes, as sentence-transformers' quantize_embeddings makes them: int8"
                    + " and uint8 a byte a number, beside the float32 tensor 'ranges' [2, D] of the least and the largest"
                    + " value of each number in the file; binary and ubinary a bit a number."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  embed --input texts.txt --output vectors.safetensors",
            "  embed --input texts.txt --output short.safetensors --truncate-dim 128",
            "  embed --input texts.txt --output codes.safetensors --quantize int8"
        })
final class EmbedCommand implements Callable<Integer> {
    private static final String TASK = "embedding";
    private static final double NANOS = 1e9;
    private static final int ENOUGH_FOR_RANGES = 100;

    @ParentCommand
    private Pellucid parent;

    @Spec
    private CommandSpec spec;

    @Option(names = "--input", paramLabel = "FILE", required = true, description = "the texts, in UTF-8")
    private Path input;

    @Option(names = "--output", paramLabel = "FILE", required = true, description = "the safetensors file to write")
    private Path output;

    @Option(
            names = "--truncate-dim",
            paramLabel = "D",
            description = "keep only the first D numbers of each vector (default: as the model says)")
    private Integer truncateDim;

    @Option(
            names = "--normalize",
            negatable = true,
            description = "scale every vector to length 1, or do not (default: as the model says)")
    private Boolean normalize;

    @Option(
            names = "--prompt-name",
            paramLabel = "NAME",
            description = "put this prompt of the model in front of every text")
    private String promptName;

    @Option(
            names = "--quantize",
            paramLabel = "KIND",
            description = "write codes in place of numbers: int8, uint8, binary or ubinary")
    private Quantization quantization;

    @Option(
            names = "--batch-tokens",
            paramLabel = "N",
            description = "about how many tokens a thread takes at a time; changes the speed and nothing else"
                    + " (default: what suits the backend)")
    private Integer batchTokens;

    @Mixin
    private ModelOption model;

    private long truncated;

    @Override
    public Integer call() {
        Usage.requireDifferent(spec, "--output", output, "--input", input);
        EncodeOptions options = options();
        requirePlainFile();
        long count = TextLines.count(input);
        SentenceEncoder encoder = model.encoder(parent.output());
        int dimension = dimension(encoder);
        long begun = System.nanoTime();
        try (TextLines texts = TextLines.open(input);
                VectorOutput vectors = VectorOutput.open(output, count, dimension, quantization);
                Progress progress = parent.output().progress("texts", 1)) {
            EncodeOptions watched =
                    options.withProgress((finished, unknown) -> progress.advanced(TASK, finished, count));
            encoder.encodeStream(texts, watched, window -> append(window, vectors));
            vectors.finish();
        }
        double seconds = (System.nanoTime() - begun) / NANOS;
        parent.output()
                .notice(String.format(
                        Locale.ROOT,
                        "%s: %d vectors of %d numbers in %.1f s (%.1f texts/s)",
                        output,
                        count,
                        dimension,
                        seconds,
                        count / seconds));
        tellFewVectors(count);
        Truncation.tell(parent.output(), truncated, encoder.maxLength());
        return ExitCode.OK;
    }

    private void tellFewVectors(long count) {
        if (quantization != null && !quantization.isBinary() && count < ENOUGH_FOR_RANGES) {
            parent.output()
                    .notice("the ranges of the codes come from " + count + " vectors only; those of "
                            + ENOUGH_FOR_RANGES + " or more fit other texts better");
        }
    }

    /** The texts are read twice, to count and to embed them. */
    private void requirePlainFile() {
        if (Files.exists(input) && !Files.isRegularFile(input) && !Files.isDirectory(input)) {
            throw new InputException(input + " is not a plain file; it is read twice, so write the texts to a file");
        }
    }

    private void append(Embeddings window, VectorOutput vectors) {
        vectors.append(window);
        truncated += window.truncated();
    }

    private EncodeOptions options() {
        EncodeOptions options = EncodeOptions.DEFAULTS.withPromptName(promptName);
        if (normalize != null) {
            options = options.withNormalization(normalize ? Normalization.ALWAYS : Normalization.NEVER);
        }
        if (truncateDim != null) {
            Usage.requireAtLeast(spec, "--truncate-dim", truncateDim, 1);
            options = options.withTruncateDim(truncateDim);
        }
        if (batchTokens != null) {
            Usage.requireAtLeast(spec, "--batch-tokens", batchTokens, 1);
            options = options.withTokensPerBatch(batchTokens);
        }
        return options;
    }

    private int dimension(SentenceEncoder encoder) {
        if (truncateDim == null) {
            return encoder.dimension();
        }
        int full = encoder.model().dimension();
        if (truncateDim > full) {
            throw Usage.wrong(
                    spec,
                    "--truncate-dim is " + truncateDim + ", but the vectors of " + model.name() + " have " + full
                            + " numbers; ask for at most that many");
        }
        return truncateDim;
    }
}
