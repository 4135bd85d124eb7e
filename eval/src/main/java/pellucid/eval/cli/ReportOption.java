package pellucid.eval.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import pellucid.eval.experiment.ExperimentOutcome;
import pellucid.eval.experiment.ExperimentProgress;
import pellucid.eval.report.Claim;
import pellucid.tensor.InputException;
import pellucid.tensor.backend.Backends;
import picocli.CommandLine.Option;

/** What experiments have in common: a seed, and a page with a verdict on each claim. */
final class ReportOption {
    /** Columns of a verdict, and of what is indented below a claim. */
    private static final int VERDICT = 13;

    private static final int EVIDENCE = 4;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "of everything that is drawn (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = "reports",
            description = "the folder that gets the report, a page (default: ${DEFAULT-VALUE})")
    private Path output;

    long seed() {
        return seed;
    }

    /** Before the work, so that a place that cannot be written to is known. */
    private void makeFolder() {
        try {
            Files.createDirectories(output);
        } catch (IOException failure) {
            throw new InputException(
                    "--output " + output + " cannot be made a folder: " + failure.getMessage() + "; name another one",
                    failure);
        }
    }

    /** What every report says of the program that wrote it. */
    private static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Version", Pellucid.Version.text());
        facts.put("Backend", Backends.get().name());
        return facts;
    }

    /**
     * Runs an experiment under a progress bar, writes its page, and prints the numbers, the claims, and where the page is.
     *
     * @param name of the page's file
     * @param json gets the figures
     * @param noticed whether how far it is deserves a line of its own, where no bar is looked at
     */
    void run(
            String name,
            Function<ExperimentProgress, ExperimentOutcome> experiment,
            Noticed noticed,
            JsonOption json,
            Output out) {
        makeFolder();
        try (JsonOption.Report report = json.begin()) {
            ExperimentOutcome outcome;
            try (Progress progress = out.progress("", 1)) {
                outcome = experiment.apply((task, done, total, words) -> {
                    progress.advanced(task, done, total, words);
                    if (!out.isWatched() && noticed.at(done, total, words)) {
                        out.notice(task + (total > 1 ? " " + done + "/" + total : "") + "  " + words);
                    }
                });
            }
            finish(name, outcome, out);
            report.write(outcome.json());
        }
    }

    /** Which steps deserve a line. */
    @FunctionalInterface
    interface Noticed {
        /** The end of a task, and of a task with words each so many steps. */
        static Noticed every(int steps) {
            return (done, total, words) -> done == total || !words.isEmpty() && done % steps == 0;
        }

        boolean at(long done, long total, String words);
    }

    private void finish(String name, ExperimentOutcome outcome, Output out) {
        Path page = output.resolve(name);
        outcome.report(facts()).write(page);
        outcome.lines().forEach(out::result);
        out.result("");
        for (Claim claim : outcome.claims()) {
            String verdict = claim.verdict().words();
            Paragraph.labelled(verdict, VERDICT, claim.statement()).forEach(out::result);
            Paragraph.labelled("", VERDICT + EVIDENCE, claim.evidence()).forEach(out::result);
        }
        out.result("");
        out.result("report  " + page);
    }
}
