package pellucid.models.bert;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import pellucid.cuda.CudaBackend;
import pellucid.models.EmulatedCuda;
import pellucid.tensor.Backend;

/** What {@link BackendsAgreeTest} asks of the other backends, on the emulated CUDA driver. */
@Tag("cuda")
class OneStepOnCudaTest {
    @Test
    void oneStepOfTraining() {
        EmulatedCuda.assumeBuilt();
        try (Backend cuda = new CudaBackend()) {
            OneStep.isTheReferences(cuda);
        }
    }
}
