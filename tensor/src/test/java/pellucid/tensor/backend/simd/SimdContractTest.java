package pellucid.tensor.backend.simd;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import pellucid.tensor.Backend;
import pellucid.tensor.backend.Workers;
import pellucid.tensor.backend.contract.BackendContract;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** The contract on a vector width that was asked for; on the processor's own, BackendContractTest has it. */
@EnabledIfSystemProperty(named = Lanes.PROPERTY, matches = "\\d+")
class SimdContractTest {
    @TestFactory
    Stream<DynamicTest> thisWidthFulfilsTheContract() {
        Backend candidate = new SimdBackend(Workers.shared());
        Backend reference = new ReferenceBackend();
        return BackendContract.checks().stream()
                .map(check -> DynamicTest.dynamicTest(check.name(), () -> check.run(candidate, reference)));
    }
}
