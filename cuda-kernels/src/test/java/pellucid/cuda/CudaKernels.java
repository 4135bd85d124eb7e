package pellucid.cuda;

import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import pellucid.cuda.EmulatedDriver.Order;
import pellucid.tensor.Tensor;

/** What tests of single kernels start from: a backend on the emulated driver, and numbers to give to it. */
@EmulatedCuda
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CudaKernels {
    /** Around a warp, four of its numbers a lane, a block, and the longest row that a warp takes. */
    static final int[] LENGTHS = {1, 3, 7, 32, 33, 128, 207, 300, 384, 1000, 1024};

    CudaBackend cuda;

    @BeforeAll
    void open() {
        cuda = new CudaBackend();
    }

    @AfterAll
    void close() {
        cuda.close();
    }

    @AfterEach
    void threadsInOrderAgain() {
        run(Order.FORWARD);
    }

    /** Chooses in which order the threads of a block run from now on. */
    static void run(Order order) {
        EmulatedDriver.order(order, 11);
    }

    /** Normally distributed. */
    static float[] numbers(int seed, int count) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Rows of numbers that lie {@code gap} elements apart, beginning at element {@code offset} of their memory. */
    Tensor rows(float[] values, int rows, int columns, int gap, int offset) {
        Tensor room = cuda.zeros(offset + rows * (columns + gap));
        Tensor view = room.slice(0, offset, offset + rows * (columns + gap))
                .reshape(rows, columns + gap)
                .slice(1, 0, columns);
        cuda.write(values, 0, view);
        return view;
    }
}
