package pellucid.tensor.backend.simd.ladder;

import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.Workers;
import pellucid.tensor.backend.simd.SimdBackend;

/**
 * The real kernels of this backend, shared out over threads. Measured: 192 GFLOP/s on one thread, 1.3 times rung 6, and 340
 * on two.
 *
 * <p>What limited rung 6: a tile for 16 registers, and one thread. {@code Tile12} has 12 rows by two vectors, 24 sums: 14
 * loads for 24 multiply-adds. Its results go to c directly wherever the whole tile lies inside. {@code Gemm} shares blocks
 * of rows and panels out over {@link Workers}; nothing is split over k, so each element is one sum in one order and has the
 * same bits on any number of threads.
 *
 * <p>What limits it: the arithmetic units. What is left to gain lies outside of a single product: weights packed once
 * ({@code SimdBackend.linear}), and the bias and the activation added while a tile is still in the cache ({@code Epilogue}).
 */
public final class Rung7Parallel implements Rung {
    private final SimdBackend backend;

    public Rung7Parallel(Workers workers) {
        this.backend = new SimdBackend(workers);
    }

    @Override
    public String gains() {
        return "taller tile, blocks over the threads";
    }

    @Override
    public void multiply(float[] a, float[] b, float[] c, int m, int k, int n) {
        Tensor left = backend.adopt(a, Shape.of(m, k));
        Tensor right = backend.adopt(b, Shape.of(k, n));
        Tensor product = backend.adopt(c, Shape.of(m, n));
        backend.matmul(left, right, 1, 0, product);
    }
}
