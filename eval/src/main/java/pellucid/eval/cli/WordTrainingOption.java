package pellucid.eval.cli;

import java.util.Locale;
import pellucid.models.word2vec.train.Architecture;
import pellucid.models.word2vec.train.Objective;
import pellucid.models.word2vec.train.Subsampling;
import pellucid.models.word2vec.train.Subsampling.Formula;
import pellucid.models.word2vec.train.Word2VecOptions;
import pellucid.tensor.InputException;
import pellucid.tensor.Word2VecOps.ContextGradient;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that say how word vectors are trained; the defaults are word2vec.c's, but for the architecture. */
final class WordTrainingOption {
    /** {@code sg} and {@code cbow}, as everyone calls them. */
    enum Kind {
        SG(Architecture.SKIP_GRAM),
        CBOW(Architecture.CBOW);

        private final Architecture architecture;

        Kind(Architecture architecture) {
            this.architecture = architecture;
        }
    }

    /** {@code softmax}, {@code hs} and {@code ns}. */
    enum Question {
        SOFTMAX(Objective.SOFTMAX),
        HS(Objective.HIERARCHICAL_SOFTMAX),
        NS(Objective.NEGATIVE_SAMPLING);

        private final Objective objective;

        Question(Objective objective) {
            this.objective = objective;
        }
    }

    /** {@code c}, {@code paper}, {@code printed}. */
    enum Rule {
        C(Formula.WORD2VEC_C),
        PAPER(Formula.PAPER),
        PRINTED(Formula.SEED);

        private final Formula formula;

        Rule(Formula formula) {
            this.formula = formula;
        }
    }

    @Option(
            names = "--architecture",
            paramLabel = "NAME",
            defaultValue = "sg",
            description = "sg (skip-gram) or cbow (default: ${DEFAULT-VALUE})")
    private Kind kind;

    @Option(
            names = "--objective",
            paramLabel = "NAME",
            defaultValue = "ns",
            description =
                    "softmax (all words: for small vocabularies), hs (hierarchical softmax) or ns (negative sampling)"
                            + " (default: ${DEFAULT-VALUE})")
    private Question question;

    @Option(
            names = "--dim",
            paramLabel = "N",
            defaultValue = "100",
            description = "numbers in a vector (default: ${DEFAULT-VALUE})")
    private int width;

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "5",
            description = "most words to either side (default: ${DEFAULT-VALUE})")
    private int window;

    @Option(names = "--fixed-window", description = "always so many words, not 1 to N, drawn for each place")
    private boolean fixedWindow;

    @Option(
            names = "--negative",
            paramLabel = "K",
            defaultValue = "5",
            description = "words drawn against each target (default: ${DEFAULT-VALUE})")
    private int negative;

    @Option(
            names = "--negative-exponent",
            paramLabel = "X",
            defaultValue = "0.75",
            description = "they are drawn by count^X (default: ${DEFAULT-VALUE})")
    private double exponent;

    @Option(
            names = "--subsample",
            paramLabel = "T",
            defaultValue = "0.001",
            description = "leave out occurrences of words more frequent than this share; 0 for none (default:"
                    + " ${DEFAULT-VALUE})")
    private double threshold;

    @Option(
            names = "--subsample-formula",
            paramLabel = "NAME",
            defaultValue = "c",
            description =
                    "c (word2vec.c's), paper, or printed (with the ratio upside down) (default: ${DEFAULT-VALUE})")
    private Rule rule;

    @Option(
            names = "--min-count",
            paramLabel = "N",
            defaultValue = "5",
            description = "leave out words that occur less often (default: ${DEFAULT-VALUE})")
    private int minimumCount;

    @Option(names = "--max-words", paramLabel = "N", description = "keep the N most frequent words alone")
    private Integer mostWords;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "5",
            description = "passes over the text (default: ${DEFAULT-VALUE})")
    private int epochs;

    @Option(
            names = "--lr",
            paramLabel = "RATE",
            description = "the first learning rate; it falls linearly (default: 0.025 for sg, 0.05 for cbow)")
    private Double learningRate;

    @Option(
            names = "--true-gradient",
            description = "cbow: each word of the window gets its share of the error, not all of it as in word2vec.c")
    private boolean trueGradient;

    @Option(names = "--threads", paramLabel = "N", description = "how many (default: as many as there are processors)")
    private Integer threads;

    @Option(
            names = "--deterministic",
            description = "the same seed gives the same bits, with any number of threads; slower")
    private boolean deterministic;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of everything that is drawn (default: ${DEFAULT-VALUE})")
    private long seed;

    int minimumCount() {
        return minimumCount;
    }

    int mostWords() {
        return mostWords == null ? Integer.MAX_VALUE : mostWords;
    }

    long seed() {
        return seed;
    }

    Word2VecOptions options(CommandSpec spec) {
        Usage.requireAtLeast(spec, "--min-count", minimumCount, 1);
        Usage.requireAtLeast(spec, "--max-words", mostWords(), 1);
        if (threads != null) {
            Usage.requireAtLeast(spec, "--threads", threads, 1);
        }
        if (learningRate != null && !(learningRate > 0)) {
            throw Usage.wrong(spec, "--lr is " + learningRate + "; it must be above 0, for example 0.025");
        }
        try {
            return Word2VecOptions.DEFAULTS
                    .withArchitecture(kind.architecture)
                    .withObjective(question.objective)
                    .withWidth(width)
                    .withWindow(window)
                    .withShrinkWindow(!fixedWindow)
                    .withNegativeExponent(exponent)
                    .withSubsampling(new Subsampling(rule.formula, threshold))
                    .withEpochs(epochs)
                    .withLearningRate(learningRate == null ? 0 : learningRate)
                    .withContextGradient(trueGradient ? ContextGradient.TRUE : ContextGradient.WHOLE_ERROR)
                    .withThreads(threads == null ? 0 : threads)
                    .withDeterministic(deterministic)
                    .withSeed(seed)
                    .withNegative(negative);
        } catch (InputException wrong) {
            throw Usage.wrong(spec, wrong.getMessage());
        }
    }

    /** {@code skip-gram, negative sampling (5), 100 numbers, window 5, t 0.001}. */
    static String words(Word2VecOptions options) {
        String objective = switch (options.objective()) {
            case SOFTMAX -> "full softmax";
            case HIERARCHICAL_SOFTMAX -> "hierarchical softmax";
            case NEGATIVE_SAMPLING -> "negative sampling (" + options.negative() + ")";
        };
        return String.format(
                Locale.ROOT,
                "%s, %s, %d numbers, window %d, t %s",
                options.architecture() == Architecture.CBOW ? "CBOW" : "skip-gram",
                objective,
                options.width(),
                options.window(),
                options.subsampling().threshold());
    }
}
