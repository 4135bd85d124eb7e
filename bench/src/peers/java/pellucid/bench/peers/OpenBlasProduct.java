package pellucid.bench.peers;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import pellucid.bench.gemm.MatrixProduct;
import pellucid.bench.gemm.MatrixSize;

/** OpenBLAS through JavaCPP: {@code cblas_sgemm} on memory outside the Java heap, so that nothing is copied for a call. */
public final class OpenBlasProduct implements MatrixProduct {
    @Override
    public String name() {
        return "openblas";
    }

    @Override
    public Prepared prepare(MatrixSize size, float[] a, float[] b, int threads) {
        FloatPointer left = new FloatPointer(a);
        FloatPointer right = new FloatPointer(b);
        FloatPointer out = new FloatPointer((long) size.m() * size.n());
        openblas_nolapack.blas_set_num_threads(threads);
        return new Prepared() {
            @Override
            public void multiply() {
                openblas_nolapack.cblas_sgemm(
                        openblas_nolapack.CblasRowMajor,
                        openblas_nolapack.CblasNoTrans,
                        openblas_nolapack.CblasNoTrans,
                        size.m(),
                        size.n(),
                        size.k(),
                        1f,
                        left,
                        size.k(),
                        right,
                        size.n(),
                        0f,
                        out,
                        size.n());
            }

            @Override
            public float[] result() {
                float[] c = new float[size.m() * size.n()];
                out.get(c);
                return c;
            }

            @Override
            public void close() {
                left.close();
                right.close();
                out.close();
            }
        };
    }
}
