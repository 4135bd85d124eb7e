package pellucid.eval.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import pellucid.eval.data.JsonLineWriter;
import pellucid.models.sentence.SentenceSettings;
import pellucid.models.text.Encoding;
import pellucid.models.text.WordPieceTokenizer;
import pellucid.training.data.JsonLineReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code tokenize}: texts to the ids of their tokens. */
@Command(
        name = "tokenize",
        description = {
            "The token ids of texts, those of [CLS] and [SEP] included.",
            "Reads lines {\"text\": \"...\"} and writes lines {\"ids\": [...]}, in the same order."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tokenize --input texts.jsonl", "  tokenize --input texts.jsonl --max-length 512 --output ids.jsonl"
        })
final class TokenizeCommand implements Callable<Integer> {
    @ParentCommand
    private Pellucid parent;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            required = true,
            description = "JSON lines with a field \"text\", in UTF-8")
    private Path input;

    @Option(names = "--output", paramLabel = "FILE", description = "where to write (default: standard output)")
    private Path output;

    @Option(
            names = "--max-length",
            paramLabel = "N",
            description = "the most tokens of a text, [CLS] and [SEP] included (default: as the model says)")
    private Integer maxLength;

    @Mixin
    private ModelOption model;

    @Override
    public Integer call() {
        if (maxLength != null) {
            Usage.requireAtLeast(spec, "--max-length", maxLength, 2);
        }
        if (output != null) {
            Usage.requireDifferent(spec, "--output", output, "--input", input);
        }
        SentenceSettings settings = SentenceSettings.read(model.folder(parent.output()));
        int limit = maxLength == null ? settings.maxLength() : maxLength;
        long truncated = 0;
        try (JsonLineReader texts = JsonLineReader.open(input);
                JsonLineWriter ids = output == null
                        ? JsonLineWriter.to(parent.output().results()::print)
                        : JsonLineWriter.open(output)) {
            WordPieceTokenizer tokenizer = settings.tokenizer();
            while (texts.hasNext()) {
                Encoding encoding = tokenizer.encode(texts.next(), limit);
                ids.ids(encoding.ids());
                truncated += encoding.truncated() ? 1 : 0;
            }
            ids.commit();
        }
        Truncation.tell(parent.output(), truncated, limit);
        return ExitCode.OK;
    }
}
