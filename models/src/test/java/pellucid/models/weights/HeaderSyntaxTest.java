package pellucid.models.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A header that cannot be read: its length, its bytes, its JSON and its metadata. */
class HeaderSyntaxTest extends HeaderRefusals {
    private static byte[] length(long headerBytes, int following) {
        return ByteBuffer.allocate(8 + following)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(headerBytes)
                .array();
    }

    @Test
    void anEmptyFile() {
        assertRefused(new byte[0], " has 0 bytes; a safetensors file starts with the 8 bytes of its header's length");
    }

    @Test
    void aFileShorterThanTheLength() {
        assertRefused(new byte[7], " has 7 bytes;");
    }

    @Test
    void aHeaderOverTheLimit() {
        assertRefused(length(100_000_001, 16), "announces a header of 100000001 bytes, and at most 100000000");
    }

    @Test
    void aHeaderLengthBeyondALong() {
        assertRefused(length(-1, 16), "announces a header of 18446744073709551615 bytes");
    }

    @Test
    void aHeaderPastTheEndOfTheFile() {
        assertRefused(length(100, 16), "announces a header of 100 bytes, but only 16 follow");
    }

    @Test
    void anEmptyHeader() {
        assertRefused(length(0, 0), "the header starts with nothing (it is empty); it must start with '{'");
    }

    @Test
    void aHeaderThatStartsWithASpace() {
        assertHeaderRefused(" {}", 0, "the header starts with the byte 0x20; it must start with '{'");
    }

    @Test
    void aHeaderThatIsAList() {
        assertHeaderRefused("[]", 0, "the header starts with the byte 0x5b");
    }

    @Test
    void aHeaderThatIsNotUtf8() {
        byte[] header = f32("[1]", "[0,4]").getBytes(StandardCharsets.ISO_8859_1);
        header[2] = (byte) 0xff;
        assertRefused(RawFile.of(header, new byte[4]), "the header is not valid UTF-8");
    }

    @Test
    void anOverlongEncodingIsNotUtf8() {
        byte[] header = "{\"/\" : {}}".getBytes(StandardCharsets.ISO_8859_1);
        header[2] = (byte) 0xc0;
        header[3] = (byte) 0xaf;
        assertRefused(RawFile.of(header, new byte[0]), "the header is not valid UTF-8");
    }

    @Test
    void aHeaderThatIsNotJson() {
        assertHeaderRefused("{w}", 0, "the header is not valid JSON at character 1", "Unexpected character ('w'");
    }

    @Test
    void aHeaderThatStopsHalfway() {
        assertHeaderRefused(
                "{\"w\":{\"dtype\":\"F32\"",
                0,
                "the header is not valid JSON at character 19",
                "Unexpected end-of-input");
    }

    @Test
    void somethingAfterTheHeadersEnd() {
        assertHeaderRefused("{}{}", 0, "the header has an object after its end; only spaces may follow");
        assertHeaderRefused("{} 7", 0, "the header has the number 7 after its end");
        assertHeaderRefused("{}\0", 0, "the header is not valid JSON");
    }

    @Test
    void metadataThatIsNotFromTextToText() {
        assertHeaderRefused("{\"__metadata__\":null}", 0, "has null for __metadata__; a JSON object is wanted");
        assertHeaderRefused(
                "{\"__metadata__\":{\"a\":1}}", 0, "has the number 1 for __metadata__ 'a'; a text is wanted");
        assertHeaderRefused("{\"__metadata__\":{\"a\":{}}}", 0, "has an object for __metadata__ 'a'; a text is wanted");
        assertHeaderRefused("{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}}", 0, "has the key 'a' twice in __metadata__");
        assertHeaderRefused("{\"__metadata__\":{},\"__metadata__\":{}}", 0, "has the key __metadata__ twice");
    }

    @Test
    void deepNesting() {
        assertHeaderRefused("{\"w\":" + "[".repeat(1_000_000), 0, "has a list for tensor 'w'; a JSON object is wanted");
        assertHeaderRefused("{\"w\":".repeat(200_000), 0, "has the unknown field 'w' for tensor 'w'");
    }

    @Test
    void halfASurrogatePair() {
        String malformed = "the header is not valid JSON at character";
        assertHeaderRefused("{\"a\\ud800\":{}}", 0, malformed, "Broken surrogate pair");
        assertHeaderRefused("{\"\\udc00\":{}}", 0, malformed, "low surrogate");
        assertHeaderRefused("{\"__metadata__\":{\"a\\ud83d\\ud83d\":\"\"}}", 0, malformed, "urrogate");
        String half = ": __metadata__ 'a' has half a surrogate pair at character 1, which UTF-8 cannot express";
        assertHeaderRefused("{\"__metadata__\":{\"a\":\"x\\ud800\"}}", 0, half);
        assertHeaderRefused("{\"__metadata__\":{\"a\":\"x\\udc00\"}}", 0, half);
        assertHeaderRefused("{\"__metadata__\":{\"a\":\"x\\ud83d\\ud83d\\ude00\"}}", 0, half);
        assertHeaderRefused(
                "{\"__metadata__\":{\"\\ud83d\\ude00\":\"\\ud83d\\ude00\"},\"w\":1}", 0, "has the number 1");
    }

    @Test
    void tooLongAName() {
        assertHeaderRefused(
                "{\"" + "n".repeat(50_001) + "\":{}}",
                0,
                "the header is too large to read: Name length (50001) exceeds the maximum allowed (50000)");
    }

    @Test
    void tooManyNames() {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i <= 1 << 18; i++) {
            header.append(i == 0 ? "" : ",")
                    .append("\"")
                    .append(i)
                    .append("\":{\"dtype\":\"U8\",\"shape\":[0],")
                    .append("\"data_offsets\":[0,0]}");
        }
        assertHeaderRefused(header.append('}').toString(), 0, "the header has more than 262144 names");
    }
}
