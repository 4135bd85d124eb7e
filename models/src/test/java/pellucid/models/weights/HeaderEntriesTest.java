package pellucid.models.weights;

import org.junit.jupiter.api.Test;

/** What a header says of a tensor: its fields, types and shapes. */
class HeaderEntriesTest extends HeaderRefusals {
    @Test
    void twoTensorsOfOneName() {
        assertHeaderRefused(
                "{\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
                        + "\"\\u0077\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}",
                1,
                "the header has the tensor 'w' twice");
    }

    @Test
    void repeatedFields() {
        assertHeaderRefused(
                "{\"w\":{\"dtype\":\"U8\",\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[0,1]}}",
                1,
                "the header has the field dtype twice for tensor 'w'");
        assertHeaderRefused(
                "{\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"shape\":[1],\"data_offsets\":[0,1]}}",
                1,
                "the header has the field shape twice for tensor 'w'");
        assertHeaderRefused(
                "{\"w\":{\"data_offsets\":[0,1],\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}",
                1,
                "the header has the field data_offsets twice for tensor 'w'");
    }

    @Test
    void missingFields() {
        assertHeaderRefused("{\"w\":{}}", 0, "the header has no dtype for tensor 'w'");
        assertHeaderRefused("{\"w\":{\"dtype\":\"U8\",\"data_offsets\":[0,1]}}", 1, "has no shape for tensor 'w'");
        assertHeaderRefused("{\"w\":{\"dtype\":\"U8\",\"shape\":[1]}}", 1, "has no data_offsets for tensor 'w'");
    }

    @Test
    void anUnknownField() {
        assertHeaderRefused(
                "{\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1],\"strides\":[1]}}",
                1,
                "has the unknown field 'strides' for tensor 'w'; only dtype, shape and data_offsets are known");
    }

    @Test
    void anUnknownType() {
        assertHeaderRefused(
                "{\"w\":{\"dtype\":\"F8_E4M3\",\"shape\":[1],\"data_offsets\":[0,1]}}",
                1,
                "has the dtype 'F8_E4M3' for tensor 'w'; those read here are [F64, F32, F16, BF16,");
        assertHeaderRefused(
                "{\"w\":{\"dtype\":\"f32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                4,
                "has the dtype 'f32' for tensor 'w'");
    }

    @Test
    void fieldsOfAnotherKind() {
        assertHeaderRefused("{\"w\":[]}", 0, "has a list for tensor 'w'; a JSON object is wanted");
        assertHeaderRefused("{\"w\":null}", 0, "has null for tensor 'w'; a JSON object is wanted");
        assertHeaderRefused(
                "{\"w\":{\"dtype\":4}}", 0, "has the number 4 for the dtype of tensor 'w'; a text is wanted");
        assertHeaderRefused(
                f32("4", "[0,4]"), 4, "has the number 4 for the shape of tensor 'w'; a list of whole numbers");
        assertHeaderRefused(f32("[1]", "{}"), 4, "has an object for the data_offsets of tensor 'w'; a list");
        assertHeaderRefused(f32("[true]", "[0,4]"), 4, "has true in the shape of tensor 'w'; a whole number");
        assertHeaderRefused(f32("[\"1\"]", "[0,4]"), 4, "has the text '1' in the shape of tensor 'w'; a whole number");
    }

    @Test
    void aNegativeDimension() {
        assertHeaderRefused(
                f32("[-1]", "[0,4]"), 4, "has the number -1 in the shape of tensor 'w'; a whole number of at");
        assertHeaderRefused(f32("[-0]", "[0,0]"), 0, "has the number -0 in the shape of tensor 'w'");
    }

    @Test
    void aFractionalDimension() {
        assertHeaderRefused(f32("[1.0]", "[0,4]"), 4, "has the number 1.0 in the shape of tensor 'w'; a whole number");
        assertHeaderRefused(f32("[1e0]", "[0,4]"), 4, "has the number 1e0 in the shape of tensor 'w'");
    }

    @Test
    void aHugeNumber() {
        assertHeaderRefused(
                f32("[9223372036854775808]", "[0,4]"),
                4,
                "the number 9223372036854775808 in the shape of tensor 'w'; a number below 2^63");
        assertHeaderRefused(f32("[1e999999999]", "[0,4]"), 4, "has the number 1e999999999 in the shape of tensor 'w'");
        assertHeaderRefused(
                f32("[" + "9".repeat(500) + "]", "[0,4]"), 4, "has the number " + "9".repeat(40) + "... in the shape");
        assertHeaderRefused(
                f32("[" + "9".repeat(5_000) + "]", "[0,4]"),
                4,
                "the header is too large to read: Number value length (5000) exceeds the maximum allowed (1000)");
    }

    @Test
    void dimensionsWhoseProductOverflows() {
        assertHeaderRefused(
                f32("[4294967296,4294967296]", "[0,0]"),
                0,
                "tensor 'w' has shape [4294967296, 4294967296] of F32, whose size in bytes is over 2^63");
        assertHeaderRefused(
                f32("[4611686018427387904]", "[0,0]"), 0, "tensor 'w' has shape [4611686018427387904] of F32");
    }

    @Test
    void tooManyDimensions() {
        assertHeaderRefused(
                f32("[" + "1,".repeat(64) + "1]", "[0,4]"), 4, "tensor 'w' has 65 dimensions; at most 64 are read");
        assertHeaderRefused(
                f32("[" + "1,".repeat(100_000) + "1]", "[0,4]"),
                4,
                "has more than 1000 numbers for the shape of tensor 'w'");
    }

    @Test
    void aNameThatWouldBreakTheMessageIsMadeVisible() {
        assertHeaderRefused(
                "{\"a\\nb" + "x".repeat(300) + "\":{}}", 0, "has no dtype for tensor 'a\\u000abxxx", "x...'");
    }
}
