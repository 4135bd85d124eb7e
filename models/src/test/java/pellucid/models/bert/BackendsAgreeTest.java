package pellucid.models.bert;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pellucid.tensor.backend.Backends;

/** One step of training on tiny-bert, dropout included: every backend against the reference in float64. */
class BackendsAgreeTest {
    @ParameterizedTest
    @ValueSource(strings = {"reference", "ejml", "simd"})
    void oneStepOfTraining(String backend) {
        OneStep.isTheReferences(Backends.byName(backend));
    }
}
