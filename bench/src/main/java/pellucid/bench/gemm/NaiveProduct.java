package pellucid.bench.gemm;

/** The three loops of the definition: what one writes first, always on one thread. */
final class NaiveProduct implements MatrixProduct {
    @Override
    public String name() {
        return "naive";
    }

    @Override
    public Prepared prepare(MatrixSize size, float[] a, float[] b, int threads) {
        float[] c = new float[size.m() * size.n()];
        return new Prepared() {
            @Override
            public void multiply() {
                NaiveProduct.multiply(size.m(), size.k(), size.n(), a, b, c);
            }

            @Override
            public float[] result() {
                return c.clone();
            }
        };
    }

    private static void multiply(int m, int k, int n, float[] a, float[] b, float[] c) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                float sum = 0;
                for (int p = 0; p < k; p++) {
                    sum += a[i * k + p] * b[p * n + j];
                }
                c[i * n + j] = sum;
            }
        }
    }
}
