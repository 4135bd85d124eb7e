package pellucid.bench.gemm;

/** Someone's matrix product; peers are found by {@link java.util.ServiceLoader}. */
public interface MatrixProduct {
    /** How tables and {@code -p product=} call it. */
    String name();

    /**
     * Takes over the operands.
     *
     * @param a [m, k], row-major
     * @param b [k, n], row-major
     * @param threads how many threads each product may use
     */
    Prepared prepare(MatrixSize size, float[] a, float[] b, int threads);

    /** A product whose operands lie where its library wants them. */
    interface Prepared extends AutoCloseable {
        /** c = a · b, once. */
        void multiply();

        /** A copy of c, [m, n], as the last call left it. */
        float[] result();

        @Override
        default void close() {}
    }
}
