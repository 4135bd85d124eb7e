package pellucid.training.word2vec;

import java.util.ArrayList;
import java.util.List;
import pellucid.autograd.Variable;
import pellucid.models.nn.Parameters;
import pellucid.models.word2vec.WordVectors;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.models.word2vec.corpus.EncodedCorpus;
import pellucid.models.word2vec.train.Architecture;
import pellucid.models.word2vec.train.EpochReport;
import pellucid.models.word2vec.train.HuffmanTree;
import pellucid.models.word2vec.train.Word2VecListener;
import pellucid.models.word2vec.train.Word2VecModel;
import pellucid.models.word2vec.train.Word2VecOptions;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.tensor.Shape;
import pellucid.tensor.Tensor;
import pellucid.training.optim.Optimizer;
import pellucid.training.optim.ParameterGroup;

/**
 * Trains word vectors by the formulas of this package, in mini-batches: forward, backward, step.
 *
 * <pre>
 *   h = projection(input, examples)     L = loss(h, output, examples)     step along -∂L/∂input and -∂L/∂output
 * </pre>
 *
 * <p>The learning rate falls linearly with the words read, to a ten-thousandth of the first, whichever the optimiser. The
 * result is what {@code Word2VecTrainer} of {@code pellucid.models.word2vec.train} gives, of which this is the slow and
 * readable counterpart: the same options (but for the threads, which are the backend's), the same draws of subsampling,
 * windows and negatives in kind, though not in number. The same seed gives the same bits on the same backend.
 */
public final class AutogradWord2Vec {
    /** The learning rate's end, as a share of its beginning. */
    private static final double FLOOR = 1e-4;

    private static final long REPORT_NANOS = 250_000_000;

    private final Word2VecOptions options;
    private final StepOptions steps;
    private final EncodedCorpus corpus;
    private final Word2VecListener listener;
    private final Projection projection;
    private final WordLoss loss;
    private final Variable input; // [words, width]
    private final Variable output; // [outputs, width]
    private final Optimizer optimizer;
    private double lossSum;
    private long predictions;
    private long started;
    private long reported;

    /** A training that has not begun: random input vectors, within ±½ / width, and zeros for the output layer. */
    public AutogradWord2Vec(
            Word2VecOptions options,
            StepOptions steps,
            EncodedCorpus corpus,
            Backend backend,
            Word2VecListener listener) {
        corpus.requireLongerThan(options.window());
        this.options = options;
        this.steps = steps;
        this.corpus = corpus;
        this.listener = listener;
        WordVocabulary vocabulary = corpus.vocabulary();
        projection = options.architecture() == Architecture.CBOW ? new Cbow(options.contextGradient()) : new SkipGram();
        loss = switch (options.objective()) {
            case SOFTMAX -> new FullSoftmax();
            case HIERARCHICAL_SOFTMAX -> new HierarchicalSoftmax(treeOf(vocabulary));
            case NEGATIVE_SAMPLING -> new NegativeSampling();
        };
        Tensor vectors = backend.zeros(DType.FLOAT32, Shape.of(vocabulary.size(), options.width()));
        double bound = 0.5 / options.width();
        backend.uniform(vectors, -bound, bound, options.seed());
        input = Variable.table(vectors);
        output = Variable.table(
                backend.zeros(DType.FLOAT32, Shape.of(loss.outputs(vocabulary.size()), options.width())));
        Parameters parameters = new Parameters();
        parameters.add("input", input);
        parameters.add("output", output);
        optimizer = steps.optimizer().over(ParameterGroup.split(parameters, 0));
    }

    private static HuffmanTree treeOf(WordVocabulary vocabulary) {
        long[] counts = new long[vocabulary.size()];
        for (int word = 0; word < counts.length; word++) {
            counts[word] = vocabulary.count(word);
        }
        return new HuffmanTree(counts);
    }

    /** Reads the corpus as often as the options say. */
    public Word2VecModel train() {
        ExampleReader reader = new ExampleReader(options, corpus, steps.batchSizeFor(options.objective()));
        List<EpochReport> reports = new ArrayList<>();
        started = System.nanoTime();
        reported = started;
        for (int epoch = 1; epoch <= options.epochs(); epoch++) {
            long begun = System.nanoTime();
            long before = (epoch - 1) * corpus.tokens();
            lossSum = 0;
            predictions = 0;
            long kept = reader.read(epoch, (examples, words) -> learn(examples, before + words));
            EpochReport report =
                    new EpochReport(epoch, lossSum / predictions, corpus.tokens(), kept, predictions, seconds(begun));
            reports.add(report);
            listener.epoch(report);
        }
        WordVectors vectors = new WordVectors(corpus.vocabulary(), input.value());
        return new Word2VecModel(vectors, output.value(), options, reports);
    }

    /** One mini-batch. */
    private void learn(Examples examples, long words) {
        Variable h = projection.of(input, examples);
        Variable sum = loss.of(h, output, examples);
        optimizer.clearGradients();
        sum.backward();
        optimizer.step(learningRate(words));
        lossSum += sum.value().item();
        predictions += examples.predictions();
        if (!Double.isFinite(lossSum)) {
            throw new InputException("the loss is no finite number any more after " + words
                    + " words: the steps are too long; take smaller batches or a lower learning rate");
        }
        report(words);
    }

    private double learningRate(long words) {
        return firstLearningRate() * remaining(words, options.epochs() * corpus.tokens());
    }

    /** What is left of the learning rate after so many words of all. */
    static double remaining(long words, long ofWords) {
        return Math.max(FLOOR, 1 - (double) words / (ofWords + 1));
    }

    private double firstLearningRate() {
        boolean own = options.learningRate() == 0 && !steps.isGradientDescent();
        return own ? StepOptions.ADAM_LEARNING_RATE : options.firstLearningRate();
    }

    private void report(long words) {
        long now = System.nanoTime();
        if (now - reported < REPORT_NANOS) {
            return;
        }
        reported = now;
        long all = options.epochs() * corpus.tokens();
        double perSecond = words / seconds(started);
        listener.progress(new Word2VecListener.Progress(
                words, all, learningRate(words), perSecond, (all - words) / perSecond, lossSum / predictions));
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) * 1e-9;
    }
}
