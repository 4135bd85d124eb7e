package pellucid.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Tests are skipped without the emulated driver, but never where it is required. */
class EmulatedCudaTest {
    @Test
    void skipsOrFailsWithOneSentence() {
        assertThat(EmulatedCuda.Condition.evaluate(true, "required").isDisabled())
                .isFalse();
        var skipped = EmulatedCuda.Condition.evaluate(false, null);
        assertThat(skipped.isDisabled()).isTrue();
        assertThat(skipped.getReason().orElseThrow()).contains("was not built").contains("needs g++");
        assertThatThrownBy(() -> EmulatedCuda.Condition.evaluate(false, "required"))
                .hasMessageContaining("needs g++")
                .hasMessageContaining("PELLUCID_EMULATOR=required");
    }
}
