package pellucid.eval.experiment.word2vec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import pellucid.eval.experiment.ExperimentProgress;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.models.word2vec.corpus.EncodedCorpus;
import pellucid.models.word2vec.corpus.TokenSource;
import pellucid.models.word2vec.corpus.VocabularyBuilder;
import pellucid.models.word2vec.train.Architecture;
import pellucid.models.word2vec.train.EpochReport;
import pellucid.models.word2vec.train.HuffmanTree;
import pellucid.models.word2vec.train.Objective;
import pellucid.models.word2vec.train.Word2VecListener;
import pellucid.models.word2vec.train.Word2VecModel;
import pellucid.models.word2vec.train.Word2VecOptions;
import pellucid.models.word2vec.train.Word2VecTrainer;
import pellucid.tensor.Backend;
import pellucid.training.word2vec.AutogradWord2Vec;
import pellucid.training.word2vec.StepOptions;

/**
 * The three objectives on a corpus that is small enough for the slowest of them, the full softmax: what each comes to, and
 * what each costs as vocabulary and negatives grow.
 */
final class Objectives {
    static final String SOFTMAX = "skip-gram, full softmax";
    static final String NEGATIVE = "skip-gram, negative sampling";

    /** Words of the small vocabulary at most. */
    private static final int MOST_WORDS = 5000;

    /** Words of text on which one prediction's cost is measured; the full softmax is slow. */
    private static final int MEASURED_TOKENS = 4000;

    /** The fastest of so many measurements is the least disturbed one. */
    private static final int TIMES = 3;

    private static final int EPOCHS = 3;
    private static final int SEEDS = 4;
    private static final int[] PARTS = {8, 4, 2, 1};
    private static final int[] NEGATIVES = {5, 10, 15, 20};

    private final TokenSource text;
    private final Word2VecOptions centre;
    private final Backend backend;
    private final ExperimentProgress progress;
    private final int tokens;

    /**
     * @param text of which the beginning is taken
     * @param tokens how many words of it
     */
    Objectives(TokenSource text, int tokens, Word2VecOptions centre, Backend backend, ExperimentProgress progress) {
        this.text = text;
        this.tokens = tokens;
        this.centre = centre.withEpochs(EPOCHS);
        this.backend = backend;
        this.progress = progress;
    }

    /** The first words of a text, whole sentences as long as there is room. */
    private static TokenSource beginning(TokenSource text, int tokens) {
        return sentence -> {
            int[] left = {tokens};
            text.read(words -> {
                if (left[0] > 0) {
                    List<String> part = words.subList(0, Math.min(left[0], words.size()));
                    sentence.accept(part);
                    left[0] -= part.size();
                }
            });
        };
    }

    /** @param judge gives the scores of vectors */
    List<ObjectiveResult> results(Judge judge) {
        TokenSource small = beginning(text, tokens);
        WordVocabulary vocabulary = new VocabularyBuilder().addAll(small).build(1, MOST_WORDS);
        try (EncodedCorpus corpus = EncodedCorpus.encode(small, vocabulary)) {
            List<ObjectiveResult> results = new ArrayList<>();
            for (Architecture architecture : List.of(Architecture.SKIP_GRAM, Architecture.CBOW)) {
                String name = architecture == Architecture.CBOW ? "CBOW" : "skip-gram";
                Word2VecOptions options = centre.withArchitecture(architecture);
                Word2VecOptions full = options.withObjective(Objective.SOFTMAX);
                Word2VecOptions tree = options.withObjective(Objective.HIERARCHICAL_SOFTMAX);
                results.add(result(name + ", full softmax", simple(full, StepOptions.sgd(), corpus), judge));
                if (architecture == Architecture.CBOW) {
                    results.add(result(name + ", full softmax, Adam", simple(full, StepOptions.adam(), corpus), judge));
                }
                results.add(result(name + ", hierarchical softmax", fast(tree, corpus), judge));
                results.add(result(name + ", negative sampling", fast(options, corpus), judge));
            }
            return results;
        }
    }

    /** The standard deviation over seeds of the synonyms' score, by negative sampling. */
    double spread(Judge judge) {
        TokenSource small = beginning(text, tokens);
        WordVocabulary vocabulary = new VocabularyBuilder().addAll(small).build(1, MOST_WORDS);
        try (EncodedCorpus corpus = EncodedCorpus.encode(small, vocabulary)) {
            return Spread.deviation(IntStream.range(0, SEEDS)
                    .mapToObj(run -> fast(centre.withSeed(centre.seed() + run), corpus))
                    .mapToDouble(model -> judge.wordScores(model.vectors(), word -> word)
                            .get(Measure.SYNONYMS)
                            .value())
                    .toArray());
        }
    }

