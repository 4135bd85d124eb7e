package pellucid.bench.gemm;

import pellucid.tensor.Activation;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Workers;
import pellucid.tensor.backend.simd.SimdBackend;

/** Pellucid's SIMD backend as a linear layer uses it: b is a weight, packed by the first call and kept. */
final class PackedProduct implements MatrixProduct {
    @Override
    public String name() {
        return "simd-packed";
    }

    @Override
    public Prepared prepare(MatrixSize size, float[] a, float[] b, int threads) {
        Workers workers = new Workers(threads);
        SimdBackend backend = new SimdBackend(workers);
        Tensor x = backend.floats(a, size.m(), size.k());
        Tensor weight = backend.zeros(size.n(), size.k());
        backend.copy(backend.floats(b, size.k(), size.n()).transpose(0, 1), weight);
        Tensor out = backend.zeros(size.m(), size.n());
        return new Prepared() {
            @Override
            public void multiply() {
                backend.linear(x, weight, null, Activation.NONE, null, out);
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
