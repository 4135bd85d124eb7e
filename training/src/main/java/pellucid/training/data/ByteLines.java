package pellucid.training.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The lines of a UTF-8 file, one at a time. Only {@code '\n'} ends a line: in UTF-8 its byte never occurs inside
 * another character, so the file is cut before it is decoded.
 */
final class ByteLines implements AutoCloseable {
    private final String source;
    private final InputStream in;
    private final StrictDecoder decoder;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private long line;
    private long offset;

    ByteLines(Path file) {
        this.source = file.toString();
        this.in = InputFile.open(file);
        this.decoder = new StrictDecoder(source, StandardCharsets.UTF_8, "save the file as UTF-8");
    }

    /** The next line without its {@code '\n'}, or null at the end of the file. */
    String next() {
        if (position == limit && !fill()) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        boolean ended = false;
        do {
            int start = position;
            while (position < limit && buffer[position] != '\n') {
                position++;
            }
            bytes.write(buffer, start, position - start);
            ended = position < limit;
        } while (!ended && fill());
        if (ended) {
            position++;
        }
        line++;
        long start = offset;
        offset += bytes.size() + 1;
        return decoder.decode(bytes.toByteArray(), line, start);
    }

    /** Reads on into the buffer; false at the end of the file. */
    private boolean fill() {
        try {
            position = 0;
            limit = Math.max(0, in.read(buffer));
            return limit > 0;
        } catch (IOException e) {
            throw InputFile.unreadable(source, e);
        }
    }

    /** The number, from 1, of the line that {@link #next} returned last. */
    long line() {
        return line;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw InputFile.unreadable(source, e);
        }
    }
}
