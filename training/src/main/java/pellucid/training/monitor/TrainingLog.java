package pellucid.training.monitor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import pellucid.models.weights.AtomicFile;
import pellucid.tensor.InputException;
import pellucid.training.EvaluationReport;
import pellucid.training.StepReport;
import pellucid.training.TrainingListener;
import pellucid.training.TrainingStart;
import pellucid.training.data.CsvTable;

/**
 * Writes a training down as a CSV file, line by line as it happens: one for each step and one for each evaluation, under a
 * header that names the columns. A cell is empty where there is no such number.
 *
 * <pre>
 *   step,epoch,loss,learning_rate,gradient_norm,examples_per_second,sts-dev.spearman
 *   0,0.0,,,,,0.81
 *   1,0.01,0.532,5.0E-5,3.7,24.1,
 * </pre>
 *
 * <p>A training that is resumed from a checkpoint goes on in the same file, from the checkpoint's step: lines of later
 * steps, which are taken once more, are removed. Otherwise an older file is replaced.
 */
public final class TrainingLog implements TrainingListener {
    public static final String STEP = "step";
    public static final String EPOCH = "epoch";
    public static final String LOSS = "loss";
    public static final String LEARNING_RATE = "learning_rate";
    public static final String GRADIENT_NORM = "gradient_norm";
    public static final String SPEED = "examples_per_second";

    private static final CSVFormat CSV =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

    private final Path file;
    private final Set<String> columns = new LinkedHashSet<>();
    private final List<Map<String, Double>> rows = new ArrayList<>();
    private final Set<String> metrics = new LinkedHashSet<>();

    public TrainingLog(Path file) {
        this.file = file;
    }

    @Override
    public void started(TrainingStart start) {
        columns.clear();
        rows.clear();
        metrics.clear();
        columns.addAll(List.of(STEP, EPOCH, LOSS, LEARNING_RATE, GRADIENT_NORM, SPEED));
        if (start.firstStep() > 0 && Files.exists(file)) {
            readUpTo(start.firstStep());
        }
        rewrite();
    }

    @Override
    public void stepped(StepReport report) {
        Map<String, Double> row = new LinkedHashMap<>();
        row.put(STEP, (double) report.step());
        row.put(EPOCH, report.epoch());
        row.put(LOSS, report.loss());
        row.put(LEARNING_RATE, report.learningRate());
        row.put(GRADIENT_NORM, report.gradientNorm());
        row.put(SPEED, report.examplesPerSecond());
        row.putAll(report.measurements());
        add(row);
    }

    @Override
    public void evaluated(EvaluationReport report) {
        metrics.addAll(report.metrics().keySet());
        Map<String, Double> row = new LinkedHashMap<>();
        row.put(STEP, (double) report.step());
        row.put(EPOCH, report.epoch());
        row.putAll(report.metrics());
        add(row);
    }

    /** The names of all numbers so far, in the order of the columns. */
    public List<String> columns() {
        return List.copyOf(columns);
    }

    /** The names of the evaluators' numbers among them, since the training was started or resumed. */
    public Set<String> metrics() {
        return Collections.unmodifiableSet(metrics);
    }

    /** The lines so far; a line has only the numbers that there are. */
    public List<Map<String, Double>> rows() {
        return Collections.unmodifiableList(rows);
    }

    private void add(Map<String, Double> row) {
        rows.add(row);
        if (columns.addAll(row.keySet())) {
            rewrite();
            return;
        }
        try {
            Files.writeString(file, line(row), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new InputException(
                    file + ", the log of the training, cannot be written: " + failure.getMessage()
                            + "; make room there and resume",
                    failure);
        }
    }

    private void rewrite() {
        String text = CSV.format(columns.toArray()) + "\n"
                + rows.stream().map(this::line).collect(Collectors.joining());
        try (AtomicFile whole = AtomicFile.create(file)) {
            whole.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            whole.commit();
        }
    }

    private String line(Map<String, Double> row) {
        return CSV.format(
                        columns.stream().map(name -> cell(name, row.get(name))).toArray()) + "\n";
    }

    private static String cell(String name, Double value) {
        if (value == null) {
            return "";
        }
        return name.equals(STEP) ? Long.toString(value.longValue()) : value.toString();
    }

    private void readUpTo(int step) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            int end = bytes.length;
            // A killed process may have left half a line.
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            CsvTable table = CsvTable.parse(Arrays.copyOf(bytes, end), file.toString(), StandardCharsets.UTF_8);
            columns.addAll(table.columns());
            for (CsvTable.Row line : table.rows()) {
                Map<String, Double> row = new LinkedHashMap<>();
                for (int c = 0; c < table.columns().size(); c++) {
                    if (!line.values().get(c).isEmpty()) {
                        row.put(
                                table.columns().get(c),
                                Double.valueOf(line.values().get(c)));
                    }
                }
                if (row.getOrDefault(STEP, Double.POSITIVE_INFINITY) <= step) {
                    rows.add(row);
                }
            }
        } catch (IOException | NumberFormatException failure) {
            throw new InputException(
                    file + " is not the log of the training that is to be resumed (" + failure.getMessage()
                            + "); name another file for the log",
                    failure);
        }
    }
}
