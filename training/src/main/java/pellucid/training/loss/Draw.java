package pellucid.training.loss;

import java.util.Arrays;
import pellucid.tensor.Philox;

/** Drawing without replacement, as a pure function of a seed, the step of training and the number of the draw in it. */
final class Draw {
    private Draw() {}

    /**
     * Draws some of the numbers 0 to {@code total - 1}.
     *
     * @param count how many; all of them if there are no more
     * @return in ascending order
     */
    static int[] some(int count, int total, long seed, long step, int draw) {
        int[] numbers = new int[total];
        for (int i = 0; i < total; i++) {
            numbers[i] = i;
        }
        if (count >= total) {
            return numbers;
        }
        // The first steps of Fisher and Yates' shuffle, one word of the generator each.
        int[] words = new int[4];
        for (int i = 0; i < count; i++) {
            if (i % 4 == 0) {
                Philox.block(seed, step, (long) draw << 32 | i / 4, words);
            }
            int chosen = i + (int) ((words[i % 4] & 0xFFFFFFFFL) * (total - i) >>> 32);
            int moved = numbers[i];
            numbers[i] = numbers[chosen];
            numbers[chosen] = moved;
        }
        int[] drawn = Arrays.copyOf(numbers, count);
        Arrays.sort(drawn);
        return drawn;
    }
}
