package pellucid.cuda;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.JUnitException;

/**
 * Marks tests that run on the emulated CUDA driver. Where that could not be built, for want of g++, they are skipped; with
 * the environment's {@code PELLUCID_EMULATOR=required} they fail instead.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(EmulatedCuda.Condition.class)
public @interface EmulatedCuda {
    /** Looks for the emulated driver. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return evaluate(Files.exists(EmulatedDriver.library()), System.getenv("PELLUCID_EMULATOR"));
        }

        static ConditionEvaluationResult evaluate(boolean built, String wish) {
            if (built) {
                return ConditionEvaluationResult.enabled("the emulated CUDA driver is there");
            }
            String why = "the emulated CUDA driver was not built (src/test/cuda/build-emulator.sh needs g++ on Linux)";
            if ("required".equals(wish)) {
                throw new JUnitException(why + ", and PELLUCID_EMULATOR=required asks for it");
            }
            return ConditionEvaluationResult.disabled(why);
        }
    }
}
