package pellucid.tensor.backend.contract;

import java.util.SplittableRandom;

/** The numbers that checks run on, the same in every run. All are exact in float32. */
final class Draw {
    private final SplittableRandom random;

    Draw(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Roughly normal: both signs, mean 0. */
    double[] normal(int count, double scale) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            double sum = 0;
            for (int k = 0; k < 6; k++) {
                sum += random.nextDouble() - 0.5;
            }
            values[i] = (float) (scale * 1.4 * sum);
        }
        return values;
    }

    double[] uniform(int count, double low, double high) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (low + (high - low) * random.nextDouble());
        }
        return values;
    }

    /** Small whole numbers, so that ties occur. */
    double[] whole(int count, int below) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(below);
        }
        return values;
    }

    int[] ids(int count, int below) {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(below);
        }
        return values;
    }

    /** The numbers from 0 up to below, count of them, in a random order. */
    int[] distinctIds(int count, int below) {
        int[] all = new int[below];
        for (int i = 0; i < below; i++) {
            int j = random.nextInt(i + 1);
            all[i] = all[j];
            all[j] = i;
        }
        return java.util.Arrays.copyOf(all, count);
    }
}
