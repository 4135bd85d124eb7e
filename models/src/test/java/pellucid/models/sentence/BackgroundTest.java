package pellucid.models.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pellucid.tensor.InputException;

@Timeout(60)
class BackgroundTest {
    @Test
    void theValueIsMadeWhileTheCallerGoesOn() {
        CountDownLatch callerWentOn = new CountDownLatch(1);
        Background<String> name = Background.start("made-beside", () -> {
            await(callerWentOn);
            return Thread.currentThread().getName();
        });
        callerWentOn.countDown();
        assertThat(name.get()).isEqualTo("made-beside");
    }

    @Test
    void aProgramNeedNotWaitForIt() {
        assertThat(Background.start("a", () -> Thread.currentThread().isDaemon())
                        .get())
                .isTrue();
    }

    @Test
    void aFailureIsThrownAsItIs() {
        InputException refusal = new InputException("the tokenizer is broken");
        Background<String> failed = Background.start("a", () -> {
            throw refusal;
        });
        assertThatThrownBy(failed::get).isSameAs(refusal);
        Error error = new NoClassDefFoundError("vector");
        Background<String> gone = Background.start("a", () -> {
            throw error;
        });
        assertThatThrownBy(gone::get).isSameAs(error);
    }

    @Test
    void anInterruptIsKeptForTheCaller() {
        Thread caller = Thread.currentThread();
        caller.interrupt();
        Background<Integer> value = Background.start("a", () -> {
            // The value is made only when the wait for it has taken note of the interrupt.
            while (caller.isInterrupted()) {
                Thread.onSpinWait();
            }
            return 7;
        });
        assertThat(value.get()).isEqualTo(7);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
