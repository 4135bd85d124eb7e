package pellucid.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.Dropout;
import pellucid.tensor.OptimizerOps.AdamW;
import pellucid.tensor.Philox;
import pellucid.tensor.Pooling;
import pellucid.tensor.Segments;
import pellucid.tensor.Tensor;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** What the contract suite does not ask of random numbers and optimisers: bits, edges, and that nobody waits. */
@EmulatedCuda
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainingKernelsTest {
    private final Backend reference = new ReferenceBackend();
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
    void workAtOnceAgain() {
        EmulatedDriver.deferred(false);
    }

    @Test
    void uniformNumbersHaveTheReferencesBits() {
        Tensor wanted = reference.zeros(1003);
        Tensor found = cuda.zeros(1003);
        reference.uniform(wanted, -0.3, 0.45, -7);
        cuda.uniform(found, -0.3, 0.45, -7);
        assertThat(found.toFloats()).containsExactly(wanted.toFloats());
    }

    @Test
    void normalNumbersAreTheReferencesToTheLastBit() {
        Tensor wanted = reference.zeros(1003);
        Tensor found = cuda.zeros(1003);
        reference.normal(wanted, 1, 0.02, 1L << 40);
        cuda.normal(found, 1, 0.02, 1L << 40);
        assertThat(found.toFloats()).containsExactly(wanted.toFloats(), within(Math.ulp(1f)));
    }

    @Test
    void aNumberEqualToTheProbabilityIsKept() {
        long seed = 5;
        double number = Philox.uniform(seed, 9);
        Tensor ones = cuda.zeros(10);
        cuda.fill(ones, 1);
        Tensor out = cuda.zeros(10);
        cuda.dropout(ones, new Dropout(number, seed, 0), out);
        assertThat(out.toFloats()[9]).isEqualTo((float) (1 / (1 - number)));
        cuda.dropout(ones, new Dropout(Math.nextUp(number), seed, 0), out);
        assertThat(out.toFloats()[9]).isZero();
    }

    @Test
    void aSparseStepHasTheBitsOfTheDenseOne() {
        AdamW settings = new AdamW(0.01, 0.9, 0.999, 1e-8, 0.1, 3);
        Tensor[] dense = state();
        Tensor[] sparse = state();
        Tensor rows = cuda.ints(new int[] {4, 0, 6});
        Tensor rowGradients = cuda.zeros(3, 13);
        cuda.normal(rowGradients, 0, 1, 8);
        Tensor gradient = cuda.zeros(7, 13);
        cuda.scatterAddRows(rowGradients, rows, gradient);
        for (int step = 0; step < 3; step++) {
            cuda.adamW(dense[0], gradient, dense[1], dense[2], settings);
            cuda.adamWSparse(sparse[0], rows, rowGradients, sparse[1], sparse[2], settings);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(sparse[i].toFloats()).containsExactly(dense[i].toFloats());
        }
    }

    private Tensor[] state() {
        Tensor[] state = {cuda.zeros(7, 13), cuda.zeros(7, 13), cuda.zeros(7, 13)};
        cuda.normal(state[0], 0, 1, 1);
        cuda.normal(state[1], 0, 0.1, 2);
        cuda.uniform(state[2], 0.001, 0.1, 3);
        return state;
    }

    /** With work that waits until somebody waits for it: whoever asked the device for a number would start the work. */
    @Test
    void nobodyWaitsForTheDeviceInAForwardAndBackwardPass() {
        Segments segments = Segments.ofLengths(3, 5);
        int hidden = 64;
        Tensor table = cuda.zeros(9, hidden);
        cuda.normal(table, 0, 1, 1);
        Tensor gamma = cuda.zeros(hidden);
        Tensor weight = cuda.zeros(3 * hidden, hidden);
        cuda.normal(weight, 0, 0.1, 2);
        Tensor ids = cuda.ints(new int[] {8, 1, 2, 3, 1, 0, 0, 5});
        Tensor labels = cuda.ints(new int[] {1, 0});
        Tensor warm = cuda.zeros(8, hidden);
        cuda.pool(Pooling.MEAN, warm, segments, 0, cuda.zeros(2, hidden));
        cuda.attention(
                cuda.zeros(8, 3 * hidden), segments, 2, 1, Dropout.NONE, cuda.zeros(2 * segments.scores()), warm);
        cuda.synchronize();

        EmulatedDriver.deferred(true);
        long before = EmulatedDriver.launches();
        Dropout dropout = new Dropout(0.1, 1, 0);
        Tensor x = cuda.zeros(8, hidden);
        Tensor normalized = cuda.zeros(8, hidden);
        Tensor rstd = cuda.zeros(8);
        cuda.embeddingLayerNorm(table, table, table, ids, ids, ids, gamma, gamma, 1e-12, normalized, rstd, x);
        cuda.dropout(x, dropout, x);
        Tensor qkv = cuda.zeros(8, 3 * hidden);
        cuda.linear(x, weight, null, Activation.NONE, null, qkv);
        Tensor probabilities = cuda.zeros(2 * segments.scores());
        Tensor context = cuda.zeros(8, hidden);
        cuda.attention(qkv, segments, 2, 0.2, dropout, probabilities, context);
        Tensor pooled = cuda.zeros(2, hidden);
        cuda.pool(Pooling.MEAN, context, segments, 0, pooled);
        Tensor logits = cuda.zeros(2, 2);
        cuda.matmul(pooled, pooled.transpose(0, 1), 1, 0, logits);
        Tensor chances = cuda.zeros(2, 2);
        Tensor losses = cuda.zeros(2);
        cuda.crossEntropy(logits, labels, chances, losses);

        Tensor dLogits = cuda.zeros(2, 2);
        cuda.crossEntropyBackward(chances, labels, losses, dLogits);
        Tensor dPooled = cuda.zeros(2, hidden);
        cuda.matmul(dLogits, pooled, 1, 0, dPooled);
        Tensor dContext = cuda.zeros(8, hidden);
        cuda.poolBackward(Pooling.MEAN, context, segments, 0, dPooled, dContext);
        Tensor dQkv = cuda.zeros(8, 3 * hidden);
        cuda.attentionBackward(qkv, segments, 2, 0.2, dropout, probabilities, dContext, dQkv);
        Tensor dx = cuda.zeros(8, hidden);
        Tensor dWeight = cuda.zeros(3 * hidden, hidden);
        cuda.linearBackward(x, weight, Activation.NONE, null, dQkv, dx, dWeight, null);
        Tensor dTable = cuda.zeros(9, hidden);
        for (int use = 0; use < 6; use++) {
            cuda.scatterAddRows(dx, cuda.ints(ids.toInts()), dTable);
        }
        Tensor moment = cuda.zeros(3 * hidden, hidden);
        cuda.adamW(weight, dWeight, moment, cuda.zeros(3 * hidden, hidden), new AdamW(0.1, 0.9, 0.99, 1e-8, 0, 1));
        assertThat(EmulatedDriver.launches())
                .as("kernels that ran before anybody waited")
                .isEqualTo(before);
        cuda.synchronize();
        assertThat(EmulatedDriver.launches()).isGreaterThan(before + 15);
    }

    @Test
    void idsThatTheHostWroteAreReadWithoutTheDevice() {
        Tensor ids = cuda.ints(new int[] {4, 0, -6, 7});
        EmulatedDriver.deferred(true);
        Tensor ones = cuda.zeros(4);
        cuda.fill(ones, 1);
        long before = EmulatedDriver.launches();
        assertThat(ids.toInts()).containsExactly(4, 0, -6, 7);
        assertThat(ids.slice(0, 1, 3).toInts()).containsExactly(0, -6);
        assertThat(EmulatedDriver.launches()).isEqualTo(before);
        cuda.copy(ones, ids);
        assertThat(ids.toInts()).as("written by the device").containsExactly(1, 1, 1, 1);
        cuda.write(new int[] {9}, 0, ids.slice(0, 2, 3));
        assertThat(ids.toInts()).as("written in part").containsExactly(1, 1, 9, 1);
        cuda.fill(ids, 5);
        assertThat(ids.toInts()).as("filled").containsExactly(5, 5, 5, 5);
    }
}
