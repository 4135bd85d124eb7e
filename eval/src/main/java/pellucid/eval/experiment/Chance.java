package pellucid.eval.experiment;

/** What a search reaches that knows nothing. */
public final class Chance {
    private Chance() {}

    /**
     * The reciprocal rank that a random order has on the average: the first of R relevant among N documents is at rank k with
     * the probability R / (N - k + 1) · Π (1 - R / (N - j + 1)) over j &lt; k.
     *
     * @param relevant R
     * @param documents N
     * @param depth ranks beyond it count 0
     */
    public static double reciprocalRank(int relevant, int documents, int depth) {
        double notYet = 1;
        double expected = 0;
        for (int k = 1; k <= Math.min(depth, documents); k++) {
            double here = Math.min(1, (double) relevant / (documents - k + 1));
            expected += notYet * here / k;
            notYet *= 1 - here;
        }
        return expected;
    }
}
