package pellucid.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import pellucid.tensor.InputException;

/** The defaults of sentence-transformers, and what no option may be. */
class TrainingOptionsTest {
    @Test
    void optionsAreChecked() {
        TrainingOptions options = TrainingOptions.DEFAULTS;
        assertThat(options.learningRate()).isEqualTo(5e-5);
        assertThat(options.batchSize()).isEqualTo(8);
        assertThat(options.epochs()).isEqualTo(3);
        assertThat(options.clipNorm()).isEqualTo(1);
        assertThatThrownBy(() -> options.withEpochs(0))
                .isInstanceOf(InputException.class)
                .hasMessage("the number of epochs is 0; it must be at least 1");
        assertThatThrownBy(() -> options.withBatchSize(0)).hasMessageContaining("batch size is 0");
        assertThatThrownBy(() -> options.withAccumulation(0)).hasMessageContaining("batches a step is 0");
        assertThatThrownBy(() -> options.withLearningRate(-1)).hasMessageContaining("learning rate is -1.0");
        assertThatThrownBy(() -> options.withLearningRate(Double.NaN)).hasMessageContaining("learning rate is NaN");
        assertThatThrownBy(() -> options.withDropout(1)).hasMessageContaining("dropout is 1.0");
        assertThatThrownBy(() -> options.withClipNorm(-1)).hasMessageContaining("norm to clip at is -1.0");
        assertThatThrownBy(() -> options.withFrozenLayers(-2)).hasMessageContaining("frozen layers is -2");
        assertThatThrownBy(() -> EvaluationPlan.DEFAULTS.withEverySteps(-1)).hasMessageContaining("every -1 steps");
        assertThatThrownBy(() -> EvaluationPlan.DEFAULTS.withEarlyStopping(-1, 0))
                .hasMessageContaining("patience is -1");
        assertThatThrownBy(() -> CheckpointPlan.NONE.withResume(true)).hasMessageContaining("need a folder");
    }
}
