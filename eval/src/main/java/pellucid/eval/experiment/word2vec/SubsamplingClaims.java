package pellucid.eval.experiment.word2vec;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import pellucid.eval.report.Verdict;
import pellucid.models.word2vec.train.Subsampling;
import pellucid.models.word2vec.train.Subsampling.Formula;

/** What the text says of leaving out frequent words. */
final class SubsamplingClaims extends Verdicts {
    /** Its usual threshold. */
    private static final double THRESHOLD = 1e-5;

    private static final double LE = 0.05;
    private static final double ORDINATEUR = 1e-4;
    private static final double LEAST = 0.2;
    private static final double MOST = 0.4;
    private static final double EXACT = 0.005;

    /** All thresholds of the grid, the largest first. */
    private static final List<Cell> THRESHOLDS = List.of(Cell.CENTRE, Cell.KEEP_1E_4, Cell.KEEP_1E_5, Cell.KEEP_1E_6);

    SubsamplingClaims(WordVectorResults results) {
        super(results);
    }

    @Override
    void judge() {
        formula();
        worked("Of \"le\" (f = 0.05) one occurrence in 100,000 is kept at t = 1e-5.", LE, 0.00001);
        worked("Of \"ordinateur\" (f = 0.0001) about 3% are kept at t = 1e-5.", ORDINATEUR, 0.0316);
        rareAreKept();
        fewerExamples();
        proportionallyFaster();
        better("Subsampling (t = 1e-5) improves the vectors.", Cell.KEEP_ALL, Cell.KEEP_1E_5, "t = 1e-5 against none");
        better(
                "The same at word2vec.c's own threshold, 1e-3 (not in the text).",
                Cell.KEEP_ALL,
                Cell.CENTRE,
                "t = 1e-3 against none");
        betterForRare(
                "Subsampling (t = 1e-5) improves the vectors of rare words.",
                Cell.KEEP_ALL,
                Cell.KEEP_1E_5,
                "t = 1e-5 against none");
        add(
                "Subsampling regularises: it keeps the model from learning repetitive patterns by heart.",
                Verdict.NOT_TESTED,
                "A loss on text held out is missing; the loss of the training is no witness, since subsampling changes"
                        + " what is predicted.");
        keptShares();
    }

    /** Reproduced if the printed formula gives what word2vec.c's gives; corrected if not. */
    private void formula() {
        double printed = new Subsampling(Formula.SEED, THRESHOLD).keep(LE);
        double original = Subsampling.at(THRESHOLD).keep(LE);
        add(
                "A word is kept with the probability (√(t/f) + 1) · (t/f).",
                Math.abs(printed / original - 1) < 0.01 ? Verdict.REPRODUCED : Verdict.CORRECTED,
                "The root is printed upside down: word2vec.c keeps (√(f/t) + 1) · (t/f) = √(t/f) + t/f, the paper √(t/f)."
                        + " At f = 0.05, t = 1e-5 the printed formula gives %.6f, word2vec.c's %.5f, %.0f times as much."
                        + " On this text, at t = 1e-5, word2vec.c's keeps %s of the words, the printed one %s.",
                printed,
                original,
                original / printed,
                percent(results.of(Cell.KEEP_1E_5).expectedKept()),
                percent(results.of(Cell.KEEP_SEED).expectedKept()));
    }

    /** Reproduced if the claimed share is word2vec.c's; corrected if not. */
    private void worked(String statement, double frequency, double claimed) {
        double original = Subsampling.at(THRESHOLD).keep(frequency);
        double printed = new Subsampling(Formula.SEED, THRESHOLD).keep(frequency);
        add(
                statement,
                Math.abs(claimed / original - 1) < 0.05 ? Verdict.REPRODUCED : Verdict.CORRECTED,
                "word2vec.c keeps %.4g, one in %.3g; the formula as printed would keep %.4g, one in %.3g, and its worked"
                        + " example slips besides.",
                original,
                1 / original,
                printed,
                1 / printed);
    }

