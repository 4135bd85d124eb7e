package pellucid.models.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pellucid.models.Goldens;
import pellucid.tensor.backend.Backends;

/** Garbage per sentence, measured without a clock: boxing or a copy per token would show at once. */
class AllocationTest {
    private static final int TEXTS = 100;
    /** Before a kernel is compiled its vectors are objects; so rounds go on until the compilers are through. */
    private static final int MOST_ROUNDS = 2_000;

    /** The reference backend takes 32,000 bytes for these 14 tokens, most of it for the views of attention's heads. */
    @ParameterizedTest
    @CsvSource({"reference, 50000", "ejml, 50000", "simd, 8000"})
    void bytesPerSentenceAreBounded(String backend, long bound) {
        SentenceEncoder encoder = SentenceEncoder.load(Goldens.tinyBert(), Backends.byName(backend));
        List<String> texts = Collections.nCopies(TEXTS, "the cat sat on the mat and a dog ran on the sea");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < MOST_ROUNDS && (round < 3 || least / TEXTS > bound); round++) {
            long before = allocated(threads);
            encoder.encode(texts);
            least = Math.min(least, allocated(threads) - before);
        }
        assertThat(least / TEXTS).as("bytes per sentence").isBetween(32L * Float.BYTES, bound);
    }

    /** By all threads: the workers' part counts too. */
    private static long allocated(ThreadMXBean threads) {
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(bytes, 0);
        }
        return sum;
    }
}
