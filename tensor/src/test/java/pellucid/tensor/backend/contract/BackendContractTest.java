package pellucid.tensor.backend.contract;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import pellucid.tensor.Backend;
import pellucid.tensor.backend.Backends;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** Every backend of this module that runs here, against the contract. */
class BackendContractTest {
    /** Backends of other modules have this test there. */
    private static final List<String> HERE = List.of("simd", "ejml", "reference");

    @TestFactory
    Stream<DynamicContainer> everyBackendFulfilsTheContract() {
        return Backends.ladder().stream()
                .filter(rung -> rung.runs() && HERE.contains(rung.provider().name()))
                .map(rung -> checked(rung.provider().create()));
    }

    private static DynamicContainer checked(Backend candidate) {
        Backend reference = new ReferenceBackend();
        return DynamicContainer.dynamicContainer(
                candidate.name(),
                BackendContract.checks().stream()
                        .map(check -> DynamicTest.dynamicTest(check.name(), () -> check.run(candidate, reference))));
    }
}
