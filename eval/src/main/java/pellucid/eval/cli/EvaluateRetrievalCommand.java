package pellucid.eval.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import pellucid.eval.data.BeirFolder;
import pellucid.eval.data.CranfieldFolder;
import pellucid.eval.metric.Bootstrap;
import pellucid.eval.metric.InformationRetrievalEvaluator;
import pellucid.eval.metric.Interval;
import pellucid.eval.metric.RankingCutoffs;
import pellucid.eval.metric.RankingScores;
import pellucid.eval.retrieval.Bm25Search;
import pellucid.eval.retrieval.DenseSearch;
import pellucid.eval.retrieval.ExactSearch;
import pellucid.eval.retrieval.Hit;
import pellucid.eval.retrieval.RetrievalSet;
import pellucid.eval.retrieval.Role;
import pellucid.eval.retrieval.SearchMetric;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code evaluate retrieval}: whether a search finds what people say is relevant. */
@Command(
        name = "retrieval",
        description = {
            "How well a search finds the relevant documents: by cosine, by words (BM25), or by both.",
            "Reads a folder in the layout of BEIR (corpus.jsonl, queries.jsonl, qrels/test.tsv), or Cranfield as it is"
                    + " published (cran.all.1400, cran.qry, cranqrel). Queries without a relevant document are left out"
                    + " and counted."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  evaluate retrieval --data scifact",
            "  evaluate retrieval --data scifact --split train --k 1,10,50",
            "  evaluate retrieval --data scifact --method hybrid --weight bm25=0.5"
        })
final class EvaluateRetrievalCommand implements Callable<Integer> {
    /** Numbers of a search by vectors have sentence-transformers' names. */
    private static final String DENSE_PREFIX = "cosine_";

    @ParentCommand
    private EvaluateCommand parent;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "FOLDER", required = true, description = "the documents and queries")
    private Path data;

    @Option(
            names = "--split",
            paramLabel = "NAME",
            description = "which file of qrels to use (default: test, or the only one)")
    private String split;

    @Option(
            names = "--k",
            paramLabel = "K",
            split = ",",
            defaultValue = "1,3,5,10",
            description = "how many of the first results to look at, for accuracy, precision and recall; the largest"
                    + " also for MRR and NDCG (default: ${DEFAULT-VALUE})")
    private List<Integer> cutoffs;

    @Mixin
    private MethodOption method;

    @Mixin
    private ModelOption model;

    @Mixin
    private IntervalOption intervals;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        cutoffs.forEach(k -> Usage.requireAtLeast(spec, "--k", k, 1));
        method.check(spec);
        try (JsonOption.Report report = json.begin()) {
            RetrievalSet set = read();
            InformationRetrievalEvaluator evaluator = new InformationRetrievalEvaluator(
                    data.toString(), set, cutoffs(set.corpus().size()));
            if (evaluator.queries().isEmpty()) {
                throw new InputException(data + ": none of the " + set.queries().size()
                        + " queries has a relevant document; check that the judgements are for these queries");
            }
            SentenceEncoder encoder = method.readsVectors() ? model.encoder(parent.output()) : null;
            RankingScores scores = evaluator.scores(rankings(evaluator, encoder));
            Map<String, Interval> measured = measured(scores);
            tell(set, evaluator, measured);
            ObjectNode content = JsonNodeFactory.instance.objectNode();
            content.put("data", data.toString()).put("documents", set.corpus().size());
            content.put("queries", evaluator.queries().size()).put("dropped_queries", evaluator.dropped());
            content.put("missing_documents", missing(set)).put("unknown_queries", unknown(set));
            content.put("method", method.label());
            if (encoder != null) {
                content.put("model", model.name())
                        .put("backend", encoder.backend().name());
            }
            ObjectNode metrics = content.putObject("metrics");
            measured.forEach((metric, interval) -> metrics.put(metric, interval.estimate()));
            intervals.write(content.putObject("intervals"), measured);
            report.write(content);
        }
        return ExitCode.OK;
    }

    private RetrievalSet read() {
        if (!CranfieldFolder.isOne(data)) {
            return BeirFolder.read(data, split);
        }
        if (split != null) {
            throw Usage.wrong(spec, "--split is given, but " + data + " is Cranfield, which has but one; leave it out");
        }
        return CranfieldFolder.read(data);
    }

    /** @param encoder null where the method does not read vectors */
    private List<List<Hit>> rankings(InformationRetrievalEvaluator evaluator, SentenceEncoder encoder) {
        List<String> documents = evaluator.documents();
        Embeddings queries = null;
        DenseSearch vectors = null;
        if (encoder != null) {
            EncodedTexts texts = new EncodedTexts(encoder, parent.output());
            Embeddings corpus = texts.encode(documents, Role.DOCUMENT.options(encoder));
            queries = texts.encode(evaluator.queries(), Role.QUERY.options(encoder));
            texts.tellTruncation();
            vectors = new ExactSearch(corpus, SearchMetric.COSINE, encoder.backend());
        }
        Bm25Search words = method.readsWords() ? Bm25Search.of(documents) : null;
        return method.search(vectors, words).search(evaluator.queries(), queries, evaluator.depth());
    }

    private RankingCutoffs cutoffs(int documents) {
        int largest = Collections.max(cutoffs);
        if (largest > documents) {
            throw Usage.wrong(
                    spec,
                    "--k is " + largest + ", but " + data + " has only " + documents
                            + " document(s); ask for at most that many");
        }
        return new RankingCutoffs(cutoffs, largest, Math.max(largest, RankingCutoffs.DEFAULT.average()));
    }

    private Map<String, Interval> measured(RankingScores scores) {
        Map<String, Interval> measured = new LinkedHashMap<>();
        for (String metric : scores.names()) {
            Interval interval = Bootstrap.mean(
                    scores.perQuery(metric), Bootstrap.RESAMPLES, IntervalOption.LEVEL, intervals.seed());
            measured.put(prefix() + metric, interval);
        }
        return measured;
    }

    private String prefix() {
        return method.readsWords() ? method.label() + "_" : DENSE_PREFIX;
    }

    /** Relevant documents that are not there; no search can find them. */
    private static long missing(RetrievalSet set) {
        return set.queries().keySet().stream()
                .flatMap(query -> set.relevant(query).keySet().stream())
                .distinct()
                .filter(document -> !set.corpus().containsKey(document))
                .count();
    }

    /** Queries that are judged and not there. */
    private static long unknown(RetrievalSet set) {
        return set.grades().keySet().stream()
                .filter(query -> !set.queries().containsKey(query))
                .count();
    }

    private void tell(RetrievalSet set, InformationRetrievalEvaluator evaluator, Map<String, Interval> measured) {
        Output output = parent.output();
        output.result(set.corpus().size() + " documents and "
                + evaluator.queries().size() + " queries of " + data + ", " + method.describe(model.name()));
        output.result("");
        measured.forEach((metric, interval) -> output.result(
                String.format(Locale.ROOT, "%-20s %s", metric.substring(prefix().length()), intervals.text(interval))));
        if (evaluator.dropped() > 0) {
            output.notice(evaluator.dropped() + " of " + set.queries().size()
                    + " queries have no relevant document and were left out");
        }
        if (missing(set) > 0) {
            output.notice(missing(set) + " relevant document(s) are not in the corpus and count as not found");
        }
        if (unknown(set) > 0) {
            output.notice(unknown(set) + " judged query id(s) are not among the queries and were left out");
        }
    }
}
