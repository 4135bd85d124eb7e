package pellucid.bench.gpu;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process whose output goes to the log, whose findings are gathered, and which is ended when its time is over. */
final class BoundedProcess {
    /**
     * How it ended.
     *
     * @param code the exit code; {@link #OVERTIME} if it was ended
     */
    record Ending(int code, List<Finding> findings) {
        /** In place of an exit code: it took too long. */
        static final int OVERTIME = -1;
    }

    private BoundedProcess() {}

    /**
     * Runs a command to its end.
     *
     * @param seconds after which it and all that it started are ended
     * @param log is given each line of its output
     */
    static Ending run(List<String> command, double seconds, PrintWriter log) throws IOException {
        log.println("$ " + String.join(" ", command));
        List<Finding> findings = Collections.synchronizedList(new ArrayList<>());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        Thread reader = new Thread(() -> read(process, findings, log), "output of " + command.get(0));
        reader.setDaemon(true);
        reader.start();
        try {
            boolean ended = process.waitFor((long) (1000 * seconds), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
            reader.join(5000);
            return new Ending(ended ? process.exitValue() : Ending.OVERTIME, List.copyOf(findings));
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the check was interrupted", e);
        }
    }

    private static void read(Process process, List<Finding> findings, PrintWriter log) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.println(line);
                log.flush();
                Finding finding = Finding.parse(line);
                if (finding != null) {
                    findings.add(finding);
                }
            }
        } catch (IOException e) {
            log.println("the rest of the output cannot be read: " + e.getMessage());
        }
    }
}
