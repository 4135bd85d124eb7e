package pellucid.training.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import pellucid.tensor.InputException;

/**
 * How examples are read out of a file. Begin with {@link #of(Path)} and change what differs:
 *
 * <pre>  ExampleFormat.of(file).withTexts("question", "answer").withScores(0, 5)  </pre>
 *
 * @param table how the table is written; null where the file holds JSON lines, which are always UTF-8
 * @param texts the columns of texts, in the order in which the loss is to get them; empty to find them by their names
 *     ({@link ExampleColumns})
 * @param label the column of the score or class; null to take {@code score} or {@code label} where there is one, empty
 *     to read none
 * @param scores the range in which the file gives its scores, to be scaled to 0 … 1; null to leave labels as they are
 */
public record ExampleFormat(TableFormat table, List<String> texts, String label, ScoreRange scores) {
    /** Tables as {@link TableFormat#CSV} describes them, columns found by their names. */
    public static final ExampleFormat CSV = new ExampleFormat(TableFormat.CSV, List.of(), null, null);

    /** Tables as {@link TableFormat#TSV} describes them, columns found by their names. */
    public static final ExampleFormat TSV = new ExampleFormat(TableFormat.TSV, List.of(), null, null);

    /** One JSON object a line, columns found by their names. */
    public static final ExampleFormat JSON_LINES = new ExampleFormat(null, List.of(), null, null);

    /**
     * Scores from {@code lowest} to {@code highest}, such as the 0 to 5 of the STS benchmark.
     *
     * @param lowest becomes 0
     * @param highest becomes 1
     */
    public record ScoreRange(double lowest, double highest) {
        public ScoreRange {
            if (!(lowest < highest) || !Double.isFinite(highest - lowest)) {
                throw new InputException("scores from " + lowest + " to " + highest
                        + " are no range; give two finite numbers, the lower first, for example 0 and 5");
            }
        }

        boolean holds(double score) {
            return score >= lowest && score <= highest;
        }

        double scaled(double score) {
            return (score - lowest) / (highest - lowest);
        }
    }

    public ExampleFormat {
        texts = List.copyOf(texts);
        if (texts.stream().distinct().count() < texts.size()) {
            throw new InputException("the columns of texts are " + String.join(", ", texts) + "; name each only once");
        }
        if (label != null && texts.contains(label)) {
            throw new InputException("the column '" + label + "' cannot be both a text and the label; name another");
        }
    }

    /**
     * What the name of a file tells: {@code .jsonl}, {@code .ndjson} and {@code .json} are JSON lines, {@code .tsv} is a
     * table with tabs and without quotes, and everything else is CSV.
     */
    public static ExampleFormat of(Path file) {
        String name = Objects.toString(file.getFileName(), "").toLowerCase(Locale.ROOT);
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json")) {
            return JSON_LINES;
        }
        return name.endsWith(".tsv") ? TSV : CSV;
    }

    public ExampleFormat withTable(TableFormat written) {
        return new ExampleFormat(written, texts, label, scores);
    }

    public ExampleFormat withTexts(String... columns) {
        return new ExampleFormat(table, List.of(columns), label, scores);
    }

    public ExampleFormat withLabel(String column) {
        return new ExampleFormat(table, texts, column, scores);
    }

    public ExampleFormat withoutLabel() {
        return new ExampleFormat(table, texts, "", scores);
    }

    public ExampleFormat withScores(double lowest, double highest) {
        return new ExampleFormat(table, texts, label, new ScoreRange(lowest, highest));
    }
}
