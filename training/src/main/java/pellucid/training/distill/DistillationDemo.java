package pellucid.training.distill;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.InputException;
import pellucid.training.StepReport;
import pellucid.training.TrainingListener;
import pellucid.training.TrainingOptions;
import pellucid.training.data.TextLines;
import pellucid.training.optim.Schedule;

/**
 * A small student of all-MiniLM-L6-v2, and what it has learned after a few minutes.
 *
 * <pre>  DistillationDemo TEXTS.txt [STEPS]     one text a line, such as the glosses of WordNet; 200 steps  </pre>
 *
 * <p>The last hundred texts are held out; the agreement with the teacher on them is printed before and after, and the cost
 * of each relation.
 */
public final class DistillationDemo {
    private static final int HELD_OUT = 100;
    private static final int HEADS = 12;
    private static final int BATCH = 16;
    private static final StudentConfig STUDENT = new StudentConfig(3, 192, HEADS);

    private DistillationDemo() {}

    /** Trains and prints. */
    public static void main(String[] arguments) {
        if (arguments.length < 1 || arguments.length > 2) {
            throw new InputException(
                    "DistillationDemo: " + arguments.length + " arguments; give TEXTS.txt and, if wanted, STEPS");
        }
        List<String> texts = new ArrayList<>();
        try (TextLines lines = TextLines.open(Path.of(arguments[0]))) {
            lines.forEachRemaining(texts::add);
        }
        if (texts.size() < 2 * HELD_OUT) {
            throw new InputException(
                    arguments[0] + " has " + texts.size() + " texts; give " + 2 * HELD_OUT + " or more, one a line");
        }
        int steps = arguments.length == 2 ? steps(arguments[1]) : 200;
        int cut = texts.size() - HELD_OUT;
        run(SentenceEncoder.load("all-MiniLM-L6-v2"), texts.subList(0, cut), texts.subList(cut, texts.size()), steps);
    }

    private static int steps(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw new InputException("DistillationDemo: '" + text + "' is not a number of steps", notANumber);
        }
    }

    private static void run(SentenceEncoder teacher, List<String> texts, List<String> heldOut, int steps) {
        int hidden = teacher.model().bert().config().hiddenSize();
        System.out.println("cost for a text of 32 tokens, teacher and student:");
        for (Relation relation : Relation.all(HEADS)) {
            Relation.Cost own = relation.cost(32, hidden);
            Relation.Cost learned = relation.cost(32, STUDENT.hiddenSize());
            System.out.printf(
                    Locale.ROOT,
                    "  %-22s %,9d and %,9d multiply-adds, %,d probabilities%n",
                    relation,
                    own.multiplyAdds(),
                    learned.multiplyAdds(),
                    learned.probabilities());
        }
        TrainingOptions options = TrainingOptions.DEFAULTS
                .withMaxSteps(steps)
                .withBatchSize(BATCH)
                .withLearningRate(5e-4)
                .withSchedule(Schedule.linear().withWarmupRatio(0.1))
                .withWeightDecay(0.01);
        Distillation distillation = new Distillation(encoder -> RelationDistillation.v2(encoder, HEADS), options, 1);
        RelationDistillation method = distillation.method().apply(teacher);
        System.out.println("before: " + Agreement.of(method, STUDENT.untrained(teacher, 1), heldOut));
        SentenceEncoder student = distillation.student(teacher, STUDENT, texts, new TrainingListener() {
            @Override
            public void stepped(StepReport report) {
                if (report.step() % 20 == 0) {
                    System.out.printf(Locale.ROOT, "step %d: loss %.4f%n", report.step(), report.loss());
                }
            }
        });
        System.out.println("after:  " + Agreement.of(method, student, heldOut));
        System.out.printf(
                Locale.ROOT,
                "parameters: %,d of the teacher's %,d%n",
                student.model().bert().config().parameterCount(),
                teacher.model().bert().config().parameterCount());
    }
}
