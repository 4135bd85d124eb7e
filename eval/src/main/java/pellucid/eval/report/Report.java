package pellucid.eval.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import pellucid.models.weights.AtomicFile;

/**
 * A report as one HTML page that carries everything in it: no network, no script, readable on a wide screen, a narrow
 * one and on paper.
 *
 * <pre>
 *   new Report("Word vectors from the films", "What three claims are worth.")
 *           .verdicts(claims)
 *           .heading("Search").paragraph("…").figure(Charts.lines(…)).table(…)
 *           .provenance(Provenance.of(Machine.here(), Instant.now()).fact("Seed", "42"))
 *           .write(path);
 * </pre>
 */
public final class Report {
    private final String title;
    private final StringBuilder body = new StringBuilder();
    private int figures;

    /**
     * @param title of the page
     * @param lead what it is about, in a sentence or two
     */
    public Report(String title, String lead) {
        this.title = title;
        body.append("<header>\n<h1>").append(Html.text(title)).append("</h1>\n<p class=\"lead\">");
        body.append(Html.text(lead)).append("</p>\n</header>\n");
    }

    /** Begins a section. */
    public Report heading(String text) {
        return element("h2", text);
    }

    /** Begins a part of a section. */
    public Report subheading(String text) {
        return element("h3", text);
    }

    /** Some sentences. */
    public Report paragraph(String text) {
        return element("p", text);
    }

    private Report element(String tag, String text) {
        body.append('<').append(tag).append('>').append(Html.text(text));
        body.append("</").append(tag).append(">\n");
        return this;
    }

    /** A table. */
    public Report table(Table table) {
        body.append(table.html());
        return this;
    }

    /** A picture with its caption, numbered. */
    public Report figure(Figure figure) {
        figures++;
        body.append("<figure>\n").append(Svg.inline(figure, "f" + figures));
        body.append("<figcaption><b>Figure ").append(figures).append(".</b> ");
        body.append(Html.text(figure.caption())).append("</figcaption>\n</figure>\n");
        return this;
    }

    /** What became of each claim. */
    public Report verdicts(List<Claim> claims) {
        body.append("<div class=\"wide\"><table class=\"verdicts\">\n<thead><tr><th scope=\"col\">Claim</th>");
        body.append("<th scope=\"col\">Verdict</th><th scope=\"col\">Evidence</th></tr></thead>\n<tbody>\n");
        for (Claim claim : claims) {
            Verdict verdict = claim.verdict();
            body.append("<tr><td>").append(Html.text(claim.statement())).append("</td><td><span class=\"verdict ");
            body.append(verdict.styleName())
                    .append("\"><span aria-hidden=\"true\">")
                    .append(verdict.sign());
            body.append("</span> ").append(verdict.words()).append("</span></td><td>");
            body.append(Html.text(claim.evidence())).append("</td></tr>\n");
        }
        body.append("</tbody></table></div>\n");
        return this;
    }

    /** The foot of the page: on what, with what and how long. */
    public Report provenance(Provenance provenance) {
        body.append("<footer>\n<h2>Where these numbers come from</h2>\n<dl>\n");
        for (Map.Entry<String, String> fact : provenance.facts().entrySet()) {
            body.append("<div><dt>").append(Html.text(fact.getKey())).append("</dt><dd>");
            body.append(Html.text(fact.getValue())).append("</dd></div>\n");
        }
        body.append("</dl>\n</footer>\n");
        return this;
    }

    /** The page so far. */
    public String html() {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <main>
                %s</main>
                </body>
                </html>
                """.formatted(Html.text(title), style(), body);
    }

    /**
     * Writes the page so far.
     *
     * @throws pellucid.tensor.InputException if the place cannot be written to; what was there is then unchanged
     */
    public void write(Path target) {
        try (AtomicFile file = AtomicFile.create(target)) {
            file.write(ByteBuffer.wrap(html().getBytes(StandardCharsets.UTF_8)));
            file.commit();
        }
    }

    private static String style() {
        try (InputStream in = Report.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks report.css; build the module again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
