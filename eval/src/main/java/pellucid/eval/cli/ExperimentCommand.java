package pellucid.eval.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code experiment NAME}: repeats an experiment and judges what was claimed of it. */
@Command(
        name = "experiment",
        description = "Repeat an experiment; each ends in an HTML report with a verdict on every claim.",
        subcommands = {
            MoviesCommand.class,
            ProductsCommand.class,
            Word2VecExperimentCommand.class,
            MatryoshkaCommand.class,
            SearchRelevanceCommand.class,
            DistillationCommand.class
        })
final class ExperimentCommand implements Callable<Integer> {
    @ParentCommand
    private Pellucid parent;

    @Spec
    private CommandSpec spec;

    Output output() {
        return parent.output();
    }

    /** Without a name there is nothing to do but to say which there are. */
    @Override
    public Integer call() {
        spec.commandLine().usage(output().notices());
        return ExitCode.USAGE;
    }
}
