package pellucid.training.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes a file as it is read and refuses every byte that is not text in the given encoding. */
final class StrictReader extends Reader {
    private static final String OTHER_ENCODING = "if the file has another encoding, name it, for example --encoding ";

    private final InputStream in;
    private final String source;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).limit(0);
    private final CharBuffer text = CharBuffer.allocate(1 << 14).limit(0);
    private long offset; // of the first byte in the buffer
    private long newlines; // decoded before what is in the text buffer
    private boolean marked; // the file begins with the byte-order mark of UTF-16
    private boolean ended;

    /** @param source what the bytes are, for messages */
    StrictReader(InputStream in, String source, Charset charset) {
        this.in = in;
        this.source = source;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read(char[] target, int from, int length) {
        if (!text.hasRemaining() && !decode()) {
            return -1;
        }
        int count = Math.min(length, text.remaining());
        text.get(target, from, count);
        return count;
    }

    /** Refills the text; false at the end of the file. */
    private boolean decode() {
        newlines += newlines(text.rewind());
        text.clear();
        while (text.position() == 0) {
            CoderResult result = decoder.decode(bytes, text, ended);
            if (result.isError()) {
                throw StrictDecoder.refused(
                        source,
                        1 + newlines + newlines(text.duplicate().flip()),
                        bytes.get(bytes.position()),
                        offset + bytes.position(),
                        decoder.charset(),
                        OTHER_ENCODING + otherEncoding());
            }
            if (text.position() == 0) {
                if (ended) {
                    break;
                }
                fill();
            }
        }
        text.flip();
        return text.hasRemaining();
    }

    /** Keeps the bytes of a character that is not whole yet and reads on behind them. */
    private void fill() {
        try {
            offset += bytes.position();
            bytes.compact();
            int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
            ended = count < 0;
            bytes.position(bytes.position() + Math.max(0, count)).flip();
        } catch (IOException e) {
            throw InputFile.unreadable(source, e);
        }
        if (offset == 0 && bytes.limit() >= 2) {
            marked = (bytes.get(0) & 0xFF) + (bytes.get(1) & 0xFF) == 0xFE + 0xFF;
        }
    }

    private static long newlines(CharBuffer decoded) {
        return decoded.chars().filter(c -> c == '\n').count();
    }

    private String otherEncoding() {
        if (marked) {
            return "UTF-16";
        }
        return decoder.charset().equals(StandardCharsets.UTF_8) ? "ISO-8859-1" : "UTF-8";
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
