package pellucid.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pellucid.cuda.launch.Grid;
import pellucid.tensor.Dropout;
import pellucid.tensor.Segments;
import pellucid.tensor.Tensor;

/** The steps of the attention lesson give one result; the contract suite compares the last one with the reference. */
@EmulatedCuda
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttentionKernelsTest {
    private static final Segments BATCH = Segments.ofLengths(1, 0, 33, 7, 40);
    private static final int HEADS = 2;
    private static final float SCALE = 0.3f;

    private CudaBackend cuda;

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
        EmulatedDriver.order(EmulatedDriver.Order.FORWARD, 0);
    }

    private Tensor normal(int seed, int... dims) {
        Tensor tensor = cuda.zeros(dims);
        Random random = new Random(seed);
        float[] values = new float[tensor.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        cuda.write(values, 0, tensor);
        return tensor;
    }

    private Tensor scoreOffsets() {
        int[] sums = new int[BATCH.count() + 1];
        for (int s = 0; s < BATCH.count(); s++) {
            sums[s + 1] = sums[s] + BATCH.length(s) * BATCH.length(s);
        }
        return cuda.ints(sums);
    }

    private static void isClose(String what, Tensor found, Tensor wanted, double tolerance) {
        float[] numbers = found.toFloats();
        float[] expected = wanted.toFloats();
        for (int i = 0; i < expected.length; i++) {
            assertThat(numbers[i]).as("%s, number %d", what, i).isCloseTo(expected[i], within((float) tolerance));
        }
    }

    @ParameterizedTest
    @EnumSource(EmulatedDriver.Order.class)
    void threeKernelsGiveWhatTheFusedOneGives(EmulatedDriver.Order order) {
        EmulatedDriver.order(order, 3);
        Dropout dropout = new Dropout(0.25, 17, 1003);
        for (int headDim : new int[] {5, 32, 64}) {
            int hidden = HEADS * headDim;
            Tensor qkv = normal(headDim, BATCH.total(), 3 * hidden);
            Tensor probabilities = cuda.zeros(HEADS * BATCH.scores());
            Tensor out = cuda.zeros(BATCH.total(), hidden);
            cuda.attention(qkv, BATCH, HEADS, SCALE, dropout, probabilities, out);

            Tensor offsets = cuda.ints(BATCH.offsets());
            Tensor scoreOffsets = scoreOffsets();
            Tensor scores = cuda.zeros(HEADS * BATCH.scores());
            Tensor stepwise = cuda.zeros(BATCH.total(), hidden);
            Grid tiles = Grid.blocks(BATCH.count(), 2, HEADS, 64);
            cuda.launch(
                    "attention_1_scores", tiles, qkv, 3 * hidden, offsets, scoreOffsets, HEADS, headDim, SCALE, scores);
            cuda.launch("attention_1_softmax", tiles, offsets, scoreOffsets, HEADS, headDim, scores);
            cuda.launch(
                    "attention_1_values",
                    tiles,
                    qkv,
                    3 * hidden,
                    offsets,
                    scoreOffsets,
                    HEADS,
                    headDim,
                    dropout.seed(),
                    dropout.offset(),
                    0.25f,
                    4f / 3,
                    scores,
                    stepwise,
                    hidden);
            isClose("probabilities", scores, probabilities, 2e-6);
            isClose("result", stepwise, out, 5e-6);
        }
    }

    @Test
    void theResultHasTheSameBitsWhetherProbabilitiesAreKeptOrNot() {
        for (int headDim : new int[] {5, 32, 64}) {
            int hidden = HEADS * headDim;
            Tensor qkv = normal(headDim, BATCH.total(), 3 * hidden);
            Tensor with = cuda.zeros(BATCH.total(), hidden);
            Tensor without = cuda.zeros(BATCH.total(), hidden);
            Dropout dropout = new Dropout(0.1, 3, 2);
            cuda.attention(qkv, BATCH, HEADS, SCALE, dropout, cuda.zeros(HEADS * BATCH.scores()), with);
            cuda.attention(qkv, BATCH, HEADS, SCALE, dropout, null, without);
            assertThat(with.toFloats()).containsExactly(without.toFloats());
        }
    }
}
