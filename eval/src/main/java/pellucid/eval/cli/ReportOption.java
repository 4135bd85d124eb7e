package pellucid.eval.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pellucid.eval.report.Claim;
import pellucid.eval.report.Report;
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
    void makeFolder() {
        try {
            Files.createDirectories(output);
        } catch (IOException failure) {
            throw new InputException(
                    "--output " + output + " cannot be made a folder: " + failure.getMessage() + "; name another one",
                    failure);
        }
    }

    /** What every report says of the program that wrote it. */
    static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Version", Pellucid.Version.text());
        facts.put("Backend", Backends.get().name());
        return facts;
    }

    /** Writes the page, and prints the numbers, the claims, and where the page is. */
    void finish(String name, Report report, List<String> lines, List<Claim> claims, Output out) {
        Path page = output.resolve(name);
        report.write(page);
        lines.forEach(out::result);
        out.result("");
        for (Claim claim : claims) {
            String verdict = claim.verdict().words();
            Paragraph.labelled(verdict, VERDICT, claim.statement()).forEach(out::result);
            Paragraph.labelled("", VERDICT + EVIDENCE, claim.evidence()).forEach(out::result);
        }
        out.result("");
        out.result("report  " + page);
    }
}
