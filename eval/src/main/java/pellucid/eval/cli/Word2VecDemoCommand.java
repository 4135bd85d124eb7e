package pellucid.eval.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import pellucid.models.word2vec.train.Word2VecOptions;
import pellucid.tensor.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code word2vec demo}: learns from WordNet's glosses and shows what it has learned. */
@Command(
        name = "demo",
        description =
                "Learn from WordNet's glosses, in under a minute, and show neighbours of some words, a map, and for"
                        + " some analogies at which place the right answer stands, whatever it is.",
        footerHeading = "%nExamples:%n",
        footer = {"  word2vec demo", "  word2vec demo --output reports"})
final class Word2VecDemoCommand implements Callable<Integer> {
    private static final String PAGE = "word2vec-demo.html";

    @ParentCommand
    private Word2VecCommand parent;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "the folder that gets " + PAGE + ", with the maps as pictures (default: no page)")
    private Path output;

    @Option(names = "--epochs", paramLabel = "N", description = "passes over the glosses (default: 5)")
    private Integer epochs;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "" + WordDemo.SEED,
            description = "of everything that is drawn (default: ${DEFAULT-VALUE})")
    private long seed;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        makeFolder();
        try (JsonOption.Report report = json.begin()) {
            WordDemo demo = new WordDemo(parent.output());
            demo.run(options());
            if (output != null) {
                Path page = output.resolve(PAGE);
                demo.page(seed).write(page);
                parent.output().result("");
                parent.output().result("page  " + page);
            }
            report.write(demo.json());
        }
        return ExitCode.OK;
    }

    private Word2VecOptions options() {
        Word2VecOptions options = WordDemo.OPTIONS.withSeed(seed);
        try {
            return epochs == null ? options : options.withEpochs(epochs);
        } catch (InputException wrong) {
            throw Usage.wrong(spec, wrong.getMessage());
        }
    }

    /** Before the work, so that a place that cannot be written to is known. */
    private void makeFolder() {
        if (output == null) {
            return;
        }
        try {
            Files.createDirectories(output);
        } catch (IOException failure) {
            throw new InputException(
                    "--output " + output + " cannot be made a folder: " + failure.getMessage() + "; name another one",
                    failure);
        }
    }
}
