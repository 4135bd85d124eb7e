package pellucid.eval.cli;

import pellucid.eval.serve.SearchPage;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of the page that {@code search --serve} shows. */
final class ServeOption {
    private static final int PORT = 8080;
    private static final int HIGHEST_PORT = 65535;

    @Option(
            names = "--serve",
            description = "show a page to search on in the browser, with a map of the rows, to this machine only, until"
                    + " Ctrl-C; QUERY, if given, is the first")
    private boolean serve;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "where the page listens; 0 for any free port (default: " + PORT + ")")
    private Integer port;

    @Option(
            names = "--tuned",
            paramLabel = "MODEL",
            description = "a second model, as train makes them: the page shows its results beside those of --model")
    private String tuned;

    @Option(
            names = {"--colour", "--color"},
            paramLabel = "NAME",
            description = "the column whose values colour the map (default: one that looks like a category)")
    private String colour;

    boolean isWanted() {
        return serve;
    }

    int port() {
        return port == null ? PORT : port;
    }

    /** The second model; null for none. */
    String tuned() {
        return tuned;
    }

    /** The column of the colours; null for one that fits. */
    String colour() {
        return colour;
    }

    void check(CommandSpec spec, MethodOption method, int top) {
        if (!serve) {
            refuse(spec, "--port", port);
            refuse(spec, "--tuned", tuned);
            refuse(spec, "--colour", colour);
            return;
        }
        if (port() < 0 || port() > HIGHEST_PORT) {
            throw Usage.wrong(spec, "--port is " + port + "; it must be from 0 (any free one) to " + HIGHEST_PORT);
        }
        if (top > SearchPage.MOST) {
            throw Usage.wrong(
                    spec, "--top is " + top + "; a page shows at most " + SearchPage.MOST + ", so leave out --serve");
        }
        if (tuned != null && !method.readsVectors()) {
            throw Usage.wrong(
                    spec,
                    "--tuned is given, but --method is " + method.label()
                            + ", which does not look at vectors; choose dense, hybrid or rrf");
        }
    }

    private static void refuse(CommandSpec spec, String option, Object value) {
        if (value != null) {
            throw Usage.wrong(spec, option + " is given, but no --serve; it belongs to the page that --serve shows");
        }
    }
}
