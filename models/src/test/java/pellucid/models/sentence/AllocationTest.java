package pellucid.models.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import pellucid.models.Goldens;
import pellucid.tensor.backend.Backends;

/** Garbage per sentence, measured without a clock: boxing or a copy per token would show at once. */
class AllocationTest {
    private static final int TEXTS = 200;
    /** Measured: see the assertion's message; most of it is the tokenizer's and the views of attention's heads. */
    private static final long BYTES_PER_SENTENCE = 40_000;

    @Test
    void bytesPerSentenceAreBounded() {
        SentenceEncoder encoder = SentenceEncoder.load(Goldens.tinyBert(), Backends.get());
        List<String> texts = Collections.nCopies(TEXTS, "the cat sat on the mat and a dog ran on the sea");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long before = allocated(threads);
            encoder.encode(texts);
            least = Math.min(least, allocated(threads) - before);
        }
        assertThat(least / TEXTS).as("bytes per sentence").isBetween(32L * Float.BYTES, BYTES_PER_SENTENCE);
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
