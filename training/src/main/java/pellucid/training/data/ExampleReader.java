package pellucid.training.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import pellucid.tensor.InputException;

/**
 * The examples of a file, read as a stream: the file may be larger than memory.
 *
 * <pre>{@code
 * try (ExampleReader in = ExampleReader.open(path)) {
 *     while (in.hasNext()) {
 *         learnFrom(in.next());
 *     }
 * }
 * }</pre>
 *
 * <p>Every text must say something, and every label must be a finite number; {@link #hasNext} and {@link #next} throw
 * an {@link InputException} that names the line where that is not so.
 */
public abstract sealed class ExampleReader implements Iterator<Example>, AutoCloseable
        permits CsvExamples, JsonExamples {
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    private final String source;
    private final ExampleFormat.ScoreRange scores;
    private Example ahead;

    ExampleReader(String source, ExampleFormat format) {
        this.source = source;
        this.scores = format.scores();
    }

    /** Opens a file of the format that its name tells. */
    public static ExampleReader open(Path file) {
        return open(file, ExampleFormat.of(file));
    }

    /**
     * Opens a file; close the iterator when done.
     *
     * @throws InputException when the file cannot be opened, holds no example or lacks a column
     */
    public static ExampleReader open(Path file, ExampleFormat format) {
        ExampleReader reader = format.table() == null ? new JsonExamples(file, format) : CsvExamples.of(file, format);
        try {
            if (!reader.hasNext()) {
                throw new InputException(file + " holds no example; add at least one below the names of the columns");
            }
            return reader;
        } catch (InputException e) {
            reader.close();
            throw e;
        }
    }

    /** The columns that are read. */
    public abstract ExampleColumns columns();

    /** Reads the next example; null at the end. */
    abstract Example read();

    @Override
    public abstract void close();

    @Override
    public final boolean hasNext() {
        if (ahead == null) {
            ahead = read();
        }
        return ahead != null;
    }

    @Override
    public final Example next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more examples in " + source);
        }
        Example example = ahead;
        ahead = null;
        return example;
    }

    /** Checks what has been read from a line. */
    final Example example(long line, List<String> texts, String label) {
        List<String> names = columns().texts();
        List<String> checked = new ArrayList<>(texts);
        for (int c = 0; c < checked.size(); c++) {
            if (checked.get(c).isBlank()) {
                throw wrong(line, "the text in column '" + names.get(c) + "' is empty; fill it in or remove the row");
            }
        }
        return new Example(checked, label == null ? Double.NaN : number(line, label));
    }

    private double number(long line, String label) {
        String name = columns().label();
        String digits = label.strip();
        double value = NUMBER.matcher(digits).matches() ? Double.parseDouble(digits) : Double.NaN;
        if (!Double.isFinite(value)) {
            throw wrong(line, "the " + name + " is '" + label + "', which is not a number; write one such as 0.8 or 1");
        }
        if (scores == null) {
            return value;
        }
        if (!scores.holds(value)) {
            throw wrong(
                    line,
                    "the " + name + " is " + digits + ", outside the range from " + scores.lowest() + " to "
                            + scores.highest() + "; mend it, or give the range that the scores really have");
        }
        return scores.scaled(value);
    }

    final InputException wrong(long line, String what) {
        return new InputException(source + ": line " + line + ": " + what);
    }
}
