package pellucid.models.word2vec.format;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pellucid.tensor.InputException;

/**
 * The first line of a file of word vectors, and what can be said from it before anything is read.
 *
 * @param words how many words follow
 * @param width how many numbers each vector has
 */
record VectorHeader(long words, int width) {
    private static final int LONGEST = 64;
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})[ \t]+([0-9]{1,9})[ \t\r]*");

    /** Reads the first line. */
    static VectorHeader read(ByteSource source) {
        source.ensure(LONGEST);
        if (source.available() == 0) {
            throw new InputException(
                    source.file() + " is empty; a file of word vectors begins with a line such as '71291 100'");
        }
        refuseCompressed(source);
        int length = 0;
        while (length < Math.min(LONGEST, source.available()) && source.peek(length) != '\n') {
            length++;
        }
        String line = source.text(length);
        Matcher numbers = FORM.matcher(line);
        if (length == source.available() || source.peek(length) != '\n' || !numbers.matches()) {
            throw new InputException(source.file() + " begins with '" + ByteSource.shown(line)
                    + "'; the first line must have the number of words and the numbers in each vector, as '71291 100':"
                    + " if this file has vectors but no such line, put it in front");
        }
        source.skip(length + 1);
        VectorHeader header = new VectorHeader(Long.parseLong(numbers.group(1)), Integer.parseInt(numbers.group(2)));
        if (header.words == 0 || header.width == 0) {
            throw new InputException(source.file() + " begins with '" + ByteSource.shown(line)
                    + "'; it must have at least one word and one number in each vector");
        }
        return header;
    }

    private static void refuseCompressed(ByteSource source) {
        if (source.available() > 1 && source.peek(0) == 0x1f && source.peek(1) == (byte) 0x8b) {
            throw new InputException(source.file() + " is compressed by gzip; unpack it first, with gunzip");
        }
    }

    /** Refuses a promise that the file is too short to keep, before memory is made ready for it. */
    void checkSize(ByteSource source, boolean binary) {
        long bytes = source.size();
        // Even the shortest word takes a byte, and a blank; a number in text takes a blank and a digit.
        double least = (double) words * (binary ? 2 + 4.0 * width : 2 + 2.0 * width) - 1;
        if (least > bytes) {
            throw new InputException(source.file() + " has " + bytes + " bytes, and its first line promises " + words
                    + " vectors of " + width + " numbers, which take more: the file is cut off (or its first line is"
                    + " wrong); fetch it again");
        }
    }

    /** How many words to read, at most {@code limit}, which must fit into one table and into Java's memory. */
    int wordsToRead(ByteSource source, int limit) {
        long read = Math.min(words, limit);
        long numbers = read * width;
        if (numbers > Integer.MAX_VALUE - 8) {
            throw new InputException(source.file() + " has " + words + " vectors of " + width
                    + " numbers, and one table holds 2^31 numbers; read at most "
                    + (Integer.MAX_VALUE - 8) / width + " words (they are the most frequent)");
        }
        long memory = Runtime.getRuntime().maxMemory();
        if (numbers * Float.BYTES > memory) {
            throw new InputException(source.file() + " has " + read + " vectors of " + width + " numbers, which take "
                    + (numbers * Float.BYTES >> 20) + " MiB, and Java may use " + (memory >> 20)
                    + " MiB; give it more (-Xmx), or read fewer words");
        }
        return (int) read;
    }

    /** The first line, as it stands in a new file. */
    byte[] bytes() {
        return (words + " " + width + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
