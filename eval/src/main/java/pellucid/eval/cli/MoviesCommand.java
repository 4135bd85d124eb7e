package pellucid.eval.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import pellucid.eval.experiment.movies.MovieOptions;
import pellucid.eval.experiment.movies.Movies;
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

/** {@code experiment movies}: CosineSimilarityLoss against MNRL on film search. */
@Command(
        name = "movies",
        sortOptions = false,
        description =
                "Film search: CosineSimilarityLoss against MNRL, ten trainings asked the same queries over the same"
                        + " films.",
        footerHeading =
                "%nOn two free processors the films that come with Pellucid take some seven%n"
                        + "minutes, a table like TMDB's a quarter of an hour, and with --full an hour%nand a half.%n%nExamples:%n",
        footer = {
            "  experiment movies",
            "  experiment movies --data movies.csv --output report",
            "  experiment movies --data movies.csv --full"
        })
final class MoviesCommand implements Callable<Integer> {
    /** Steps of training between two lines, where no bar is looked at. */
    private static final int NOTICED = 20;

    private static final String PAGE = "movies.html";

    @ParentCommand
    private ExperimentCommand parent;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "CSV",
            description = "films with the columns title, genres, plot and, if there are any, id, keywords, year, rating"
                    + " (default: the films that come with Pellucid)")
    private Path data;

    @Option(names = "--full", description = "10,000 pairs, 800 held-out questions, all films searched in")
    private boolean full;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description = "pairs, of which the arms beside the main three take half (default: 2000)")
    private Integer pairs;

    @Option(names = "--films", paramLabel = "N", description = "films to search in, 0 for all (default: 800)")
    private Integer films;

    @Option(names = "--queries", paramLabel = "N", description = "held-out questions of either kind (default: 200)")
    private Integer queries;

    @Option(names = "--shuffle", description = "the control: every film under the text of another")
    private boolean shuffle;

    @Mixin
    private ReportOption page;

    @Mixin
    private ModelOption model;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        MovieOptions options = options();
        if (data != null) {
            json.requireOtherThan(spec, "--data", data);
        }
        Output out = parent.output();
        Path folder = model.folder(out);
        page.run(
                PAGE,
                progress -> Movies.run(
                        data, model.name(), () -> SentenceEncoder.load(folder, Backends.get()), options, progress),
                ReportOption.Noticed.every(NOTICED),
                json,
                out);
        return ExitCode.OK;
    }

    private MovieOptions options() {
        MovieOptions options = (full ? MovieOptions.FULL : MovieOptions.DEFAULTS)
                .withSeed(page.seed())
                .withShuffle(shuffle);
        try {
            options = pairs == null ? options : options.withPairs(pairs);
            options = films == null ? options : options.withFilms(films);
            return queries == null ? options : options.withQueries(queries);
        } catch (InputException wrong) {
            throw Usage.wrong(spec, wrong.getMessage());
        }
    }
}
