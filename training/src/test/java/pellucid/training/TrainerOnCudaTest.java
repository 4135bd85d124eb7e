package pellucid.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import pellucid.cuda.CudaBackend;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.Backend;
import pellucid.tensor.backend.reference.ReferenceBackend;

/** A training of tiny-bert on the emulated CUDA driver, step by step beside the same on the reference backend. */
@Tag("cuda")
class TrainerOnCudaTest {
    private static final TrainingOptions OPTIONS = TinyTraining.OPTIONS
            .withEpochs(1)
            .withAccumulation(1)
            .withClipNorm(1)
            .withEvaluation(EvaluationPlan.DEFAULTS);

    private record Outcome(List<StepReport> steps, float[] embedding) {}

    private static Outcome train(Backend backend) {
        SentenceEncoder encoder = TinyTraining.encoder(backend);
        List<StepReport> steps = new ArrayList<>();
        new Trainer(encoder, TinyTraining.mnrl(), TinyTraining.pairs(12), OPTIONS)
                .listener(new TrainingListener() {
                    @Override
                    public void stepped(StepReport report) {
                        steps.add(report);
                    }
                })
                .train();
        return new Outcome(steps, encoder.encode("a red fish can walk"));
    }

    /** Losses, norms of gradients (clipped), and what AdamW has made of the model in three steps, dropout included. */
    @Test
    void threeSteps() {
        EmulatedCuda.assumeBuilt();
        Outcome expected = train(new ReferenceBackend());
        Outcome actual;
        try (Backend cuda = new CudaBackend()) {
            actual = train(cuda);
        }
        assertThat(actual.steps()).hasSize(3).hasSameSizeAs(expected.steps());
        for (int i = 0; i < 3; i++) {
            StepReport wanted = expected.steps().get(i);
            StepReport found = actual.steps().get(i);
            assertThat(found.loss()).as("loss of step " + i).isCloseTo(wanted.loss(), within(1e-4 * wanted.loss()));
            assertThat(found.gradientNorm())
                    .as("norm of step " + i)
                    .isCloseTo(wanted.gradientNorm(), within(1e-3 * wanted.gradientNorm()));
        }
        assertThat(actual.embedding()).containsExactly(expected.embedding(), within(1e-3f));
    }
}
