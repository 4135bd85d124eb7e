package pellucid.models.weights;

import org.junit.jupiter.api.Test;

/** Where a header says that the data lie: in the file, one tensor behind the other, without holes. */
class DataRangesTest extends HeaderRefusals {
    @Test
    void anHonestClaimOfTwoToTheSixtyElements() {
        assertHeaderRefused(
                f32("[1152921504606846976]", "[0,4611686018427387904]"),
                4,
                "tensor 'w' ends at byte 4611686018427387904 of the data, which has 4; the file is cut short");
    }

    @Test
    void reversedOffsets() {
        assertHeaderRefused(
                f32("[1]", "[4,0]"), 4, "tensor 'w' has data_offsets [4, 0]; they must be", "in rising order");
    }

    @Test
    void moreOrFewerThanTwoOffsets() {
        assertHeaderRefused(f32("[1]", "[0]"), 4, "has 1 data_offsets for tensor 'w'; two are wanted");
        assertHeaderRefused(f32("[1]", "[0,4,4]"), 4, "has 3 data_offsets for tensor 'w'; two are wanted");
    }

    @Test
    void offsetsOutsideTheFile() {
        assertHeaderRefused(
                f32("[2]", "[0,8]"), 7, "tensor 'w' ends at byte 8 of the data, which has 7; the file is cut");
    }

    @Test
    void aRangeOfAnotherLengthThanTheShape() {
        assertHeaderRefused(
                f32("[2,3]", "[0,20]"),
                20,
                "tensor 'w' has 20 bytes of data (data_offsets [0, 20]), but F32 of shape [2, 3] takes 24");
    }

    private static String pair(String first, String second) {
        return "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":" + first
                + "},\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":" + second + "}}";
    }

    @Test
    void overlappingTensors() {
        assertHeaderRefused(
                pair("[0,4]", "[3,7]"),
                7,
                "tensor 'b' begins at byte 3 of the data, inside another tensor that ends at byte 4");
        assertHeaderRefused(pair("[0,4]", "[0,4]"), 4, "tensor 'b' begins at byte 0 of the data, inside another");
    }

    @Test
    void anEmptyTensorInsideAnother() {
        assertHeaderRefused(
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},"
                        + "\"b\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[2,2]}}",
                4,
                "tensor 'b' begins at byte 2 of the data, inside another tensor that ends at byte 4");
    }

    @Test
    void aHoleBetweenTensors() {
        assertHeaderRefused(
                pair("[0,4]", "[5,9]"),
                9,
                "tensor 'b' begins at byte 5 of the data, but the tensor before it ends at byte 4; there may be no hole");
        assertHeaderRefused(f32("[1]", "[4,8]"), 8, "tensor 'w' begins at byte 4 of the data");
    }

    @Test
    void somethingAfterTheLastTensor() {
        assertHeaderRefused(
                f32("[1]", "[0,4]"),
                5,
                " has 5 bytes of data, but its tensors end at byte 4; nothing may follow the last");
        assertHeaderRefused("{}", 1, " has 1 bytes of data, but its tensors end at byte 0");
    }
}
