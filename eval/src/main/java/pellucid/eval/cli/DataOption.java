package pellucid.eval.cli;

import java.nio.file.Path;
import java.util.List;
import pellucid.tensor.InputException;
import pellucid.training.data.ExampleFormat;
import pellucid.training.data.ExampleSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that say what is learned from. */
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "PAIRS",
            description = "CSV, TSV or JSON lines with the columns anchor, positive (and negative, negative_1, ...) or"
                    + " sentence1, sentence2, score (default: WordNet, definition and word)")
    private Path data;

    @Option(
            names = "--eval-data",
            paramLabel = "FILE",
            description = "a file of the same kind that is not learned from; the model is measured on it before, after"
                    + " every epoch and at the end")
    private Path evalData;

    @Option(
            names = "--column",
            paramLabel = "NAME",
            description = "a column of texts; repeated, in the order of the loss (default: those above)")
    private List<String> columns = List.of();

    @Option(names = "--label", paramLabel = "NAME", description = "the column of the score or class")
    private String label;

    @Option(
            names = "--scores",
            paramLabel = "LOW,HIGH",
            split = ",",
            description = "the range of the file's scores, to be scaled to 0 ... 1, for example 0,5")
    private List<Double> scores;

    Path data() {
        return data;
    }

    boolean isDemo() {
        return data == null;
    }

    TrainingData read(CommandSpec spec, long seed) {
        if (data == null) {
            if (evalData != null || !columns.isEmpty() || label != null || scores != null) {
                throw Usage.wrong(
                        spec,
                        "--eval-data, --column, --label and --scores belong to --data, which is not given; name the"
                                + " file to learn from");
            }
            return TrainingData.reverseDictionary(seed);
        }
        TrainingData read = TrainingData.of(data.getFileName().toString(), ExampleSet.read(data, format(spec, data)));
        if (evalData == null) {
            return read;
        }
        if (evalData.toAbsolutePath().normalize().equals(data.toAbsolutePath().normalize())) {
            throw Usage.wrong(
                    spec,
                    "--eval-data and --data are the same file, " + data + "; measure on what is not learned from");
        }
        return read.measuredOn(ExampleSet.read(evalData, format(spec, evalData)));
    }

    private ExampleFormat format(CommandSpec spec, Path file) {
        ExampleFormat format = ExampleFormat.of(file);
        try {
            if (!columns.isEmpty()) {
                format = format.withTexts(columns.toArray(String[]::new));
            }
            if (label != null) {
                format = format.withLabel(label);
            }
            if (scores != null) {
                if (scores.size() != 2) {
                    throw Usage.wrong(spec, "--scores is " + scores + "; give two numbers, for example 0,5");
                }
                format = format.withScores(scores.get(0), scores.get(1));
            }
            return format;
        } catch (InputException wrong) {
            throw Usage.wrong(spec, wrong.getMessage());
        }
    }
}
