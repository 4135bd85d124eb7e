package pellucid.eval.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import pellucid.eval.data.FilmSet;
import pellucid.eval.retrieval.Bm25Search;
import pellucid.eval.retrieval.DenseSearch;
import pellucid.eval.retrieval.ExactSearch;
import pellucid.eval.retrieval.Hit;
import pellucid.eval.retrieval.Role;
import pellucid.eval.retrieval.SearchMetric;
import pellucid.eval.retrieval.TextAnalysis;
import pellucid.eval.serve.RowGroups;
import pellucid.eval.serve.SearchPage;
import pellucid.eval.serve.SearchServer;
import pellucid.eval.serve.ServedModel;
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

/** {@code search QUERY}: the rows of a table that mean what the query means; {@code search --serve}: a page for that. */
@Command(
        name = "search",
        description = {
            "Search by meaning: the films, or the rows of a table of yours, that are nearest to a query.",
            "With --method, also by words (BM25), or by both; with --serve, on a page in the browser."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  search \"romantic movie on a cruise ship\"",
            "  search \"warm winter shoes\" --data products.csv --top 5",
            "  search \"warm winter shoes\" --data products.csv --column name --column notes",
            "  search \"warm shoes\" --data products.csv --method bm25 --boost name=3 --explain",
            "  search \"warm shoes\" --data products.csv --vectors codes.safetensors",
            "  search --serve --data products.csv --tuned my-model"
        })
final class SearchCommand implements Callable<Integer> {
    @ParentCommand
    private Pellucid parent;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "QUERY", arity = "0..1", description = "what to look for, in quotes")
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

    @Option(
            names = "--vectors",
            paramLabel = "FILE",
            description = "the vectors of the rows that hold text, one for each, as embed writes them, quantised or not"
                    + " (default: embed the rows)")
    private Path vectors;

    @Option(
            names = "--truncate-dim",
            paramLabel = "D",
            description = "compare the first D numbers of each vector (default: all)")
    private Integer truncateDim;

    @Option(
            names = "--boost",
            paramLabel = "COLUMN=B",
            description = "how much a column counts in a search by words; may be repeated (default: 1)")
    private Map<String, Double> boosts = Map.of();

    @Option(names = "--explain", description = "show how the score by words of each result comes about")
    private boolean explain;

    @Mixin
    private MethodOption method;

    @Mixin
    private ModelOption model;

    @Mixin
    private JsonOption json;

    @Mixin
    private ServeOption serve;

    @Override
    public Integer call() {
        check();
        if (serve.isWanted()) {
            return serve();
        }
        try (JsonOption.Report report = json.begin()) {
            SearchTable table = SearchTable.of(table(), columns);
            Bm25Search words = words(table);
            ObjectNode content = JsonNodeFactory.instance.objectNode();
            content.put("query", query).put("method", method.label());
            if (method.readsVectors()) {
                content.put("model", model.name()).put("backend", Backends.get().name());
            }
            List<Hit> hits = search(table, words, model.name(), vectors)
                    .search(query, top)
                    .hits();
            if (hits.isEmpty()) {
                parent.output().notice("no row shares a word with the query; --method dense looks at the meaning");
            }
            for (int i = 0; i < hits.size(); i++) {
                Hit hit = hits.get(i);
                ObjectNode result = table.json(i + 1, hit);
                table.lines(i + 1, hit).forEach(parent.output()::result);
                if (explain) {
                    String explanation = words.explain(query, hit.row()).toString();
                    explanation.lines().forEach(line -> parent.output().result("    " + line));
                    result.put("explanation", explanation);
                }
                content.withArray("results").add(result);
            }
            report.write(content);
        }
        return ExitCode.OK;
    }

    /** Shows the page until the program is ended. The port is taken before the rows are embedded, which may be long. */
    private int serve() {
        try (SearchServer server = SearchServer.bind(serve.port())) {
            SearchTable table = SearchTable.of(table(), columns);
            RowGroups groups = table.groups(serve.colour());
            Bm25Search words = words(table);
            List<ServedModel> models = new ArrayList<>();
            models.add(served(ServedModel.BASE, table, words, model.name(), vectors));
            if (serve.tuned() != null) {
                models.add(served(ServedModel.TUNED, table, words, serve.tuned(), null));
            }
            server.start(new SearchPage(table.source(), method.label(), top, table.pageRows(), groups, models));
            String first = query == null
                    ? ""
                    : "?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8).replace("+", "%20");
            parent.output().result("listening on " + server.address() + first + " (Ctrl-C ends it)");
            server.awaitClose();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.OK;
    }

    /** Searches once, so that what does not fit together is known before anybody asks, and the first answer is quick. */
    private ServedModel served(String role, SearchTable table, Bm25Search words, String name, Path stored) {
        TableSearch search = search(table, words, name, stored);
        search.search(query == null ? role : query, top);
        return new ServedModel(role, method.describe(name), search);
    }

    /** @return null if the method does not look at words */
    private Bm25Search words(SearchTable table) {
        return method.readsWords()
                ? Bm25Search.of(table.fields(), TextAnalysis.ENGLISH).boosted(boosts)
                : null;
    }

    /** @param stored the vectors of the rows; null to embed them */
    private TableSearch search(SearchTable table, Bm25Search words, String name, Path stored) {
        if (!method.readsVectors()) {
            return TableSearch.byWords(method.search(null, words));
        }
        Path folder = ModelOption.folder(name, parent.output());
        SentenceEncoder encoder = SentenceEncoder.load(folder, Backends.get());
        DenseSearch rows = stored != null
                ? table.stored(stored, encoder.backend())
                : new ExactSearch(
                        table.encode(encoder, Role.DOCUMENT.options(encoder), folder, parent.output()),
                        SearchMetric.COSINE,
                        encoder.backend());
        if (truncateDim != null && rows instanceof ExactSearch exact) {
            rows = exact.truncated(truncateDim);
        }
        return TableSearch.byVectors(method.search(rows, words), encoder, rows, truncateDim);
    }

    private void check() {
        if (query != null) {
            Usage.requireText(spec, "QUERY", query);
        } else if (!serve.isWanted()) {
            throw Usage.wrong(spec, "Missing required parameter: 'QUERY'");
        }
        Usage.requireAtLeast(spec, "--top", top, 1);
        method.check(spec);
        serve.check(spec, method, top);
        if (serve.isWanted() && (explain || json.isWanted())) {
            throw Usage.wrong(
                    spec,
                    (explain ? "--explain" : "--json") + " is given, but --serve shows a page; leave one of them out");
        }
        if (!method.readsWords() && (explain || !boosts.isEmpty())) {
            throw Usage.wrong(
                    spec,
                    (explain ? "--explain" : "--boost") + " is given, but --method is " + method.label()
                            + ", which does not look at words; choose bm25, hybrid or rrf");
        }
        if (!method.readsVectors() && (vectors != null || truncateDim != null)) {
            throw Usage.wrong(
                    spec,
                    (vectors != null ? "--vectors" : "--truncate-dim") + " is given, but --method is " + method.label()
                            + ", which does not look at vectors; choose dense, hybrid or rrf");
        }
        if (truncateDim != null) {
            Usage.requireAtLeast(spec, "--truncate-dim", truncateDim, 1);
        }
        if (data == null && encoding != null) {
            throw Usage.wrong(spec, "--encoding is given, but no --data; name the file that has this encoding");
        }
        if (data != null) {
            json.requireOtherThan(spec, "--data", data);
        }
        if (vectors != null) {
            json.requireOtherThan(spec, "--vectors", vectors);
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
