package pellucid.tensor.backend.contract;

import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import pellucid.tensor.Backend;
import pellucid.tensor.backend.Backends;
import pellucid.tensor.backend.Workers;
import pellucid.tensor.backend.ejml.EjmlBackend;
import pellucid.tensor.backend.reference.ReferenceBackend;
import pellucid.tensor.backend.simd.SimdBackend;

/** Every backend of this module that runs here, against the contract. */
class BackendContractTest {
    /** The backends of this module, made with a number of threads; those of other modules have this test there. */
    private static final Map<String, IntFunction<Backend>> OF_THREADS = Map.of(
            "simd", threads -> new SimdBackend(new Workers(threads)),
            "ejml", threads -> new EjmlBackend(),
            "reference", threads -> new ReferenceBackend());

    @TestFactory
    Stream<DynamicContainer> everyBackendFulfilsTheContract() {
        return Backends.ladder().stream()
                .filter(rung ->
                        rung.runs() && OF_THREADS.containsKey(rung.provider().name()))
                .map(rung -> checked(rung.provider().create()));
    }

    private static DynamicContainer checked(Backend candidate) {
        Backend reference = new ReferenceBackend();
        return DynamicContainer.dynamicContainer(
                candidate.name(),
                BackendContract.checks(OF_THREADS.get(candidate.name())).stream()
                        .map(check -> DynamicTest.dynamicTest(check.name(), () -> check.run(candidate, reference))));
    }
}
