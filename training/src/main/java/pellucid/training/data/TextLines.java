package pellucid.training.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A file in which one line is one text, read as a stream.
 *
 * <p>Only {@code '\n'} separates: a {@code '\r'}, a form feed or a Unicode line separator is part of its text. An empty
 * line is an empty text. A {@code '\n'} at the end of the file ends the last line and adds no text after it, so that
 * {@code "a\n"} and {@code "a"} are both one text and an empty file is none. Nothing is stripped.
 *
 * <p>{@link #hasNext} and {@link #next} throw {@link pellucid.tensor.InputException} for a line that is not UTF-8.
 */
public final class TextLines implements Iterator<String>, AutoCloseable {
    private final ByteLines lines;
    private String ahead;

    private TextLines(ByteLines lines) {
        this.lines = lines;
    }

    /**
     * Opens a file; close the iterator when done.
     *
     * @throws pellucid.tensor.InputException when the file cannot be opened
     */
    public static TextLines open(Path file) {
        return new TextLines(new ByteLines(file));
    }

    /**
     * How many texts {@link #open} will return, counted without decoding them.
     *
     * @throws pellucid.tensor.InputException when the file cannot be read
     */
    public static long count(Path file) {
        byte[] buffer = new byte[1 << 16];
        long newlines = 0;
        byte last = '\n';
        try (InputStream in = InputFile.open(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    last = buffer[i];
                    if (last == '\n') {
                        newlines++;
                    }
                }
            }
        } catch (IOException e) {
            throw InputFile.unreadable(file.toString(), e);
        }
        return last == '\n' ? newlines : newlines + 1;
    }

    @Override
    public boolean hasNext() {
        if (ahead == null) {
            ahead = lines.next();
        }
        return ahead != null;
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no text after line " + lines.line());
        }
        String text = ahead;
        ahead = null;
        return text;
    }

    @Override
    public void close() {
        lines.close();
    }
}
