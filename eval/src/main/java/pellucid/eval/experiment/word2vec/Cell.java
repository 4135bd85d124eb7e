package pellucid.eval.experiment.word2vec;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import pellucid.models.word2vec.train.Architecture;
import pellucid.models.word2vec.train.Objective;
import pellucid.models.word2vec.train.Subsampling;
import pellucid.models.word2vec.train.Word2VecOptions;
import pellucid.tensor.Word2VecOps.ContextGradient;

/**
 * One setting of the grid. All but the centre change one thing; the centre and CBOW are trained with several seeds, which
 * says how far chance alone takes a setting.
 */
enum Cell {
    CENTRE("centre (skip-gram)", Factor.CENTRE, Preparation.PLAIN, 1, 3, centre -> centre),

    CBOW("CBOW", Factor.ARCHITECTURE, 3, centre -> cbow(centre)),
    CBOW_TRUE_GRADIENT(
            "CBOW, true gradient",
            Factor.ARCHITECTURE,
            1,
            centre -> cbow(centre).withContextGradient(ContextGradient.TRUE)),

    WIDTH_200("200 numbers", Factor.WIDTH, 1, centre -> centre.withWidth(2 * centre.width())),
    WIDTH_300("300 numbers", Factor.WIDTH, 1, centre -> centre.withWidth(3 * centre.width())),

    WINDOW_2("window 2", Factor.WINDOW, 1, centre -> centre.withWindow(2)),
    WINDOW_10("window 10", Factor.WINDOW, 1, centre -> centre.withWindow(10)),
    WINDOW_FIXED("window 5, not drawn", Factor.WINDOW, 1, centre -> centre.withShrinkWindow(false)),

    NEGATIVE_10("K = 10", Factor.NEGATIVES, 1, centre -> centre.withNegative(10)),
    NEGATIVE_15("K = 15", Factor.NEGATIVES, 1, centre -> centre.withNegative(15)),
    NEGATIVE_20("K = 20", Factor.NEGATIVES, 1, centre -> centre.withNegative(20)),
    EXPONENT_1("K = 5 from f", Factor.NEGATIVES, 1, centre -> centre.withNegativeExponent(1)),
    EXPONENT_0("K = 5, all words alike", Factor.NEGATIVES, 1, centre -> centre.withNegativeExponent(0)),

    KEEP_ALL("t off", Factor.SUBSAMPLING, 1, centre -> centre.withSubsampling(Subsampling.NONE)),
    KEEP_1E_4("t = 1e-4", Factor.SUBSAMPLING, 1, centre -> keep(centre, Subsampling.Formula.WORD2VEC_C, 1e-4)),
    KEEP_1E_5("t = 1e-5", Factor.SUBSAMPLING, 1, centre -> keep(centre, Subsampling.Formula.WORD2VEC_C, 1e-5)),
    KEEP_1E_6("t = 1e-6", Factor.SUBSAMPLING, 1, centre -> keep(centre, Subsampling.Formula.WORD2VEC_C, 1e-6)),
    KEEP_PAPER("t = 1e-5, paper", Factor.SUBSAMPLING, 1, centre -> keep(centre, Subsampling.Formula.PAPER, 1e-5)),
    KEEP_SEED("t = 1e-5, as printed", Factor.SUBSAMPLING, 1, centre -> keep(centre, Subsampling.Formula.SEED, 1e-5)),

    HIERARCHICAL(
            "hierarchical softmax",
            Factor.OPTIMISATIONS,
            1,
            centre -> centre.withObjective(Objective.HIERARCHICAL_SOFTMAX)),
    HIERARCHICAL_KEEP_ALL(
            "the same, t off",
            Factor.OPTIMISATIONS,
            1,
            centre -> centre.withObjective(Objective.HIERARCHICAL_SOFTMAX).withSubsampling(Subsampling.NONE)),
    CBOW_KEEP_ALL("CBOW, t off", Factor.OPTIMISATIONS, 1, centre -> cbow(centre).withSubsampling(Subsampling.NONE)),

    STEMMED("stems", Factor.PREPROCESSING, Preparation.STEMMED, 1, 1, centre -> centre),
    LEMMATISED("lemmas", Factor.PREPROCESSING, Preparation.LEMMATISED, 1, 1, centre -> centre),
    NO_STOP_WORDS("no stop words", Factor.PREPROCESSING, Preparation.NO_STOP_WORDS, 1, 1, centre -> centre),
    TAGGED("tags", Factor.PREPROCESSING, Preparation.TAGGED, 1, 1, centre -> centre),
    PHRASES("phrases", Factor.PREPROCESSING, Preparation.PHRASES, 1, 1, centre -> centre),

    QUARTER("a quarter of the text", Factor.AMOUNT, Preparation.PLAIN, 0.25, 1, centre -> centre),
    HALF("half of the text", Factor.AMOUNT, Preparation.PLAIN, 0.5, 1, centre -> centre),
    DOUBLE("twice the text", Factor.AMOUNT, Preparation.PLAIN, 2, 1, centre -> centre);

    private final String label;
    private final Factor factor;
    private final Preparation preparation;
    private final double amount;
    private final int seeds;
    private final UnaryOperator<Word2VecOptions> change;

    Cell(String label, Factor factor, int seeds, UnaryOperator<Word2VecOptions> change) {
        this(label, factor, Preparation.PLAIN, 1, seeds, change);
    }

    Cell(
            String label,
            Factor factor,
            Preparation preparation,
            double amount,
            int seeds,
            UnaryOperator<Word2VecOptions> change) {
        this.label = label;
        this.factor = factor;
        this.preparation = preparation;
        this.amount = amount;
        this.seeds = seeds;
        this.change = change;
    }

    /** word2vec.c's rate for CBOW is twice that of skip-gram; {@link Word2VecOptions} chooses it. */
    private static Word2VecOptions cbow(Word2VecOptions centre) {
        return centre.withArchitecture(Architecture.CBOW);
    }

    private static Word2VecOptions keep(Word2VecOptions centre, Subsampling.Formula formula, double threshold) {
        return centre.withSubsampling(new Subsampling(formula, threshold));
    }

    /** The centre, then the cells of a factor. */
    static List<Cell> of(Factor factor) {
        return Arrays.stream(values())
                .filter(cell -> cell == CENTRE || cell.factor == factor)
                .toList();
    }

    /** Short enough for a table on a terminal. */
    String label() {
        return label;
    }

    Factor factor() {
        return factor;
    }

    Preparation preparation() {
        return preparation;
    }

    /** How much text, as a multiple of the centre's. */
    double amount() {
        return amount;
    }

    /** With how many seeds it is trained. */
    int seeds() {
        return seeds;
    }

    Word2VecOptions options(Word2VecOptions centre) {
        return change.apply(centre);
    }
}
