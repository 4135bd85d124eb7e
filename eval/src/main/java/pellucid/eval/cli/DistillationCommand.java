package pellucid.eval.cli;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import pellucid.eval.data.Synset;
import pellucid.eval.data.WordNet;
import pellucid.eval.metric.Correlation;
import pellucid.eval.retrieval.Cosine;
import pellucid.models.bert.BertConfig;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.models.sentence.SentenceFolderWriter;
import pellucid.tensor.backend.Backends;
import pellucid.training.ModelCard;
import pellucid.training.StepReport;
import pellucid.training.TrainingListener;
import pellucid.training.TrainingOptions;
import pellucid.training.distill.Agreement;
import pellucid.training.distill.Distillation;
import pellucid.training.distill.Relation;
import pellucid.training.distill.RelationDistillation;
import pellucid.training.distill.StudentConfig;
import pellucid.training.distill.StudentSizes;
import pellucid.training.optim.Schedule;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code experiment distillation}: a small student learns what its teacher's self-attention relates. */
@Command(
        name = "distillation",
        sortOptions = false,
        description = "Distil a student from a model by MiniLM on WordNet's definitions, and show how far the two agree"
                + " on definitions held out, before and after.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  experiment distillation",
            "  experiment distillation --output student",
            "  experiment distillation --layers 2 --hidden 96 --steps 1000",
            "  experiment distillation --relations query-key,value-value --teacher-layer 5",
            "  experiment distillation --sizes"
        })
final class DistillationCommand implements Callable<Integer> {
    private static final int HELD_OUT = 100;
    private static final int BATCH = 16;
    private static final int NOTICED = 20;
    private static final int COST_TOKENS = 32;
    private static final int TIMED_TEXTS = 8;
    private static final int TIMED_TOKENS = 128;

    @ParentCommand
    private ExperimentCommand parent;

    @Spec
    private CommandSpec spec;

    @Option(names = "--layers", paramLabel = "N", defaultValue = "3", description = "of the student (default: 3)")
    private int layers;

    @Option(names = "--hidden", paramLabel = "N", defaultValue = "192", description = "of the student (default: 192)")
    private int hidden;

    @Mixin
    private RelationOption relation;

    @Option(
            names = "--assistant",
            description = "first distil an assistant as deep as the teacher and as wide as the student, which then"
                    + " teaches")
    private boolean assistant;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "200", description = "of 16 texts (default: 200)")
    private int steps;

    @Option(names = "--lr", paramLabel = "RATE", defaultValue = "5e-4", description = "learning rate (default: 5e-4)")
    private double learningRate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of the student's first weights and the order of the texts (default: 1)")
    private long seed;

    @Option(names = "--output", paramLabel = "DIR", description = "a folder for the student, to be fine-tuned by train")
    private Path output;

    @Option(
            names = "--sizes",
            description = "instead, count the parameters of the papers' students and time them, on random weights")
    private boolean sizes;

    @Mixin
    private ModelOption model;

    @Override
    public Integer call() {
        Output out = parent.output();
        if (sizes) {
            StudentSizes.markdown(StudentSizes.table(), Backends.get(), TIMED_TEXTS, TIMED_TOKENS)
                    .lines()
                    .forEach(out::result);
            return ExitCode.OK;
        }
        Usage.requireAtLeast(spec, "--layers", layers, 1);
        Usage.requireAtLeast(spec, "--hidden", hidden, 1);
        relation.check(spec);
        if (output != null) {
            SentenceFolderWriter.check(output);
        }
        Usage.requireAtLeast(spec, "--steps", steps, 1);
        SentenceEncoder teacher = model.encoder(out);
        List<String> texts =
                WordNet.synsets().stream().map(Synset::gloss).distinct().collect(Collectors.toList());
        Collections.shuffle(texts, new Random(seed));
        distil(teacher, texts.subList(HELD_OUT, texts.size()), texts.subList(0, HELD_OUT), out);
        return ExitCode.OK;
    }

    private void distil(SentenceEncoder teacher, List<String> texts, List<String> heldOut, Output out) {
        BertConfig large = teacher.model().bert().config();
        StudentConfig student = new StudentConfig(layers, hidden, large.numAttentionHeads());
        TrainingOptions options = TrainingOptions.DEFAULTS
                .withMaxSteps(steps)
                .withBatchSize(BATCH)
                .withLearningRate(learningRate)
                .withSchedule(Schedule.linear().withWarmupRatio(0.1))
                .withWeightDecay(0.01);
        Distillation distillation = new Distillation(encoder -> relation.of(spec, encoder), options, seed);
        RelationDistillation method = distillation.method().apply(teacher);
        SentenceEncoder untrained = student.untrained(teacher, seed);
        TrainingListener progress = new TrainingListener() {
            @Override
            public void stepped(StepReport report) {
                if (report.step() % NOTICED == 0) {
                    out.notice(
                            String.format(Locale.ROOT, "step %d/%d  loss %.4f", report.step(), steps, report.loss()));
                }
            }
        };
        SentenceEncoder small = assistant
                ? distillation.studentOfAssistant(teacher, student, texts, progress)
                : distillation.student(teacher, student, texts, progress);
        if (output != null) {
            SentenceFolderWriter.write(small, output, card(small));
        }
        out.result("before  " + Agreement.of(method, untrained, heldOut));
        out.result("after   " + Agreement.of(method, small, heldOut));
        double[] order = cosines(teacher, heldOut);
        out.result(String.format(
                Locale.ROOT,
                "vectors, not taught: rank correlation of all cosines %.4f -> %.4f",
                Correlation.spearman(order, cosines(untrained, heldOut)),
                Correlation.spearman(order, cosines(small, heldOut))));
        out.notice(
                "The student is taught the relations inside its last layer, not the vectors above it: what lies above"
                        + " keeps its random weights until the student is fine-tuned, for example with the loss mse or mnrl.");
        out.result(String.format(
                Locale.ROOT,
                "parameters  %,d of the teacher's %,d",
                small.model().bert().config().parameterCount(),
                large.parameterCount()));
        costs(large, method.relations(), out);
    }

    private String card(SentenceEncoder student) {
        return ModelCard.named(output.toAbsolutePath().normalize().getFileName().toString())
                .base(model.name())
                .losses("minilm")
                .setting("steps", Integer.toString(steps))
                .setting("batch size", Integer.toString(BATCH))
                .setting("learning rate", Double.toString(learningRate))
                .setting("seed", Long.toString(seed))
                .text(student);
    }

    /** Of all pairs of texts i &lt; j. */
    private static double[] cosines(SentenceEncoder encoder, List<String> texts) {
        Embeddings vectors = encoder.encode(texts);
        double[] cosines = new double[texts.size() * (texts.size() - 1) / 2];
        int next = 0;
        for (int i = 0; i < texts.size(); i++) {
            for (int j = i + 1; j < texts.size(); j++) {
                cosines[next++] = Cosine.similarity(vectors.row(i), vectors.row(j));
            }
        }
        return cosines;
    }

    private void costs(BertConfig large, List<Relation> taught, Output out) {
        out.result("");
        out.result("Multiply-adds of each relation for a text of " + COST_TOKENS + " tokens");
        for (Relation one : Relation.all(relation.heads())) {
            out.result(String.format(
                    Locale.ROOT,
                    "  %-22s teacher %,9d  student %,9d%s",
                    one,
                    one.cost(COST_TOKENS, large.hiddenSize()).multiplyAdds(),
                    one.cost(COST_TOKENS, hidden).multiplyAdds(),
                    taught.contains(one) ? "  taught" : ""));
        }
    }
}
