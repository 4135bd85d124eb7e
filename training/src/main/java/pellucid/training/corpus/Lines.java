package pellucid.training.corpus;

import java.io.IOException;
import java.io.Reader;

/** The lines of a text, or pieces of them: only {@code '\n'} ends a line, and a {@code '\r'} before it goes with it. */
final class Lines {
    private final Reader reader;
    private final int longest;
    private final char[] buffer = new char[1 << 16];
    private final StringBuilder line = new StringBuilder();
    private int position;
    private int limit;
    private boolean cut;

    /** @param longest a longer line is cut behind so many characters, or at the blank before */
    Lines(Reader reader, int longest) {
        this.reader = reader;
        this.longest = longest;
    }

    /** The next line, or piece of one; null at the end of the text. */
    String next() throws IOException {
        cut = false;
        while (true) {
            if (position == limit && !fill()) {
                return line.length() == 0 ? null : taken(line.length(), line.length());
            }
            int start = position;
            int most = Math.min(limit, start + longest - line.length());
            while (position < most && buffer[position] != '\n') {
                position++;
            }
            line.append(buffer, start, position - start);
            if (position < most) {
                position++;
                int length = line.length();
                boolean windows = length > 0 && line.charAt(length - 1) == '\r';
                return taken(windows ? length - 1 : length, length);
            }
            if (line.length() >= longest) {
                return piece();
            }
        }
    }

    /** Whether the line goes on behind what {@link #next} gave last. */
    boolean cut() {
        return cut;
    }

    private String piece() {
        cut = true;
        for (int i = line.length() - 1; i > 0; i--) {
            if (Character.isWhitespace(line.charAt(i))) {
                return taken(i, i + 1);
            }
        }
        boolean halved = Character.isHighSurrogate(line.charAt(line.length() - 1));
        int end = halved ? line.length() - 1 : line.length();
        return taken(end, end);
    }

    private String taken(int end, int next) {
        String text = line.substring(0, end);
        line.delete(0, next);
        return text;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, reader.read(buffer, 0, buffer.length));
        return limit > 0;
    }
}
