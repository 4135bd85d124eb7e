package pellucid.tensor.backend.simd.ladder;

/** One way to write a matrix product. */
public interface Rung {
    /** In a few words, what this rung changes and what that gains. */
    String gains();

    /**
     * c = a · b, all three row after row without gaps.
     *
     * @param a [m, k]
     * @param b [k, n]
     * @param c [m, n], overwritten; must be neither a nor b
     */
    void multiply(float[] a, float[] b, float[] c, int m, int k, int n);
}
