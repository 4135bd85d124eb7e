package pellucid.eval.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParentCommand;

/** {@code word2vec}: vectors of words. */
@Command(
        name = "word2vec",
        description =
                "Vectors of words: train them, ask them, and measure them. Without a command, the demo: it trains on"
                        + " WordNet's glosses in under a minute and asks what it has learned.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  word2vec",
            "  word2vec train --corpus wiki.txt --output V.bin",
            "  word2vec similar queen --vectors V.bin",
            "  word2vec analogy man king woman --vectors V.bin",
            "  word2vec evaluate --vectors V.bin --analogies questions-words.txt"
        },
        subcommands = {
            Word2VecTrainCommand.class,
            Word2VecDemoCommand.class,
            Word2VecSimilarCommand.class,
            Word2VecAnalogyCommand.class,
            Word2VecEvaluateCommand.class
        })
final class Word2VecCommand implements Callable<Integer> {
    @ParentCommand
    private Pellucid parent;

    Output output() {
        return parent.output();
    }

    /** The demo. */
    @Override
    public Integer call() {
        new WordDemo(output()).run(WordDemo.OPTIONS);
        return ExitCode.OK;
    }
}
