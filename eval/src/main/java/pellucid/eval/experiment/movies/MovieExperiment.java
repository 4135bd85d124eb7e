package pellucid.eval.experiment.movies;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import pellucid.eval.experiment.ExperimentProgress;
import pellucid.eval.experiment.TrainingWatch;
import pellucid.models.sentence.EncodeProgress;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.training.Measurements;
import pellucid.training.StepView;
import pellucid.training.Trainer;
import pellucid.training.TrainingOptions;
import pellucid.training.data.Batch;
import pellucid.training.data.ExampleSet;
import pellucid.training.data.FalseNegatives;
import pellucid.training.loss.CosineSimilarity;
import pellucid.training.loss.EmbeddingObjective;
import pellucid.training.loss.Mnrl;
import pellucid.training.optim.Schedule;

/** Trains every arm on the same films and asks each the same queries. */
final class MovieExperiment {
    private static final double LEARNING_RATE = 2e-5;
    private static final double WARMUP = 0.1;
    private static final int WARM_UP_STEPS = 6;

    private final MovieTable table;
    private final String name;
    private final Supplier<SentenceEncoder> model;
    private final MovieOptions options;
    private final ExperimentProgress progress;

    /**
     * @param name of the model
     * @param model a fresh copy of it for each arm
     */
    MovieExperiment(
            MovieTable table,
            String name,
            Supplier<SentenceEncoder> model,
            MovieOptions options,
            ExperimentProgress progress) {
        this.table = options.shuffle() ? table.shuffled(options.seed()) : table;
        this.name = name;
        this.model = model;
        this.options = options;
        this.progress = progress;
    }

    MovieResults run() {
        MovieSplit split = MovieSplit.of(table.movies(), options.seed());
        TrainingPairs pairs = new TrainingPairs(split.train(), options.pairs(), options.seed());
        QuerySet queries = QuerySet.of(split, pairs.queries(), options);
        Map<Arm, ArmResult> results = new EnumMap<>(Arm.class);
        SentenceEncoder base = model.get();
        MovieSearch search = new MovieSearch(base, queries, watched(Arm.BASE, "search"));
        results.put(Arm.BASE, search.result(Arm.BASE, ArmResult.Training.NONE));
        NegativePool pool = NegativePool.of(pairs.of(Arm.MNRL), watched(Arm.BASE, "negatives"), base);
        warmUp(pairs.positives(Arm.MNRL));
        for (Arm arm : Arm.values()) {
            if (arm.loss() != Arm.Loss.NONE) {
                ExampleSet examples = switch (arm.loss()) {
                    case COSINE -> pairs.withRandomNegatives(arm);
                    case COSINE_HARD -> pairs.withHardNegatives(arm, pool);
                    default -> pairs.positives(arm);
                };
                SentenceEncoder encoder = model.get();
                ArmResult.Training training = train(arm, encoder, examples);
                results.put(arm, new MovieSearch(encoder, queries, watched(arm, "search")).result(arm, training));
            }
        }
        BatchNegatives negatives = BatchNegatives.of(pairs.of(Arm.MNRL), Arm.MNRL.batchSize(), pool);
        return new MovieResults(table, name, options, split, queries, negatives, results);
    }

    /** {@code 3/11 MNRL: train}. */
    private static String task(Arm arm, String what) {
        return arm.ordinal() + 1 + "/" + Arm.values().length + " " + arm.label() + ": " + what;
    }

    private EncodeProgress watched(Arm arm, String what) {
        return (done, total) -> progress.at(task(arm, what), done, total, "");
    }

    /** Java compiles what runs often: some steps of a model that nobody looks at, so that no arm pays for it. */
    private void warmUp(ExampleSet examples) {
        TrainingOptions few =
                TrainingOptions.DEFAULTS.withMaxSteps(WARM_UP_STEPS).withBatchSize(Arm.MNRL.batchSize());
        new Trainer(model.get(), new EmbeddingObjective(new Mnrl()), examples, few)
                .sampler(Arm.MNRL
                        .sampling()
                        .over(examples, few.batchSize(), false, options.seed())
                        .withAtLeast(2))
                .train();
    }

    private ArmResult.Training train(Arm arm, SentenceEncoder encoder, ExampleSet examples) {
        TrainingOptions how = TrainingOptions.DEFAULTS
                .withEpochs(arm.epochs())
                .withBatchSize(arm.batchSize())
                .withLearningRate(LEARNING_RATE)
                .withSchedule(Schedule.linear().withWarmupRatio(WARMUP))
                .withSeed(options.seed());
        boolean mnrl = arm.loss() == Arm.Loss.MNRL;
        Watch watch = new Watch(task(arm, "train"), progress, mnrl);
        new Trainer(encoder, new EmbeddingObjective(mnrl ? new Mnrl() : new CosineSimilarity()), examples, how)
                .sampler(arm.sampling()
                        .over(examples, arm.batchSize(), false, options.seed())
                        .withAtLeast(mnrl ? 2 : 1))
                .listener(watch)
                .train();
        return watch.training(examples.size());
    }

    /** Counts what stands against itself in a batch, too. */
    private static final class Watch extends TrainingWatch {
        private final boolean negativesInBatch;
        private final FalseNegatives falseNegatives = new FalseNegatives(warning -> {});

        Watch(String task, ExperimentProgress progress, boolean negativesInBatch) {
            super(task, progress);
            this.negativesInBatch = negativesInBatch;
        }

        @Override
        public void measure(StepView view, Measurements into) {
            if (negativesInBatch) {
                for (Batch batch : view.batches()) {
                    falseNegatives.look(batch);
                }
            }
        }

        ArmResult.Training training(int examples) {
            return new ArmResult.Training(
                    examples,
                    losses(),
                    seconds(),
                    processorSeconds(),
                    falseNegatives.total().falseNegatives());
        }
    }
}
