package pellucid.models.word2vec.format;

import pellucid.tensor.InputException;

/** The binary form: a word, a blank, float32 numbers, and in word2vec.c's dialect an end of line. */
final class BinaryVectors {
    private final ByteSource source;
    private final VectorHeader header;

    BinaryVectors(ByteSource source, VectorHeader header) {
        this.source = source;
        this.header = header;
    }

    /** Reads the first {@code count} words; returns which dialect it was. */
    VectorFormat read(int count, WordRows rows) {
        boolean newlines = false;
        for (int i = 0; i < count; i++) {
            byte[] word = word(i + 1L);
            int numbers = source.takeFloats(rows.values(), rows.nextRow(), header.width());
            if (numbers < header.width()) {
                throw cutOff(i + 1L);
            }
            rows.add(word);
            newlines |= skipNewline();
        }
        source.ensure(1);
        if (count == header.words() && source.available() > 0) {
            throw new InputException(source.file() + " goes on after the " + header.words() + " vectors of "
                    + header.width() + " numbers that its first line promises; one of these two numbers is wrong, or"
                    + " the file is damaged: fetch it again");
        }
        return newlines ? VectorFormat.WORD2VEC_BINARY : VectorFormat.GENSIM_BINARY;
    }

    private byte[] word(long number) {
        // Most words are short: look for the blank nearby before all of the window is made ready.
        source.ensure(128);
        int length = source.find((byte) ' ', 0);
        if (length == source.available()) {
            source.ensure(ByteSource.WINDOW);
            length = source.find((byte) ' ', 0);
        }
        if (length == source.available()) {
            if (length < ByteSource.WINDOW) {
                throw cutOff(number);
            }
            throw new InputException(WordVectorReader.place(source, header, number) + ": no word ends within "
                    + ByteSource.WINDOW + " bytes; the vectors do not have " + header.width()
                    + " numbers as the first line says, or the file is damaged: fetch it again");
        }
        byte[] word = new byte[length];
        source.take(word, 0, length);
        source.skip(1);
        return word;
    }

    /** word2vec.c ends each vector with a newline; a word cannot begin with one. */
    private boolean skipNewline() {
        source.ensure(1);
        if (source.available() == 0 || source.peek(0) != '\n') {
            return false;
        }
        source.skip(1);
        return true;
    }

    private InputException cutOff(long number) {
        return new InputException(WordVectorReader.place(source, header, number)
                + ": the file ends here, in the middle of it; it is cut off, or its vectors do not have "
                + header.width() + " numbers as the first line says: fetch it again");
    }
}
