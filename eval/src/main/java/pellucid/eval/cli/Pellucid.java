package pellucid.eval.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command of commands. */
@Command(
        name = "pellucid",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Pellucid.Version.class,
        sortOptions = false,
        description = "Sentence embeddings in plain Java.",
        footer = {
            "%nFrom the project's root, with Maven:",
            "  mvn -q compile exec:java -Dexec.args='COMMAND ...'",
            "  mvn -q compile exec:java -Dexec.args='search \"a quiet film about the sea\"'",
            "%nEvery command has its own --help."
        },
        subcommands = {
            DoctorCommand.class,
            SearchCommand.class,
            EmbedCommand.class,
            TokenizeCommand.class,
            SimilarityCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            Word2VecCommand.class,
            ExperimentCommand.class
        })
final class Pellucid implements Callable<Integer> {
    private final Output output;

    @Spec
    private CommandSpec spec;

    Pellucid(Output output) {
        this.output = output;
    }

    Output output() {
        return output;
    }

    /** Without a command there is nothing to do but to say which there are. */
    @Override
    public Integer call() {
        spec.commandLine().usage(output.notices());
        return ExitCode.USAGE;
    }

    /** The version that Maven wrote beside the classes. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {text()};
        }

        static String text() {
            Properties version = new Properties();
            try (InputStream in = Pellucid.class.getResourceAsStream("version.properties")) {
                version.load(in);
            } catch (IOException e) {
                throw new IllegalStateException("version.properties cannot be read; build the module again", e);
            }
            return "Pellucid " + version.getProperty("version");
        }
    }
}