    private Word2VecModel simple(Word2VecOptions options, StepOptions steps, EncodedCorpus corpus) {
        return new AutogradWord2Vec(options, steps, corpus, backend, watched("full softmax")).train();
    }

    private Word2VecModel fast(Word2VecOptions options, EncodedCorpus corpus) {
        return new Word2VecTrainer(options, corpus, backend, Word2VecListener.SILENT).train();
    }

    private Word2VecListener watched(String task) {
        return new Word2VecListener() {
            @Override
            public void progress(Progress report) {
                progress.at("small corpus: " + task, report.words(), report.ofWords(), "");
            }
        };
    }

    private static ObjectiveResult result(String label, Word2VecModel model, Judge judge) {
        List<EpochReport> epochs = model.epochs();
        return new ObjectiveResult(
                label,
                outputs(model.options(), model.vectors().vocabulary()),
                epochs.stream().mapToLong(EpochReport::predictions).sum(),
                epochs.stream().mapToDouble(EpochReport::seconds).sum(),
                epochs.stream().mapToDouble(EpochReport::meanLoss).toArray(),
                judge.wordScores(model.vectors(), word -> word));
    }

    /** Vectors of the output table that a prediction reads and changes, on the average over the words of the text. */
    private static double outputs(Word2VecOptions options, WordVocabulary vocabulary) {
        return switch (options.objective()) {
            case SOFTMAX -> vocabulary.size();
            case NEGATIVE_SAMPLING -> options.negative() + 1;
            case HIERARCHICAL_SOFTMAX -> {
                HuffmanTree tree = new HuffmanTree(IntStream.range(0, vocabulary.size())
                        .mapToLong(vocabulary::count)
                        .toArray());
                double depths = IntStream.range(0, vocabulary.size())
                        .mapToDouble(id -> (double) tree.depth(id) * vocabulary.count(id))
                        .sum();
                yield depths / vocabulary.total();
            }
        };
    }

    /** What a prediction costs. */
    Costs costs() {
        TokenSource all = beginning(text, tokens);
        int words = new VocabularyBuilder().addAll(all).build(1, MOST_WORDS).size();
        Word2VecOptions options = centre.withEpochs(1).withThreads(1);
        Word2VecOptions softmax = options.withObjective(Objective.SOFTMAX);
        Word2VecOptions tree = options.withObjective(Objective.HIERARCHICAL_SOFTMAX);
        return new Costs(
                bySize(words, beginning(text, Math.min(tokens, MEASURED_TOKENS)), softmax),
                bySize(words, all, tree),
                bySize(words, all, options),
                costs("negatives", NEGATIVES, negatives -> {
                    Word2VecOptions own = options.withNegative(negatives);
                    return cost(negatives, words, all, own);
                }));
    }

    private List<Costs.Cost> bySize(int words, TokenSource source, Word2VecOptions options) {
        int[] sizes = IntStream.of(PARTS).map(part -> Math.max(2, words / part)).toArray();
        return costs("vocabulary", sizes, size -> cost(size, size, source, options));
    }

    private List<Costs.Cost> costs(String what, int[] sizes, IntFunction<Costs.Cost> measure) {
        List<Costs.Cost> costs = new ArrayList<>();
        measure.apply(sizes[0]); // Java compiles what runs often: this one is not counted
        for (int i = 0; i < sizes.length; i++) {
            progress.at("cost over " + what, i, sizes.length, "");
            int size = sizes[i];
            costs.add(IntStream.range(0, TIMES)
                    .mapToObj(time -> measure.apply(size))
                    .min((left, right) -> Double.compare(left.seconds(), right.seconds()))
                    .orElseThrow());
        }
        return costs;
    }

    /** One epoch on a vocabulary of the most frequent words. */
    private Costs.Cost cost(int size, int words, TokenSource source, Word2VecOptions options) {
        // Counted on the whole text, so that the vocabulary has the size that is asked for.
        WordVocabulary vocabulary =
                new VocabularyBuilder().addAll(beginning(text, tokens)).build(1, words);
        try (EncodedCorpus corpus = EncodedCorpus.encode(source, vocabulary)) {
            Word2VecModel model = options.objective() == Objective.SOFTMAX
                    ? new AutogradWord2Vec(options, StepOptions.sgd(), corpus, backend, Word2VecListener.SILENT).train()
                    : fast(options, corpus);
            EpochReport epoch = model.epochs().get(0);
            return new Costs.Cost(size, outputs(options, vocabulary), epoch.seconds() / epoch.predictions());
        }
    }
}
