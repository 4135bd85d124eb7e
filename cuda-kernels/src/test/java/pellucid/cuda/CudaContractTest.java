package pellucid.cuda;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import pellucid.tensor.Backend;
import pellucid.tensor.backend.contract.BackendContract;
import pellucid.tensor.backend.reference.ReferenceBackend;

/**
 * The whole contract on the emulated driver: loading of modules, packing of arguments, launches, copies, the kernels. In
 * every build each launch runs its threads in another order than the one before; the slow tests go through the suite once
 * for each order.
 */
@EmulatedCuda
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CudaContractTest {
    private final Backend reference = new ReferenceBackend();
    private Backend candidate;

    @BeforeAll
    void open() {
        candidate = new CudaBackend();
    }

    @AfterAll
    void close() {
        candidate.close();
    }

    @AfterEach
    void restore() {
        EmulatedDriver.order(EmulatedDriver.Order.FORWARD, 0);
        EmulatedDriver.deferred(false);
    }

    /** Work also waits in its stream as long as it may, so that whoever reads too early reads what was there before. */
    @TestFactory
    Stream<DynamicTest> withThreadsInAllOrdersByTurns() {
        EmulatedDriver.deferred(true);
        return checks(EmulatedDriver.Order.IN_TURN);
    }

    @Tag("slow")
    @TestFactory
    Stream<DynamicTest> withThreadsForward() {
        return checks(EmulatedDriver.Order.FORWARD);
    }

    @Tag("slow")
    @TestFactory
    Stream<DynamicTest> withThreadsInReverse() {
        return checks(EmulatedDriver.Order.REVERSE);
    }

    @Tag("slow")
    @TestFactory
    Stream<DynamicTest> withThreadsAtRandom() {
        return checks(EmulatedDriver.Order.RANDOM);
    }

    private Stream<DynamicTest> checks(EmulatedDriver.Order order) {
        EmulatedDriver.order(order, 20240229);
        return BackendContract.checks().stream()
                .map(check -> DynamicTest.dynamicTest(check.name(), () -> check.run(candidate, reference)));
    }
}
