package pellucid.eval.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import pellucid.eval.data.HomeDepot;
import pellucid.eval.experiment.relevance.RelevanceOptions;
import pellucid.eval.experiment.relevance.RelevanceOptions.Partition;
import pellucid.eval.experiment.relevance.SearchRelevance;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.InputException;
import pellucid.tensor.backend.Backends;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code experiment search-relevance}: product search in eleven ways. */
@Command(
        name = "search-relevance",
        sortOptions = false,
        description =
                "Product search in eleven ways, by text, vectors, both, and a fine-tuned model, on Home Depot's search"
                        + " relevance.",
        footerHeading = "%nOn two free processors titles alone take some ten minutes, and with --full an%nhour or two;"
                + " descriptions are longer texts and take longer.%n%nExamples:%n",
        footer = {
            "  experiment search-relevance --data train.csv",
            "  experiment search-relevance --data home_depot --split as-coded --output report",
            "  experiment search-relevance --data home_depot --full"
        })
final class SearchRelevanceCommand implements Callable<Integer> {
    /** Steps of training between two lines, where no bar is looked at. */
    private static final int NOTICED = 50;

    private static final String PAGE = "search-relevance.html";

    @ParentCommand
    private ExperimentCommand parent;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HomeDepotOption data;

    @Option(names = "--full", description = "all pairs, all products, all test queries, 10 epochs")
    private boolean full;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description = "pairs of query and product to learn from, 0 for all (default: 4000)")
    private Integer pairs;

    @Option(
            names = "--products",
            paramLabel = "N",
            description = "products to search among, 0 for all; those judged for the queries are always there (default:"
                    + " 10000)")
    private Integer products;

    @Option(names = "--queries", paramLabel = "N", description = "test queries, 0 for all (default: 1000)")
    private Integer queries;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "epochs of fine-tuning, which may stop earlier (default: 3)")
    private Integer epochs;

    @Option(
            names = "--split",
            paramLabel = "KIND",
            defaultValue = "leak-free",
            description =
                    "leak-free: neither query nor product of the test in training; as-coded: rows drawn one by one,"
                            + " as the study does (default: ${DEFAULT-VALUE})")
    private String split;

    @Option(names = "--shuffle", description = "the control: every product under the text of another")
    private boolean shuffle;

    @Mixin
    private ReportOption page;

    @Mixin
    private ModelOption model;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        RelevanceOptions options = options();
        HomeDepot judged = data.read(json);
        Output out = parent.output();
        Path folder = model.folder(out);
        page.run(
                PAGE,
                progress -> SearchRelevance.run(
                        judged, model.name(), () -> SentenceEncoder.load(folder, Backends.get()), options, progress),
                ReportOption.Noticed.every(NOTICED),
                json,
                out);
        return ExitCode.OK;
    }

    private RelevanceOptions options() {
        RelevanceOptions options = (full ? RelevanceOptions.FULL : RelevanceOptions.DEFAULTS)
                .withSeed(page.seed())
                .withShuffle(shuffle);
        try {
            options = options.withSplit(Partition.named(split));
            options = pairs == null ? options : options.withPairs(pairs);
            options = products == null ? options : options.withProducts(products);
            options = queries == null ? options : options.withQueries(queries);
            return epochs == null ? options : options.withEpochs(epochs);
        } catch (InputException wrong) {
            throw Usage.wrong(spec, wrong.getMessage());
        }
    }
}
