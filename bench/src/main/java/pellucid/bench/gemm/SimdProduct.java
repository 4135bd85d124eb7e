package pellucid.bench.gemm;

import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Workers;
import pellucid.tensor.backend.simd.SimdBackend;

/** Pellucid's SIMD backend, packing b anew in every product, as a library that knows nothing of weights must. */
final class SimdProduct implements MatrixProduct {
    @Override
    public String name() {
        return "simd";
    }

    @Override
    public Prepared prepare(MatrixSize size, float[] a, float[] b, int threads) {
        Workers workers = new Workers(threads);
        SimdBackend backend = new SimdBackend(workers);
        Tensor left = backend.floats(a, size.m(), size.k());
        Tensor right = backend.floats(b, size.k(), size.n());
        Tensor out = backend.zeros(size.m(), size.n());
        return new Prepared() {
            @Override
            public void multiply() {
                backend.matmul(left, right, 1, 0, out);
            }

            @Override
            public float[] result() {
                return out.toFloats();
            }

            @Override
            public void close() {
                workers.close();
            }
        };
    }
}
