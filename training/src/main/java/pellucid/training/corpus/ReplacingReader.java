package pellucid.training.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** Decodes bytes as they are read; puts U+FFFD in the place of each sequence that is not text, and counts them. */
final class ReplacingReader extends Reader {
    private static final char REPLACEMENT = '\uFFFD';

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).limit(0);
    private final CharBuffer text = CharBuffer.allocate(1 << 16).limit(0);
    private boolean ended; // the bytes: all of them are in the buffer
    private boolean finished; // the text, too
    private long malformed;

    ReplacingReader(InputStream in, Charset encoding) {
        this.in = in;
        this.decoder = encoding.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** How many sequences have been replaced so far. */
    long malformed() {
        return malformed;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (!text.hasRemaining() && !decode()) {
            return -1;
        }
        int count = Math.min(length, text.remaining());
        text.get(target, offset, count);
        return count;
    }

    /** Refills the text; false at the end of the bytes. */
    private boolean decode() throws IOException {
        text.clear().limit(text.capacity() - 1); // a replacement always fits behind what has been decoded
        while (text.position() == 0 && !finished) {
            CoderResult result = decoder.decode(bytes, text, ended);
            if (result.isError()) {
                bytes.position(bytes.position() + result.length());
                text.limit(text.capacity()).put(REPLACEMENT);
                malformed++;
            } else if (ended && result.isUnderflow()) {
                decoder.flush(text);
                finished = true;
            } else if (text.position() == 0) {
                fill();
            }
        }
        text.flip();
        return text.hasRemaining();
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = count < 0;
        bytes.position(bytes.position() + Math.max(0, count)).flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
