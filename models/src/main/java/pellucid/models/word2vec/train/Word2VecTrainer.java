package pellucid.models.word2vec.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import pellucid.models.word2vec.corpus.EncodedCorpus;
import pellucid.tensor.Backend;
import pellucid.tensor.InputException;
import pellucid.tensor.Word2VecOps.ExampleOrder;
import pellucid.tensor.backend.Workers;

/**
 * Trains word vectors on a corpus:
 *
 * <pre>
 *   Word2VecModel model = new Word2VecTrainer(options, corpus, Backends.get(), Word2VecListener.SILENT).train();
 * </pre>
 *
 * <p>The trainer draws, the backend computes. The learning rate falls linearly with the words read, subsampled ones
 * included, as in word2vec.c. Three words of a skip-gram window share their negatives, where word2vec.c draws some for each:
 * fewer rows to fetch, and small matrix products (Ji et al., 2016, share them over the whole window).
 */
public final class Word2VecTrainer {
    /** Examples that one call of the backend trains on one after the other. */
    private static final int SEQUENCE = 512;

    private final Word2VecOptions options;
    private final EncodedCorpus corpus;
    private final Backend backend;
    private final Word2VecListener listener;

    /**
     * A training that is yet to run.
     *
     * @throws InputException if the objective is the full softmax, or the corpus too short for the window
     */
    public Word2VecTrainer(Word2VecOptions options, EncodedCorpus corpus, Backend backend, Word2VecListener listener) {
        this.options = Objects.requireNonNull(options, "options");
        this.corpus = Objects.requireNonNull(corpus, "corpus");
        this.backend = Objects.requireNonNull(backend, "backend");
        this.listener = Objects.requireNonNull(listener, "listener");
        if (options.objective() == Objective.SOFTMAX) {
            throw new InputException("the fast trainer has no full softmax, which takes as many steps for a word as the"
                    + " vocabulary has words (" + corpus.vocabulary().size() + "); choose negative sampling or"
                    + " hierarchical softmax, or the simple trainer of pellucid.training.word2vec");
        }
        corpus.requireLongerThan(options.window());
    }

    /** Trains from new random vectors, over all epochs. */
    public Word2VecModel train() {
        Targets targets = Targets.of(options, corpus.vocabulary());
        WordTables tables =
                WordTables.create(backend, corpus.vocabulary().size(), targets.rows(), options.width(), options.seed());
        Supplier<ExampleSampler> samplers = ExampleSampler.over(options, corpus, targets);
        TrainingProgress progress = new TrainingProgress(
                listener, System::nanoTime, options.firstLearningRate(), options.epochs() * corpus.tokens());
        try (Workers workers = options.threads() == 0 ? Workers.configured() : new Workers(options.threads())) {
            Pass pass = options.deterministic()
                    ? new DeterministicPass(
                            workers,
                            samplers,
                            tables,
                            progress,
                            BatchSize.examples(options, corpus.vocabulary(), targets))
                    : new HogwildPass(workers, samplers, tables, progress);
            for (int epoch = 0; epoch < options.epochs(); epoch++) {
                pass.run(epoch);
                progress.endEpoch();
            }
        }
        return new Word2VecModel(tables.vectors(corpus.vocabulary()), tables.outputs(), options, progress.epochs());
    }

    /** Once over the corpus. */
    private interface Pass {
        void run(int epoch);
    }

    /** Each thread takes the next block that nobody has, and trains on it without minding the others. */
    private final class HogwildPass implements Pass {
        private final Workers workers;
        private final TrainingProgress progress;
        private final List<ExampleSampler> samplers = new ArrayList<>();
        private final List<ExampleTraining> trainings = new ArrayList<>();

        HogwildPass(Workers workers, Supplier<ExampleSampler> maker, WordTables tables, TrainingProgress progress) {
            this.workers = workers;
            this.progress = progress;
            for (int thread = 0; thread < workers.threads(); thread++) {
                samplers.add(maker.get());
                trainings.add(new ExampleTraining(options, tables, ExampleOrder.SEQUENTIAL));
            }
        }

        @Override
        public void run(int epoch) {
            AtomicInteger next = new AtomicInteger();
            workers.run(workers.threads(), thread -> {
                ExampleTraining training = trainings.get(thread);
                ExampleBatch batch = new ExampleBatch(SEQUENCE);
                for (int block = next.getAndIncrement(); block < corpus.blocks(); block = next.getAndIncrement()) {
                    samplers.get(thread).sample(epoch, block, () -> cleared(batch), full -> {
                        double loss = training.train(full, progress.learningRate(progress.words()));
                        progress.add(full.words(), full.kept(), training.predictions(full), loss);
                    });
                }
            });
        }
    }

    private static ExampleBatch cleared(ExampleBatch batch) {
        batch.clear();
        return batch;
    }

    /**
     * The batches of all blocks in the order of the corpus, each shared out by the backend. Drawing is shared out by blocks,
     * a few ahead.
     */
    private final class DeterministicPass implements Pass {
        private final Workers workers;
        private final TrainingProgress progress;
        private final ExampleTraining training;
        private final int batchSize;
        private final List<ExampleSampler> samplers = new ArrayList<>();

        DeterministicPass(
                Workers workers,
                Supplier<ExampleSampler> maker,
                WordTables tables,
                TrainingProgress progress,
                int batchSize) {
            this.batchSize = batchSize;
            this.workers = workers;
            this.progress = progress;
            this.training = new ExampleTraining(options, tables, ExampleOrder.BATCH);
            for (int i = 0; i < workers.threads(); i++) {
                samplers.add(maker.get());
            }
        }

        @Override
        public void run(int epoch) {
            int ahead = samplers.size();
            for (int first = 0; first < corpus.blocks(); first += ahead) {
                int from = first;
                List<List<ExampleBatch>> drawn = new ArrayList<>();
                for (int i = 0; i < Math.min(ahead, corpus.blocks() - first); i++) {
                    drawn.add(new ArrayList<>());
                }
                workers.run(
                        drawn.size(),
                        i -> samplers.get(i)
                                .sample(epoch, from + i, () -> new ExampleBatch(batchSize), drawn.get(i)::add));
                for (List<ExampleBatch> batches : drawn) {
                    for (ExampleBatch batch : batches) {
                        double loss = training.train(batch, progress.learningRate(progress.words()));
                        progress.add(batch.words(), batch.kept(), training.predictions(batch), loss);
                    }
                }
            }
        }
    }
}
