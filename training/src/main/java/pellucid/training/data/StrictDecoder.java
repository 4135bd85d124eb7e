package pellucid.training.data;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import pellucid.tensor.InputException;

/** Turns bytes into text and refuses every byte that is not text in the given encoding, instead of replacing it. */
final class StrictDecoder {
    private final String source;
    private final CharsetDecoder decoder;
    private final String mend;

    /**
     * @param source what the bytes are, for messages
     * @param mend what the user can do about a wrong byte, for messages
     */
    StrictDecoder(String source, Charset charset, String mend) {
        this.source = source;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.mend = mend;
    }

    /**
     * @param bytes a whole file, or one line of it
     * @param line the number of the first line in {@code bytes}, from 1
     * @param offset the place of {@code bytes} in the file, from 0
     */
    String decode(byte[] bytes, long line, long offset) {
        decoder.reset();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate((int) Math.ceil(bytes.length * (double) decoder.maxCharsPerByte()));
        CoderResult result = decoder.decode(in, out, true);
        if (!result.isError()) {
            result = decoder.flush(out);
        }
        out.flip();
        if (result.isError()) {
            long newlines = out.chars().filter(c -> c == '\n').count();
            throw refused(
                    source, line + newlines, bytes[in.position()], offset + in.position(), decoder.charset(), mend);
        }
        return out.toString();
    }

    /**
     * @param line of the byte, from 1
     * @param position of the byte in the file, from 0
     */
    static InputException refused(String source, long line, byte refused, long position, Charset charset, String mend) {
        return new InputException(String.format(
                "%s: line %d holds the byte 0x%02X (byte %d of the file), which is not %s there; %s",
                source, line, refused & 0xFF, position + 1, charset.name(), mend));
    }
}
