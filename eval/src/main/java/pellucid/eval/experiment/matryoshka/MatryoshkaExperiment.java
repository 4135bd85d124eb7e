package pellucid.eval.experiment.matryoshka;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import pellucid.eval.experiment.ExperimentProgress;
import pellucid.eval.experiment.TrainingWatch;
import pellucid.models.sentence.EncodeProgress;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.InputException;
import pellucid.training.Trainer;
import pellucid.training.TrainingOptions;
import pellucid.training.data.Draws;
import pellucid.training.data.ExampleSet;
import pellucid.training.data.Sampling;
import pellucid.training.loss.EmbeddingObjective;
import pellucid.training.optim.Schedule;

/** Trains every arm on the rows of a split and asks each the same queries. */
final class MatryoshkaExperiment {
    static final int BATCH = 16;
    private static final double LEARNING_RATE = 5e-5;
    private static final double WARMUP = 0.1;

    private static final int LENGTHS = 4;

    /** Which of the seed's draws of samples the control is. */
    private static final int DRAW = 2;

    private final Supplier<SentenceEncoder> model;
    private final SentenceEncoder against;
    private final MatryoshkaOptions options;
    private final ExperimentProgress progress;

    /**
     * @param model a fresh copy of it for each arm
     * @param against another pretrained model; null for none
     */
    MatryoshkaExperiment(
            Supplier<SentenceEncoder> model,
            SentenceEncoder against,
            MatryoshkaOptions options,
            ExperimentProgress progress) {
        this.model = model;
        this.against = against;
        this.options = options;
        this.progress = progress;
    }

    /**
     * Asks whether every arm has rows enough, before any is trained.
     *
     * @throws InputException if one has not
     */
    void requireEnough(StudySplit split) {
        List<Row> pairs = learned(split.pairs());
        List<Row> fewest = pairs.subList(0, Arm.QUARTER.share(pairs.size()));
        long queries = fewest.stream().map(Row::queryKey).distinct().count();
        long texts = fewest.stream().map(Row::textKey).distinct().count();
        if (queries < 2 || texts < 2) {
            throw new InputException("the " + split.kind().label() + " split has " + pairs.size()
                    + " rows with a relevance above " + Row.THRESHOLD + " to learn from, at least " + Arm.FEWEST_ROWS
                    + " are wanted, and two queries and two products in the first quarter of them; give more rows");
        }
    }

    SplitResult run(StudySplit split) {
        Map<Arm, ArmResult> results = arms(split, List.of(Arm.values()));
        ArmResult.Scores other = null;
        if (against != null) {
            String task = task(split, "other model", "search");
            other = new ProductSearch(split)
                    .scores(against, new int[] {against.dimension()}, watched(task))
                    .get(0);
        }
        int[] dims = results.get(Arm.BASE).scores().stream()
                .mapToInt(ArmResult.Scores::dims)
                .toArray();
        Leaks leaks = Leaks.of(learned(split.pairs()), split.queries());
        return new SplitResult(split, leaks, dims, results, other, options.seed());
    }

    /** Trains and asks some arms, each from a fresh copy of the model. */
    Map<Arm, ArmResult> arms(StudySplit split, List<Arm> arms) {
        List<Row> pairs = learned(split.pairs());
        List<Row> graded = learned(split.train());
        ProductSearch search = new ProductSearch(split);
        Map<Arm, ArmResult> results = new EnumMap<>(Arm.class);
        for (Arm arm : arms) {
            SentenceEncoder encoder = model.get();
            int[] dims = dims(encoder.dimension());
            ArmResult.Training training = arm == Arm.BASE
                    ? ArmResult.Training.NONE
                    : train(split, arm, encoder, arm.isGraded() ? graded : pairs, dims);
            String task = task(split, arm.label(), "search");
            results.put(arm, new ArmResult(arm, training, search.scores(encoder, dims, watched(task))));
        }
        return results;
    }

    /** The whole vector, a half, a quarter and an eighth of it. */
    static int[] dims(int dimension) {
        int[] dims = new int[LENGTHS];
        for (int i = 0; i < LENGTHS; i++) {
            dims[i] = dimension >> i;
        }
        if (dims[LENGTHS - 1] << LENGTHS - 1 != dimension) {
            throw new InputException("the model's vectors have " + dimension
                    + " numbers, which cannot be halved three times; give a model with a multiple of 8, such as 384");
        }
        return dims;
    }

    /** As many as are asked for; in the control each query gets the product of another row. */
    private List<Row> learned(List<Row> rows) {
        List<Row> some = options.pairs() == 0 ? rows : rows.subList(0, Math.min(options.pairs(), rows.size()));
        if (!options.shuffle()) {
            return some;
        }
        int[] order = new Draws(options.seed(), Draws.Purpose.SAMPLE, DRAW).permutation(some.size());
        List<Row> shuffled = new ArrayList<>();
        for (int i = 0; i < order.length; i++) {
            shuffled.add(some.get(i).withText(some.get(order[i]).text()));
        }
        return shuffled;
    }

    private String task(StudySplit split, String arm, String what) {
        return (options.splits().size() > 1 ? split.kind().label() + ", " : "") + arm + ": " + what;
    }

    private EncodeProgress watched(String task) {
        return (done, total) -> progress.at(task, done, total, "");
    }

    private ArmResult.Training train(StudySplit split, Arm arm, SentenceEncoder encoder, List<Row> rows, int[] dims) {
        List<Row> some = rows.subList(0, arm.share(rows.size()));
        ExampleSet examples = arm.isGraded()
                ? new ExampleSet(
                        "rows of " + split.kind().label(),
                        List.of("sentence1", "sentence2"),
                        some.stream().map(Row::graded).toList())
                : new ExampleSet(
                        "pairs of " + split.kind().label(),
                        List.of("anchor", "positive"),
                        some.stream().map(Row::pair).toList());
        TrainingOptions how = TrainingOptions.DEFAULTS
                .withEpochs(options.epochs())
                .withBatchSize(BATCH)
                .withLearningRate(LEARNING_RATE)
                .withSchedule(Schedule.linear().withWarmupRatio(WARMUP))
                .withSeed(options.seed());
        TrainingWatch watch = new TrainingWatch(task(split, arm.label(), "train"), progress);
        new Trainer(encoder, new EmbeddingObjective(arm.loss(dims)), examples, how)
                .sampler(Sampling.NO_DUPLICATES
                        .over(examples, BATCH, false, options.seed())
                        .withAtLeast(2))
                .listener(watch)
                .train();
        return new ArmResult.Training(
                some.size(), options.epochs(), watch.losses(), watch.seconds(), watch.processorSeconds());
    }
}
