package pellucid.eval.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import pellucid.eval.data.HomeDepot;
import pellucid.eval.experiment.matryoshka.MatryoshkaOptions;
import pellucid.eval.experiment.matryoshka.MatryoshkaStudy;
import pellucid.eval.experiment.matryoshka.SplitKind;
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

/** {@code experiment matryoshka}: tuning with and without Matryoshka, and searching with shortened vectors. */
@Command(
        name = "matryoshka",
        sortOptions = false,
        description = "Product search with shortened vectors: MNRL, Matryoshka, CosineSimilarity and CoSENT against the"
                + " pretrained model, on Home Depot's search relevance.",
        footerHeading = "%nOn two free processors it takes some five minutes, with --split both twice that,%n"
                + "and with --full half a day.%n%nExamples:%n",
        footer = {
            "  experiment matryoshka --data home_depot",
            "  experiment matryoshka --data home_depot/train.csv --split both",
            "  experiment matryoshka --data home_depot --full --output report"
        })
final class MatryoshkaCommand implements Callable<Integer> {
    /** Steps of training between two lines, where no bar is looked at. */
    private static final int NOTICED = 50;

    private static final String PAGE = "matryoshka.html";

    @ParentCommand
    private ExperimentCommand parent;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HomeDepotOption data;

    @Option(names = "--full", description = "as large as the study: all pairs, 30 epochs, both splits")
    private boolean full;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description = "pairs that each arm learns from, 0 for all (default: 4000)")
    private Integer pairs;

    @Option(names = "--epochs", paramLabel = "N", description = "how often each pair is seen (default: 1)")
    private Integer epochs;

    @Option(
            names = "--split",
            paramLabel = "WAY",
            description =
                    "leak-free: neither query nor product of the test set is learned from; as-coded: rows are split,"
                            + " as the study's program does; or both (default: leak-free)")
    private String split;

    @Option(
            names = "--against",
            paramLabel = "MODEL",
            description = "another pretrained model that is asked the same queries, a name or a folder")
    private String against;

    @Option(
            names = "--shuffle",
            description = "the control: every query that is learned from beside the product of another row")
    private boolean shuffle;

    @Mixin
    private ReportOption page;

    @Mixin
    private ModelOption model;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        MatryoshkaOptions options = options();
        HomeDepot file = data.read(json);
        Output out = parent.output();
        Path folder = model.folder(out);
        MatryoshkaStudy.Against other =
                against == null ? null : new MatryoshkaStudy.Against(against, SentenceEncoder.load(against));
        page.run(
                PAGE,
                progress -> MatryoshkaStudy.run(
                        file,
                        model.name(),
                        () -> SentenceEncoder.load(folder, Backends.get()),
                        other,
                        options,
                        progress),
                ReportOption.Noticed.every(NOTICED),
                json,
                out);
        return ExitCode.OK;
    }

    private MatryoshkaOptions options() {
        MatryoshkaOptions options = (full ? MatryoshkaOptions.FULL : MatryoshkaOptions.DEFAULTS)
                .withSeed(page.seed())
                .withShuffle(shuffle);
        try {
            options = pairs == null ? options : options.withPairs(pairs);
            options = epochs == null ? options : options.withEpochs(epochs);
            return split == null ? options : options.withSplits(splits());
        } catch (InputException wrong) {
            throw Usage.wrong(spec, wrong.getMessage());
        }
    }

    private SplitKind[] splits() {
        return switch (split.toLowerCase(Locale.ROOT).replace('_', '-')) {
            case "leak-free" -> new SplitKind[] {SplitKind.LEAK_FREE};
            case "as-coded" -> new SplitKind[] {SplitKind.AS_CODED};
            case "both" -> new SplitKind[] {SplitKind.LEAK_FREE, SplitKind.AS_CODED};
            default -> throw new InputException("--split is '" + split + "'; choose leak-free, as-coded or both");
        };
    }
}