    /** Reproduced if no word below the threshold is kept less than 99 times in 100. */
    private void rareAreKept() {
        Subsampling rule = Subsampling.at(THRESHOLD);
        add(
                "Rare words (f far below t) are kept with a probability near 1.",
                rule.keep(THRESHOLD / 10) >= 0.99 ? Verdict.REPRODUCED : Verdict.REFUTED,
                "At f = t/10: %.3f; the formulas exceed 1 there (word2vec.c's %.2f) and are clipped. At f = t: %.3f.",
                rule.keep(THRESHOLD / 10),
                Math.sqrt(10) + 10,
                rule.keep(THRESHOLD));
    }

    /** Reproduced if t = 1e-5 leaves 20 to 40% fewer; corrected if another threshold of the grid does, refuted if none. */
    private void fewerExamples() {
        List<Double> fewer = THRESHOLDS.stream().map(this::fewer).toList();
        boolean usual = within(fewer(Cell.KEEP_1E_5));
        boolean any = fewer.stream().anyMatch(SubsamplingClaims::within);
        add(
                "Subsampling leaves 20 to 40% fewer examples.",
                usual ? Verdict.REPRODUCED : any ? Verdict.CORRECTED : Verdict.REFUTED,
                "Predictions per epoch against no subsampling: %s.",
                THRESHOLDS.stream()
                        .map(cell -> String.format(
                                Locale.ROOT,
                                "t = %s %s fewer",
                                cell == Cell.CENTRE ? "1e-3" : cell.label().substring("t = ".length()),
                                percent(fewer(cell))))
                        .collect(Collectors.joining(", ")));
    }

    private double fewer(Cell cell) {
        return WordVectorResults.less(
                results.of(Cell.KEEP_ALL).mean(Run::predictions),
                results.of(cell).mean(Run::predictions));
    }

    private static boolean within(double share) {
        return share >= LEAST && share <= MOST;
    }

    /** Reproduced if a prediction costs the same within a quarter; corrected if training is faster at all. */
    private void proportionallyFaster() {
        CellResult all = results.of(Cell.KEEP_ALL);
        CellResult some = results.of(Cell.KEEP_1E_4);
        double examples = some.mean(Run::predictions) / all.mean(Run::predictions);
        double time = some.mean(Run::processorSeconds) / all.mean(Run::processorSeconds);
        double ratio = time / examples;
        add(
                "Training becomes faster in the same proportion as examples become fewer.",
                Double.isNaN(time)
                        ? Verdict.NOT_TESTED
                        : ratio > 0.75 && ratio < 1.25
                                ? Verdict.REPRODUCED
                                : time < 1 ? Verdict.CORRECTED : Verdict.REFUTED,
                "t = 1e-4 against none: %s of the examples in %s of the processors' time.",
                percent(examples),
                percent(time));
    }

    /** Reproduced if every threshold keeps what the formula says, to half a hundredth of it or three deviations. */
    private void keptShares() {
        double worst = THRESHOLDS.stream()
                .map(results::of)
                .mapToDouble(SubsamplingClaims::offBy)
                .max()
                .orElseThrow();
        boolean within = THRESHOLDS.stream().map(results::of).allMatch(cell -> {
            long words = cell.first().tokens();
            double deviation = Math.sqrt((1 - cell.expectedKept()) / (cell.expectedKept() * words));
            return offBy(cell) <= Math.max(EXACT, 3 * deviation);
        });
        add(
                "Not in the text: the share of words kept is the one that the formula says, within 0.5%.",
                within ? Verdict.REPRODUCED : Verdict.REFUTED,
                "Farthest off by %.3f%% of the expected share, over %d thresholds.",
                100 * worst,
                THRESHOLDS.size());
    }

    private static double offBy(CellResult cell) {
        return Math.abs(cell.first().keptShare() / cell.expectedKept() - 1);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, Math.abs(share) < 0.1 ? "%.1f%%" : "%.0f%%", 100 * share);
    }
}
