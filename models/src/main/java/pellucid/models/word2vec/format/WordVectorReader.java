package pellucid.models.word2vec.format;

import java.nio.file.Path;
import pellucid.tensor.Backend;
import pellucid.tensor.InputException;

/**
 * Reads files of word vectors.
 *
 * <pre>{@code
 * VectorFile file = WordVectorReader.read(Path.of("V.bin"), Backends.get());
 * file.vectors().vector("queen");
 * }</pre>
 *
 * <p>A file is text when what stands between the first word and the end of its line could be numbers in text, and binary
 * otherwise. No file asks for more memory than in proportion to its own size.
 */
public final class WordVectorReader {
    /** How many bytes behind the first word are looked at, to tell text from binary. */
    private static final int GLANCE = 64;

    private static final String IN_NUMBERS = "0123456789+-.eE \t\rnaifNAIFtyTY";

    private WordVectorReader() {}

    /**
     * Reads all words of a file, of any form.
     *
     * @throws InputException if it cannot be read, is cut off, or is none; one sentence
     */
    public static VectorFile read(Path file, Backend backend) {
        return read(file, Integer.MAX_VALUE, backend);
    }

    /** The same, but only the first {@code limit} words: by custom the most frequent ones. */
    public static VectorFile read(Path file, int limit, Backend backend) {
        if (limit < 1) {
            throw new InputException("the first " + limit + " words of " + file + " are asked for; ask for at least 1");
        }
        try (ByteSource source = ByteSource.open(file)) {
            VectorHeader header = VectorHeader.read(source);
            boolean text = isText(source);
            header.checkSize(source, !text);
            int count = header.wordsToRead(source, limit);
            WordRows rows = new WordRows(count, header.width());
            VectorFormat format = text
                    ? new TextVectors(source, header).read(count, rows)
                    : new BinaryVectors(source, header).read(count, rows);
            return rows.on(backend, format, header.words());
        }
    }

    private static boolean isText(ByteSource source) {
        source.ensure(ByteSource.WINDOW);
        int blank = source.find((byte) ' ', 0);
        int end = source.find((byte) '\n', blank);
        boolean digits = false;
        for (int i = blank; i < Math.min(end, blank + GLANCE); i++) {
            byte next = source.peek(i);
            if (IN_NUMBERS.indexOf(next) < 0) {
                return false;
            }
            digits |= next >= '0' && next <= '9';
        }
        return digits;
    }

    /** A word of a message: one that is there, its number from 1, and how many there should be. */
    static String place(ByteSource source, VectorHeader header, long number) {
        return source.file() + ", word " + number + " of " + header.words();
    }
}
