package pellucid.eval.cli;

import java.util.List;
import java.util.stream.Collectors;
import pellucid.tensor.PellucidException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one sentence on standard error what went wrong, and gives the exit code for it. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Output output;

    Failures(Output output) {
        this.output = output;
    }

    /** An option or a parameter is wrong: exit code 2. */
    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        output.notice(command.getCommandSpec().qualifiedName() + ": " + sentence(wrong) + "; see "
                + command.getCommandSpec().qualifiedName() + " --help");
        trace(wrong);
        return ExitCode.USAGE;
    }

    private static String sentence(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            List<String> near = unmatched.getSuggestions();
            if (!near.isEmpty()) {
                return "there is no '" + first + "' here; did you mean "
                        + near.stream().collect(Collectors.joining(" or "));
            }
            return unmatched.isUnknownOption()
                    ? "there is no option '" + first + "'"
                    : "'" + first + "' is one argument too many; put a text of several words in quotes";
        }
        String message = wrong.getMessage();
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    /** The command failed: exit code 1. */
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return report(failure);
    }

    /** One sentence for a failure of any kind: exit code 1. */
    int report(Throwable failure) {
        if (failure instanceof PellucidException) {
            output.notice("pellucid: " + failure.getMessage());
        } else if (failure instanceof OutOfMemoryError) {
            output.notice("pellucid: Java's memory of "
                    + Bytes.text(Runtime.getRuntime().maxMemory())
                    + " is used up; give it more, for example with MAVEN_OPTS=-Xmx4g (" + failure.getMessage() + ")");
        } else {
            output.notice("pellucid: failed unexpectedly (" + failure + "); run it again with -D" + Main.TRACE
                    + "=true to see where");
        }
        trace(failure);
        return ExitCode.SOFTWARE;
    }

    private void trace(Throwable failure) {
        if (Boolean.getBoolean(Main.TRACE)) {
            failure.printStackTrace(output.notices());
        }
    }
}
