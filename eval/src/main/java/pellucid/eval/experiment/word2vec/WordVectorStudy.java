package pellucid.eval.experiment.word2vec;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pellucid.eval.experiment.ExperimentOutcome;
import pellucid.eval.experiment.ExperimentProgress;
import pellucid.eval.report.Claim;
import pellucid.eval.report.Report;
import pellucid.tensor.Backend;

/** The experiment from texts to verdicts. */
public final class WordVectorStudy implements ExperimentOutcome {
    private final WordVectorResults results;
    private final List<Claim> claims;
    private final Duration taken;

    private WordVectorStudy(WordVectorResults results, Duration taken) {
        this.results = results;
        this.claims = Verdicts.of(results);
        this.taken = taken;
    }

    /**
     * Trains and asks every cell of the grid.
     *
     * @throws pellucid.tensor.InputException if a file cannot be read, or there is too little text
     */
    public static WordVectorStudy run(
            WordVectorData data, WordVectorOptions options, Backend backend, ExperimentProgress progress) {
        long begun = System.nanoTime();
        WordVectorResults results = new WordVectorExperiment(data, options, backend, progress).run();
        return new WordVectorStudy(results, Duration.ofNanos(System.nanoTime() - begun));
    }

    @Override
    public List<Claim> claims() {
        return claims;
    }

    @Override
    public Report report(Map<String, String> facts) {
        return WordVectorReport.of(results, facts, taken);
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%-22s %6s %6s  %6s %6s %6s %6s %6s %6s",
                "setting",
                "sec",
                "kw/s",
                "pairs",
                "analog",
                "20NG",
                "IMDb",
                "syn",
                "rare"));
        for (CellResult result : results.cells().values()) {
            StringBuilder line = new StringBuilder(String.format(
                    Locale.ROOT,
                    "%-22s %6.1f %6.0f ",
                    result.cell().label(),
                    result.seconds(),
                    result.wordsPerSecond() / 1000));
            for (Measure measure : Measure.values()) {
                double value = result.has(measure) ? result.value(measure) : Double.NaN;
                line.append(
                        Double.isNaN(value) ? String.format("%7s", "-") : String.format(Locale.ROOT, "%7.3f", value));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    @Override
    public ObjectNode figures() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("seed", results.options().seed())
                .put("fraction", results.options().fraction())
                .put("vocabulary", results.vectors().size())
                .put("words", results.of(Cell.CENTRE).first().epochs().get(0).words());
        ObjectNode cells = root.putObject("cells");
        for (CellResult result : results.cells().values()) {
            ObjectNode cell = cells.putObject(name(result.cell()));
            for (Run run : result.runs()) {
                ObjectNode own = cell.withArray("runs").addObject();
                own.put("seconds", run.seconds())
                        .put("words_per_second", run.wordsPerSecond())
                        .put("mean_loss", run.meanLoss())
                        .put("predictions", run.predictions())
                        .put("kept", run.keptShare());
                put(own, "semantic", run.semantic());
                put(own, "syntactic", run.syntactic());
                run.scores().forEach((measure, scores) -> {
                    put(own, measure.name().toLowerCase(Locale.ROOT), scores.value());
                    own.put(measure.name().toLowerCase(Locale.ROOT) + "_asked", scores.asked());
                });
            }
            cell.put("expected_kept", result.expectedKept());
        }
        for (ObjectiveResult result : results.objectives()) {
            root.withArray("objectives")
                    .addObject()
                    .put("objective", result.label())
                    .put("seconds_per_prediction", result.secondsPerPrediction())
                    .put("outputs", result.outputs())
                    .put("last_loss", result.losses()[result.losses().length - 1]);
        }
        root.put("seconds", taken.toMillis() / 1000.0);
        return root;
    }

    private static String name(Cell cell) {
        return cell.name().toLowerCase(Locale.ROOT);
    }

    private static void put(ObjectNode node, String name, double value) {
        if (!Double.isNaN(value)) {
            node.put(name, value);
        }
    }
}
