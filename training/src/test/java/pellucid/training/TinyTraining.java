package pellucid.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.models.sentence.SentenceFolderWriter;
import pellucid.tensor.Backend;
import pellucid.tensor.PellucidException;
import pellucid.tensor.backend.Backends;
import pellucid.training.data.Example;
import pellucid.training.data.ExampleSet;
import pellucid.training.loss.EmbeddingObjective;
import pellucid.training.loss.Mnrl;
import pellucid.training.monitor.TrainingLog;
import pellucid.training.optim.Schedule;

/**
 * A training of tiny-bert on a few pairs, also as a process of its own that {@link ResumeTest} starts, kills and starts
 * again.
 */
final class TinyTraining {
    static final int REFUSED = 3;
    static final int KILLED = 9;

    /** In the source tree, where it is a folder also while the modules are jars. */
    private static final Path TINY_BERT = Path.of("../models/src/main/resources/pellucid/models/tiny-bert");

    private static final String[] ADJECTIVES = {"big", "small", "red", "blue", "old", "new", "warm", "cold"};
    private static final String[] NOUNS = {"cat", "dog", "bird", "fish", "tree"};
    private static final String[] VERBS = {"run", "sit", "walk", "eat"};

    static final TrainingOptions OPTIONS = TrainingOptions.DEFAULTS
            .withEpochs(2)
            .withBatchSize(4)
            .withAccumulation(2)
            .withLearningRate(5e-3)
            .withSchedule(Schedule.linear().withWarmupRatio(0.2))
            .withWeightDecay(0.01)
            .withDropout(0.1)
            .withEvaluation(EvaluationPlan.DEFAULTS.withEverySteps(3).withKeepBest(true));

    private TinyTraining() {}

    static SentenceEncoder encoder() {
        return encoder(Backends.get());
    }

    static SentenceEncoder encoder(Backend backend) {
        return SentenceEncoder.load(TINY_BERT, backend);
    }

    /** Pairs (up to 40) of which no two are alike. */
    static ExampleSet pairs(int count) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String thing = ADJECTIVES[i % 8] + " " + NOUNS[i % 5];
            examples.add(new Example("the " + thing, "a " + thing + " can " + VERBS[i % 4]));
        }
        return new ExampleSet("tiny pairs", List.of("anchor", "positive"), examples);
    }

    /** The same pairs, of which each has the number of a class. */
    static ExampleSet classes(int count, int classes) {
        List<Example> examples = new ArrayList<>();
        for (Example pair : pairs(count).examples()) {
            examples.add(new Example(pair.texts(), examples.size() % classes));
        }
        return new ExampleSet("classes", List.of("sentence1", "sentence2"), examples);
    }

    static EmbeddingObjective mnrl() {
        return new EmbeddingObjective(new Mnrl());
    }

    /** The mean cosine of the pairs less that of anything else; counts how often it was asked. */
    static final class Contrast implements Evaluator {
        private final ExampleSet pairs;
        int calls;

        Contrast(ExampleSet pairs) {
            this.pairs = pairs;
        }

        @Override
        public String name() {
            return "contrast";
        }

        @Override
        public Map<String, Double> evaluate(SentenceEncoder encoder) {
            calls++;
            double own = 0;
            double other = 0;
            int n = pairs.size();
            List<float[]> a = new ArrayList<>();
            List<float[]> b = new ArrayList<>();
            for (Example example : pairs.examples()) {
                a.add(encoder.encode(example.texts().get(0)));
                b.add(encoder.encode(example.texts().get(1)));
            }
            for (int i = 0; i < n; i++) {
                own += dot(a.get(i), b.get(i)) / n;
                other += dot(a.get(i), b.get((i + 1) % n)) / n;
            }
            Map<String, Double> metrics = new LinkedHashMap<>();
            metrics.put("own", own);
            metrics.put("contrast", own - other);
            return metrics;
        }

        @Override
        public String primaryMetric() {
            return "contrast";
        }

        private static double dot(float[] x, float[] y) {
            double sum = 0;
            for (int d = 0; d < x.length; d++) {
                sum += (double) x[d] * y[d];
            }
            return sum;
        }
    }

    /**
     * Trains in a folder, or goes on there: checkpoints, log.csv, and in the end the folder {@code model}.
     *
     * @param afterStep is told the number of each step
     */
    static void train(Path folder, TrainingOptions options, IntConsumer afterStep) {
        CheckpointPlan plan = CheckpointPlan.in(folder.resolve("checkpoints"))
                .withEverySteps(2)
                .withResume(true);
        SentenceEncoder encoder = encoder();
        new Trainer(encoder, mnrl(), pairs(38), options.withCheckpoints(plan))
                .evaluator(new Contrast(pairs(6)))
                .listener(new TrainingLog(folder.resolve("log.csv")))
                .listener(new TrainingListener() {
                    @Override
                    public void stepped(StepReport report) {
                        afterStep.accept(report.step());
                    }
                })
                .train();
        SentenceFolderWriter.write(encoder, folder.resolve("model"), "tiny");
    }

    /**
     * Trains in the folder {@code arguments[1]}.
     *
     * @param arguments {@code train}, or {@code half} to die in the middle of saving
     */
    public static void main(String[] arguments) {
        try {
            Path folder = Path.of(arguments[1]);
            Files.createDirectories(folder);
            if (arguments[0].equals("half")) {
                new CheckpointFolder(folder.resolve("checkpoints")).save(999, part -> {
                    Files.writeString(part.resolve("model.safetensors"), "half");
                    Runtime.getRuntime().halt(KILLED);
                });
            }
            train(folder, OPTIONS, step -> System.out.println("step " + step));
            System.exit(0);
        } catch (PellucidException failure) {
            System.out.println(failure.getMessage());
            System.exit(REFUSED);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
