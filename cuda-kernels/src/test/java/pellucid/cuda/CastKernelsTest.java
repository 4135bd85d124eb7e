package pellucid.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import pellucid.cuda.launch.Grid;
import pellucid.tensor.Tensor;

/**
 * The 16-bit formats, compared with their definition: all 65,536 numbers of a format are read, and every float32 must
 * become the nearest of them, the one with the even mantissa on ties.
 */
@EmulatedCuda
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CastKernelsTest {
    private CudaBackend cuda;

    @BeforeAll
    void open() {
        cuda = new CudaBackend();
    }

    @AfterAll
    void close() {
        cuda.close();
    }

    private static double number(int bits, int exponentBits, int mantissaBits) {
        int bias = (1 << (exponentBits - 1)) - 1;
        int exponent = bits >> mantissaBits & ((1 << exponentBits) - 1);
        int mantissa = bits & ((1 << mantissaBits) - 1);
        double size;
        if (exponent == (1 << exponentBits) - 1) {
            size = mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            size = Math.scalb((double) mantissa, 1 - bias - mantissaBits);
        } else {
            size = Math.scalb((double) (mantissa | 1 << mantissaBits), exponent - bias - mantissaBits);
        }
        return (bits & 0x8000) != 0 ? -size : size;
    }

    private float[] read(String kernel, int[] pairs) {
        Tensor out = cuda.zeros(2 * pairs.length);
        cuda.launch(kernel, Grid.linear(2L * pairs.length, 256), cuda.ints(pairs), out, 2L * pairs.length);
        return out.toFloats();
    }

    private int[] written(String kernel, float[] values) {
        Tensor pairs = cuda.ints(new int[(values.length + 1) / 2]);
        cuda.launch(kernel, Grid.linear(values.length, 256), cuda.floats(values), pairs, (long) values.length);
        int[] words = pairs.toInts();
        int[] numbers = new int[values.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = words[i / 2] >>> 16 * (i % 2) & 0xffff;
        }
        return numbers;
    }

    private void readsEveryNumber(String kernel, IntToDoubleFunction number) {
        int[] pairs = new int[1 << 15];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = 2 * i | (2 * i + 1) << 16;
        }
        float[] found = read(kernel, pairs);
        for (int bits = 0; bits < found.length; bits++) {
            assertThat(found[bits]).as("bits %x", bits).isEqualTo(Float.valueOf((float) number.applyAsDouble(bits)));
        }
    }

    private void writesTheNearest(String kernel, IntToDoubleFunction number, int largestBits) {
        TreeMap<Double, Integer> sizes = new TreeMap<>();
        for (int bits = 0; bits <= largestBits; bits++) {
            sizes.put(number.applyAsDouble(bits), bits);
        }
        // What would come after the largest: what is as near to it rounds to infinity.
        double step = number.applyAsDouble(largestBits) - number.applyAsDouble(largestBits - 1);
        sizes.put(number.applyAsDouble(largestBits) + step, largestBits + 1);
        float[] values = samples(number, largestBits);
        int[] found = written(kernel, values);
        for (int i = 0; i < values.length; i++) {
            assertThat(found[i])
                    .as("%s of %s (%a)", kernel, values[i], values[i])
                    .isEqualTo(nearest(sizes, values[i], largestBits + 1));
        }
        assertThat(number.applyAsDouble(written(kernel, new float[] {Float.NaN})[0]))
                .isNaN();
    }

    private static int nearest(TreeMap<Double, Integer> sizes, float value, int infinity) {
        int sign = Float.floatToRawIntBits(value) < 0 ? 0x8000 : 0;
        double size = Math.abs((double) value);
        var below = sizes.floorEntry(size);
        var above = sizes.ceilingEntry(size);
        if (above == null) {
            return sign | infinity;
        }
        double down = size - below.getKey();
        double up = above.getKey() - size;
        boolean takesLower = down < up || (down == up && below.getValue() % 2 == 0);
        return sign | (takesLower ? below.getValue() : above.getValue());
    }

    /** Numbers of the format, the middles between two, what lies just beside those, and random bits. */
    private static float[] samples(IntToDoubleFunction number, int largestBits) {
        Random random = new Random(3);
        float[] values = new float[40000];
        for (int i = 0; i < values.length; i += 4) {
            int bits = i < 400 ? i / 4 : i < 800 ? largestBits - i / 4 + 100 : random.nextInt(largestBits);
            double low = number.applyAsDouble(bits);
            double middle = bits == largestBits
                    ? low + (low - number.applyAsDouble(bits - 1)) / 2
                    : (low + number.applyAsDouble(bits + 1)) / 2;
            values[i] = (float) middle;
            values[i + 1] = Math.nextUp((float) middle);
            values[i + 2] = -Math.nextDown((float) middle);
            values[i + 3] = Float.intBitsToFloat(random.nextInt());
            if (Float.isNaN(values[i + 3])) {
                values[i + 3] = -0f;
            }
        }
        return values;
    }

    @Test
    void everyBfloat16IsRead() {
        readsEveryNumber("bfloat16_to_float32", bits -> number(bits, 8, 7));
    }

    @Test
    void everyFp16IsRead() {
        readsEveryNumber("fp16_to_float32", bits -> number(bits, 5, 10));
    }

    @Test
    void float32RoundsToTheNearestBfloat16() {
        writesTheNearest("float32_to_bfloat16", bits -> number(bits, 8, 7), 0x7f7f);
    }

    @Test
    void float32RoundsToTheNearestFp16() {
        writesTheNearest("float32_to_fp16", bits -> number(bits, 5, 10), 0x7bff);
    }
}
