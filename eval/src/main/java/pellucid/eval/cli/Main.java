package pellucid.eval.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Where the command line begins. */
public final class Main {
    /** {@code -Dpellucid.trace=true} shows where a failure came from. */
    static final String TRACE = "pellucid.trace";

    private Main() {}

    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        PrintWriter out = writer(System.out, "stdout.encoding");
        PrintWriter err = writer(System.err, "stderr.encoding");
        System.exit(run(args, new Output(out, err, System.console() != null)));
    }

    /**
     * Runs one command.
     *
     * @param args the command's name and its options
     * @param out receives results
     * @param err receives everything else
     * @return the exit code: 0 for success, 1 for failure, 2 for wrong usage
     */
    public static int run(String[] args, PrintWriter out, PrintWriter err) {
        return run(args, new Output(out, err, false));
    }

    private static int run(String[] args, Output output) {
        Failures failures = new Failures(output);
        CommandLine commands = new CommandLine(new Pellucid(output))
                .setOut(output.results())
                .setErr(output.notices())
                .setUsageHelpWidth(Output.WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
        int code;
        try {
            code = commands.execute(args);
        } catch (Error error) {
            code = failures.report(error);
        }
        return output.finish() ? code : CommandLine.ExitCode.SOFTWARE;
    }

    /** A writer in the encoding of the terminal; where that is plain ASCII, in UTF-8, which has ASCII in it. */
    private static PrintWriter writer(PrintStream stream, String property) {
        String name = System.getProperty(property, System.getProperty("sun." + property));
        Charset terminal = name == null ? Charset.defaultCharset() : Charset.forName(name);
        Charset charset = terminal.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : terminal;
        return new PrintWriter(new OutputStreamWriter(stream, charset), true);
    }
}
