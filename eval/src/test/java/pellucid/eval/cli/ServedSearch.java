package pellucid.eval.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** {@code search --serve} on a free port, running in a thread until it is ended. */
public final class ServedSearch implements AutoCloseable {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final AtomicInteger code = new AtomicInteger(-1);
    private final Thread thread;

    private ServedSearch(String[] words) {
        thread = new Thread(
                () -> code.set(Main.run(words, new PrintWriter(out), new PrintWriter(err))), "served-search");
        thread.start();
    }

    /** Returns when the server answers. */
    public static ServedSearch start(Object... args) throws InterruptedException {
        String[] words = Stream.concat(Stream.of(args), Stream.of("--port", "0"))
                .map(Object::toString)
                .toArray(String[]::new);
        ServedSearch served = new ServedSearch(words);
        while (!served.line().contains("Ctrl-C")) {
            if (!served.thread.isAlive()) {
                throw new IllegalStateException("the server has ended: " + served.err);
            }
            Thread.sleep(10);
        }
        return served;
    }

    /** What the command has written. */
    public String line() {
        return out.toString().strip();
    }

    /** Where the page is, without a query. */
    public URI address() {
        return URI.create(line().replaceAll("^listening on (http://[^/]*/).*", "$1"));
    }

    /** Ends the command as the end of its thread does, and returns its exit code. */
    public int end() throws InterruptedException {
        thread.interrupt();
        thread.join();
        return code.get();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
