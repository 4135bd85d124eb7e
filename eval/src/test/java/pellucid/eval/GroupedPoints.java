package pellucid.eval;

import pellucid.eval.data.Vectors;

/**
 * Points around some centres, by a formula that any language can follow: u is a 64-bit linear congruential generator
 * (Knuth's MMIX) cut to 24 bits; centres are u, point i is of group i mod groups, and each of its numbers is that of
 * the centre plus spread · (u + u + u - 1.5).
 */
public final class GroupedPoints {
    private long state;

    private GroupedPoints(long seed) {
        this.state = seed;
    }

    private double next() {
        state = state * 6364136223846793005L + 1442695040888963407L;
        return (state >>> 40) * 0x1p-24;
    }

    public static Vectors of(int count, int width, int groups, double spread, long seed) {
        GroupedPoints random = new GroupedPoints(seed);
        double[][] centres = new double[groups][width];
        for (double[] centre : centres) {
            for (int k = 0; k < width; k++) {
                centre[k] = random.next();
            }
        }
        float[] values = new float[count * width];
        for (int i = 0; i < values.length; i++) {
            double centre = centres[i / width % groups][i % width];
            values[i] = (float) (centre + spread * (random.next() + random.next() + random.next() - 1.5));
        }
        return new Vectors(values, count, width);
    }
}
