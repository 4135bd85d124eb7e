package pellucid.bench.gemm;

import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.CommonOps_MT_FDRM;

/** EJML, the Java library of dense matrices, with its single- or multi-threaded product. */
final class EjmlProduct implements MatrixProduct {
    @Override
    public String name() {
        return "ejml";
    }

    @Override
    public Prepared prepare(MatrixSize size, float[] a, float[] b, int threads) {
        FMatrixRMaj left = FMatrixRMaj.wrap(size.m(), size.k(), a);
        FMatrixRMaj right = FMatrixRMaj.wrap(size.k(), size.n(), b);
        FMatrixRMaj out = new FMatrixRMaj(size.m(), size.n());
        EjmlConcurrency.setMaxThreads(threads);
        return new Prepared() {
            @Override
            public void multiply() {
                if (threads == 1) {
                    CommonOps_FDRM.mult(left, right, out);
                } else {
                    CommonOps_MT_FDRM.mult(left, right, out);
                }
            }

            @Override
            public float[] result() {
                return out.data.clone();
            }
        };
    }
}
