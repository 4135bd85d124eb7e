package pellucid.models.word2vec.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import pellucid.tensor.InputException;

/** The text form: a line for each word, with the word and its numbers separated by blanks. */
final class TextVectors {
    /** More characters than a number is written with; a longer line has too many numbers. */
    private static final int LONGEST_NUMBER = 64;

    private final ByteSource source;
    private final VectorHeader header;
    private final Decimals decimals = new Decimals();
    private byte[] line = new byte[1 << 12];
    private int length;
    private boolean complete; // whether the line has its end, and not that of the file

    TextVectors(ByteSource source, VectorHeader header) {
        this.source = source;
        this.header = header;
    }

    /** Reads the first {@code count} words; returns which dialect it was. */
    VectorFormat read(int count, WordRows rows) {
        boolean blanks = false;
        for (int i = 0; i < count; i++) {
            if (!nextLine(i + 1L)) {
                throw new InputException(WordVectorReader.place(source, header, i + 1L)
                        + ": the file ends before it; it is cut off, or its first line promises too many words:"
                        + " fetch it again");
            }
            int end = length;
            while (end > 0 && isBlank(line[end - 1])) {
                end--;
            }
            blanks |= length > end && line[length - 1] == ' ';
            int word = 0;
            while (word < end && line[word] != ' ') {
                word++;
            }
            numbers(word, end, rows.values(), rows.nextRow(), i + 1L);
            rows.add(Arrays.copyOf(line, word));
        }
        if (count == header.words()) {
            refuseMore();
        }
        return blanks ? VectorFormat.WORD2VEC_TEXT : VectorFormat.GENSIM_TEXT;
    }

    private void refuseMore() {
        while (nextLine(header.words() + 1)) {
            for (int i = 0; i < length; i++) {
                if (!isBlank(line[i])) {
                    throw new InputException(source.file() + " goes on after the " + header.words()
                            + " words that its first line promises; mend that line, or read only so many words");
                }
            }
        }
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\t' || character == '\r';
    }

    /** The numbers between from and end, which must be as many as the first line says. */
    private void numbers(int from, int end, float[] target, int at, long number) {
        int found = 0;
        int position = from;
        while (true) {
            while (position < end && isBlank(line[position])) {
                position++;
            }
            if (position == end) {
                break;
            }
            int start = position;
            while (position < end && !isBlank(line[position])) {
                position++;
            }
            if (found < header.width()) {
                target[at + found] = number(start, position, from, number);
            }
            found++;
        }
        if (found != header.width()) {
            String wrong = WordVectorReader.place(source, header, number) + ": '" + shown(0, from) + "' has " + found
                    + " numbers, and the first line says that each vector has " + header.width();
            throw new InputException(
                    !complete && found < header.width()
                            ? wrong + "; the file ends here, it is cut off: fetch it again"
                            : wrong + "; the line is damaged, or the first line is wrong");
        }
    }

    private float number(int start, int end, int word, long number) {
        try {
            return decimals.parse(line, start, end);
        } catch (NumberFormatException none) {
            throw new InputException(
                    WordVectorReader.place(source, header, number) + ": '" + shown(0, word) + "' is followed by '"
                            + shown(start, end) + "', where a number is wanted; a word must not have blanks in it",
                    none);
        }
    }

    private String shown(int from, int to) {
        return ByteSource.shown(new String(line, from, to - from, StandardCharsets.UTF_8));
    }

    /** Takes the next line without its end; false where the file has ended. */
    private boolean nextLine(long number) {
        length = 0;
        source.ensure(1);
        if (source.available() == 0) {
            return false;
        }
        while (true) {
            int end = source.find((byte) '\n', 0);
            complete = end < source.available();
            append(end, number);
            if (complete) {
                source.skip(1);
                return true;
            }
            source.ensure(1);
            if (source.available() == 0) {
                return true;
            }
        }
    }

    private void append(int count, long number) {
        long longest = ByteSource.WINDOW + (long) LONGEST_NUMBER * (header.width() + 1L);
        if (length + count > longest) {
            throw new InputException(WordVectorReader.place(source, header, number) + ": its line has more than "
                    + longest + " bytes, too many for a word and " + header.width()
                    + " numbers; the first line is wrong, or the file is damaged");
        }
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(length + count, 2 * line.length));
        }
        source.take(line, length, count);
        length += count;
    }
}
