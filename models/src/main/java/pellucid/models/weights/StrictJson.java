package pellucid.models.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import pellucid.tensor.InputException;

/**
 * Walks through a JSON document that has one known form, token by token. It keeps no tree, so a hostile document costs
 * no memory beyond what its caller keeps. A deviation from the form is an {@link InputException} that names the
 * document; malformed JSON stays an {@link IOException} until {@link #explain} turns it into one.
 */
final class StrictJson implements Closeable {
    /** The longest text value, in UTF-16 units, that is read or written. */
    static final int MAX_TEXT_LENGTH = 20_000_000;

    private static final int MAX_DEPTH = 64;

    /** Names are data here, not a vocabulary that repeats: they are not pooled. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(TensorNames.MAX_LENGTH)
                    .maxStringLength(MAX_TEXT_LENGTH)
                    .maxNestingDepth(MAX_DEPTH)
                    .build())
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final String document;
    private final JsonParser parser;

    /** @param document what messages begin with, such as {@code model.safetensors: the header} */
    StrictJson(String document, InputStream utf8) throws IOException {
        this.document = document;
        parser = FACTORY.createParser(new InputStreamReader(
                utf8,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    /** The sentence for a document that could not be read to its end. */
    static InputException explain(String document, IOException failure) {
        if (failure instanceof CharacterCodingException) {
            return new InputException(
                    document + " is not valid UTF-8; the file is damaged or of another format", failure);
        }
        if (failure instanceof JsonProcessingException malformed) {
            long at = malformed.getLocation() == null
                    ? 0
                    : malformed.getLocation().getCharOffset();
            String reason = malformed.getOriginalMessage().lines().findFirst().orElse("");
            if (malformed instanceof StreamConstraintsException) {
                return new InputException(
                        document + " is too large to read: " + reason.replaceFirst(", from `.*`", ""), failure);
            }
            int marker = reason.indexOf(" (start marker");
            return new InputException(
                    document + " is not valid JSON at character " + at + ": "
                            + (marker < 0 ? reason : reason.substring(0, marker)),
                    failure);
        }
        return new InputException(document + " cannot be read: " + FileFailure.reason(failure), failure);
    }

    InputException refuse(String found) {
        return new InputException(document + " " + found);
    }

    /** Enters an object; {@code what} names it in the message when something else stands there. */
    void enterObject(String what) throws IOException {
        JsonToken token = parser.nextToken();
        if (token != JsonToken.START_OBJECT) {
            throw refuse("has " + found(token) + " for " + what + "; a JSON object is wanted");
        }
    }

    /** The next field's name in the object entered last, or null at the object's end, which it leaves. */
    String nextField() throws IOException {
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            return null;
        }
        return parser.currentName();
    }

    /** A text value; unlike names, the parser lets halves of surrogate pairs pass in them. */
    String text(String what) throws IOException {
        JsonToken token = parser.nextToken();
        if (token != JsonToken.VALUE_STRING) {
            throw refuse("has " + found(token) + " for " + what + "; a text is wanted");
        }
        String text = parser.getText();
        TensorNames.checkText(document + ": " + what, text, MAX_TEXT_LENGTH);
        return text;
    }

    /** An array of at most {@code limit} whole numbers from 0 to 2^63 - 1. */
    long[] wholeNumbers(String what, int limit) throws IOException {
        JsonToken token = parser.nextToken();
        if (token != JsonToken.START_ARRAY) {
            throw refuse("has " + found(token) + " for " + what + "; a list of whole numbers is wanted");
        }
        long[] numbers = new long[4];
        int count = 0;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            if (count == limit) {
                throw refuse("has more than " + limit + " numbers for " + what);
            }
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = wholeNumber(token, what);
        }
        return Arrays.copyOf(numbers, count);
    }

    private long wholeNumber(JsonToken token, String what) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT && parser.getText().charAt(0) != '-') {
            try {
                return Long.parseLong(parser.getText());
            } catch (NumberFormatException tooLarge) {
                throw refuse("has " + found(token) + " in " + what + "; a number below 2^63 is wanted");
            }
        }
        throw refuse("has " + found(token) + " in " + what + "; a whole number of at least 0 is wanted");
    }

    /** The next value when it is a number; any other value is passed over and gives NaN. */
    double numberOrNaN() throws IOException {
        if (parser.nextToken().isNumeric()) {
            return parser.getDoubleValue();
        }
        parser.skipChildren();
        return Double.NaN;
    }

    void skipValue() throws IOException {
        parser.nextToken();
        parser.skipChildren();
    }

    /** Refuses anything but white space after the document's end. */
    void end() throws IOException {
        JsonToken token = parser.nextToken();
        if (token != null) {
            throw refuse("has " + found(token) + " after its end; only spaces may follow");
        }
    }

    private String found(JsonToken token) throws IOException {
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "the text " + TensorNames.quote(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + shortened(parser.getText());
            default -> parser.getText();
        };
    }

    private static String shortened(String number) {
        return number.length() <= 40 ? number : number.substring(0, 40) + "...";
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
