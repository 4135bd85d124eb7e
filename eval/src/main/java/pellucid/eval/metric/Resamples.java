package pellucid.eval.metric;

import pellucid.tensor.InputException;
import pellucid.tensor.Philox;

/**
 * Numbers for resampling. Word i of resample r is a pure function of the seed, r and i ({@link Philox}), so that every
 * resample can be made again on its own.
 *
 * @param count how many resamples
 * @param seed another seed gives other resamples
 */
record Resamples(int count, long seed) {
    Resamples {
        if (count < 1) {
            throw new InputException("the number of resamples is " + count + "; it must be at least 1");
        }
    }

    /** Fills a resample with indices from 0 to indices.length - 1, drawn with replacement. */
    void draw(int resample, int[] indices) {
        int[] words = new int[4];
        for (int i = 0; i < indices.length; i++) {
            if (i % 4 == 0) {
                Philox.block(seed, i / 4, resample, words);
            }
            indices[i] = (int) ((words[i % 4] & 0xFFFFFFFFL) * indices.length >>> Integer.SIZE);
        }
    }

    /** Fills a resample with signs. */
    void flip(int resample, boolean[] negative) {
        int[] words = new int[4];
        for (int i = 0; i < negative.length; i++) {
            if (i % 4 == 0) {
                Philox.block(seed, i / 4, resample, words);
            }
            negative[i] = words[i % 4] < 0;
        }
    }
}
