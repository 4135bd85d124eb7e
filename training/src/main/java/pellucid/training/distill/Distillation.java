package pellucid.training.distill;

import java.util.List;
import java.util.function.Function;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.training.CheckpointPlan;
import pellucid.training.Trainer;
import pellucid.training.TrainingListener;
import pellucid.training.TrainingOptions;
import pellucid.training.data.Example;
import pellucid.training.data.ExampleSet;

/**
 * Makes students of a teacher from plain texts.
 *
 * <pre>{@code
 * Distillation distillation = new Distillation(teacher -> RelationDistillation.v2(teacher, 12), options, 1);
 * SentenceEncoder student = distillation.student(teacher, new StudentConfig(3, 192, 12), texts, new TrainingLog(file));
 * }</pre>
 *
 * @param method what a student learns from a teacher
 * @param options of the training of each student
 * @param seed of the student's first weights
 */
public record Distillation(Function<SentenceEncoder, RelationDistillation> method, TrainingOptions options, long seed) {

    /**
     * A student that learns from the teacher itself.
     *
     * @param listener is told how the training goes
     */
    public SentenceEncoder student(
            SentenceEncoder teacher, StudentConfig config, List<String> texts, TrainingListener listener) {
        SentenceEncoder student = config.untrained(teacher, seed);
        ExampleSet examples = new ExampleSet(
                "the texts to distil on",
                List.of("text"),
                texts.stream()
                        .map(text -> new Example(List.of(text), Double.NaN))
                        .toList());
        new Trainer(student, method.apply(teacher), examples, options)
                .listener(listener)
                .train();
        return student;
    }

    /**
     * A student that learns from an assistant that learned from the teacher: two trainings, one after the other. It is
     * worth its time where {@link StudentConfig#needsAssistant} says so. Checkpoints, where the options want them, lie in
     * the folders {@code assistant} and {@code student}.
     */
    public SentenceEncoder studentOfAssistant(
            SentenceEncoder teacher, StudentConfig config, List<String> texts, TrainingListener listener) {
        StudentConfig between = config.assistant(teacher.model().bert().config());
        SentenceEncoder assistant = savingIn("assistant").student(teacher, between, texts, listener);
        return savingIn("student").student(assistant, config, texts, listener);
    }

    /** The same, with its checkpoints in a folder of its own below that of the options. */
    private Distillation savingIn(String part) {
        CheckpointPlan plan = options.checkpoints();
        if (plan.folder() == null) {
            return this;
        }
        CheckpointPlan own = new CheckpointPlan(plan.folder().resolve(part), plan.everySteps(), plan.resume());
        return new Distillation(method, options.withCheckpoints(own), seed);
    }
}
