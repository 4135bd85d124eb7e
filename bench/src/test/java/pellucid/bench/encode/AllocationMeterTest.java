package pellucid.bench.encode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pellucid.tensor.backend.Workers;

class AllocationMeterTest {
    private final byte[][] kept = new byte[4][];

    @Test
    void whatOtherThreadsAllocateCountsToo() {
        try (Workers workers = new Workers(2)) {
            Runnable work = () -> workers.run(4, i -> kept[i] = new byte[1 << 20]);
            work.run();
            assertThat(AllocationMeter.bytes(work)).isBetween(4L << 20, 5L << 20);
        }
    }
}
