package pellucid.eval.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code evaluate}: how good a model is on the user's files. */
@Command(
        name = "evaluate",
        description = "How good a model is on data of yours.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  evaluate sts --data sts-dev.csv",
            "  evaluate retrieval --data scifact --json result.json",
            "  evaluate classification --data reviews.csv --label-column sentiment"
        },
        subcommands = {EvaluateStsCommand.class, EvaluateRetrievalCommand.class, EvaluateClassificationCommand.class})
final class EvaluateCommand implements Callable<Integer> {
    @ParentCommand
    private Pellucid parent;

    @Spec
    private CommandSpec spec;

    Output output() {
        return parent.output();
    }

    /** It has to be said on what. */
    @Override
    public Integer call() {
        spec.commandLine().usage(output().notices());
        return ExitCode.USAGE;
    }
}
