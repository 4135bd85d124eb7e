package pellucid.eval.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import pellucid.eval.data.FilmSet;
import pellucid.eval.retrieval.ExactSearch;
import pellucid.eval.retrieval.Role;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.backend.Backends;
import pellucid.training.data.CsvTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code search QUERY}: the rows of a table that mean what the query means. */
@Command(
        name = "search",
        description = "Search by meaning: the films, or the rows of a table of yours, that are nearest to a query.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  search \"romantic movie on a cruise ship\"",
            "  search \"warm winter shoes\" --data products.csv --top 5",
            "  search \"warm winter shoes\" --data products.csv --column name --column notes"
        })
final class SearchCommand implements Callable<Integer> {
    @ParentCommand
    private Pellucid parent;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "QUERY", description = "what to look for, in quotes")
    private String query;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "a CSV file with a header line (default: the films that come with Pellucid)")
    private Path data;

    @Option(names = "--top", paramLabel = "N", defaultValue = "10", description = "how many results (default: 10)")
    private int top;

    @Option(
            names = "--column",
            paramLabel = "NAME",
            description = "a column to search in; may be repeated (default: title and description, or what looks like"
                    + " them, or all columns of text)")
    private List<String> columns;

    @Option(names = "--encoding", paramLabel = "NAME", description = "the encoding of the file (default: UTF-8)")
    private String encoding;

    @Mixin
    private ModelOption model;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        check();
        try (JsonOption.Report report = json.begin()) {
            SearchTable table = SearchTable.of(table(), columns);
            Path folder = model.folder(parent.output());
            SentenceEncoder encoder = SentenceEncoder.load(folder, Backends.get());
            Embeddings rows = table.encode(encoder, Role.DOCUMENT.options(encoder), folder, parent.output());
            Embeddings wanted = encoder.encode(List.of(query), Role.QUERY.options(encoder));
            List<ExactSearch.Hit> hits = new ExactSearch(rows).nearest(wanted.rows(), top);
            ObjectNode content = JsonNodeFactory.instance.objectNode();
            content.put("query", query).put("model", model.name());
            content.put("backend", encoder.backend().name());
            for (int i = 0; i < hits.size(); i++) {
                ExactSearch.Hit hit = hits.get(i);
                table.lines(i + 1, hit).forEach(parent.output()::result);
                content.withArray("results").add(table.json(i + 1, hit));
            }
            report.write(content);
        }
        return ExitCode.OK;
    }

    private void check() {
        Usage.requireText(spec, "QUERY", query);
        Usage.requireAtLeast(spec, "--top", top, 1);
        if (data == null && encoding != null) {
            throw Usage.wrong(spec, "--encoding is given, but no --data; name the file that has this encoding");
        }
        if (data != null) {
            json.requireOtherThan(spec, "--data", data);
        }
    }

    private CsvTable table() {
        if (data == null) {
            return FilmSet.table();
        }
        return CsvTable.read(data, charset());
    }

    private Charset charset() {
        try {
            return encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
        } catch (IllegalArgumentException unknown) {
            throw Usage.wrong(
                    spec,
                    "--encoding is '" + encoding + "', which Java does not know; UTF-8 and ISO-8859-1 are two it does");
        }
    }
}
