package pellucid.eval.experiment.word2vec;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import pellucid.eval.report.Verdict;

/** What the text says, or asks, of architectures, preprocessing and uses. */
final class UseClaims extends Verdicts {
    /** A rank up to which a right answer counts as found, if not first. */
    private static final int NEAR = 10;

    /** Less above the most frequent label is no use. */
    private static final double USEFUL = 0.05;

    UseClaims(WordVectorResults results) {
        super(results);
    }

    @Override
    void judge() {
        betterForRare(
                "Skip-gram makes better vectors of rare words than CBOW.",
                Cell.CBOW,
                Cell.CENTRE,
                "Skip-gram against CBOW");
        queen();
        classification();
        weighting();
        preprocessing("Asked: lemmas serve better than words as they are.", Cell.LEMMATISED);
        preprocessing("Asked: stems serve better than words as they are.", Cell.STEMMED);
        preprocessing("Asked: leaving out stop words serves better.", Cell.NO_STOP_WORDS);
        preprocessing("Asked: numbers and entities as tags serve better.", Cell.TAGGED);
        better(
                "Asked: vectors of 300 numbers are better than those of 100.",
                Cell.CENTRE,
                Cell.WIDTH_300,
                "300 against 100");
        better("Asked: a window of 10 is better than one of 5.", Cell.CENTRE, Cell.WINDOW_10, "10 against 5");
        amount();
        pretrained();
        better(
                "Not in the text: CBOW with the true gradient is better than with word2vec.c's.",
                Cell.CBOW,
                Cell.CBOW_TRUE_GRADIENT,
                "True gradient against word2vec.c's, at the same learning rate");
    }

    /** Reproduced if queen is first with most seeds; corrected if among ten; refuted if not; not tested if unknown. */
    private void queen() {
        String statement = "king - man + woman = queen (\"roi - homme + femme = reine\").";
        List<Integer> ranks = results.queen();
        if (ranks.isEmpty()) {
            add(statement, Verdict.NOT_TESTED, "One of the four words is too rare in this text; more text is missing.");
            return;
        }
        add(
                statement,
                most(ranks, 1) ? Verdict.REPRODUCED : most(ranks, NEAR) ? Verdict.CORRECTED : Verdict.REFUTED,
                "The rank of queen among %,d words, king, man and woman left out: %s%s.",
                results.vectors().size() - 3,
                ranks.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                results.pretrained() == null || results.pretrained().queen() == 0
                        ? ""
                        : "; in " + results.pretrained().name() + ": "
                                + results.pretrained().queen());
    }

    private static boolean most(List<Integer> ranks, int within) {
        return 2 * ranks.stream().filter(rank -> rank <= within).count() > ranks.size();
    }

    /** Reproduced if on every set the accuracy is surely five points above naming one label always; refuted if on none. */
    private void classification() {
        String statement =
                "Averaged vectors, learned without labels, serve to classify documents by topic and by sentiment.";
        Map<Measure, Application> sets = results.applications();
        if (sets.isEmpty()) {
            add(statement, Verdict.NOT_TESTED, "Labelled documents are missing: give --imdb or --newsgroups.");
            return;
        }
        long useful = sets.values().stream().filter(UseClaims::isUseful).count();
        add(
                statement,
                useful == sets.size() ? Verdict.REPRODUCED : useful == 0 ? Verdict.REFUTED : Verdict.CORRECTED,
                "Accuracy, and that of the most frequent label: %s.",
                sets.entrySet().stream()
                        .map(set -> String.format(
                                Locale.ROOT,
                                "%s %.3f (%.3f)",
                                set.getKey().words(),
                                set.getValue().meanScores().value(),
                                set.getValue().baseline()))
                        .collect(Collectors.joining(", ")));
    }

    private static boolean isUseful(Application application) {
        Scores scores = application.meanScores();
        double error = Spread.deviation(scores.items()) / Math.sqrt(scores.size());
        return scores.value() - Difference.WIDTH * error > application.baseline() + USEFUL;
    }

    private void weighting() {
        String statement = "Not in the text: means weighted by tf-idf classify better than plain ones.";
        if (results.applications().isEmpty()) {
            add(statement, Verdict.NOT_TESTED, "Labelled documents are missing: give --imdb or --newsgroups.");
            return;
        }
        List<Difference> differences = results.applications().entrySet().stream()
                .map(set -> results.difference(
                        set.getKey(),
                        List.of(set.getValue().meanScores()),
                        List.of(set.getValue().weightedScores())))
                .toList();
        Verdict verdict = Judgement.better(differences);
        add(statement, verdict, "tf-idf against plain: %s.", Judgement.words(differences, verdict));
    }

    private void preprocessing(String statement, Cell cell) {
        better(statement, Cell.CENTRE, cell, "Against words as they are");
    }

    /** As {@link Judgement#better}, from the smallest to the largest part of the text. */
    private void amount() {
        String statement = "Asked: more text makes better vectors.";
        List<CellResult> cells = results.of(Factor.AMOUNT);
        Cell most = cells.stream().map(CellResult::cell).anyMatch(Cell.DOUBLE::equals) ? Cell.DOUBLE : Cell.CENTRE;
        better(
                statement,
                Cell.QUARTER,
                most,
                String.format(
                        Locale.ROOT,
                        "%.3g%% of the documents against %.3g%%",
                        100 * most.amount() * results.options().fraction(),
                        100 * Cell.QUARTER.amount() * results.options().fraction()));
    }

    private void pretrained() {
        String statement = "Asked: Google's pretrained vectors are better than one's own.";
        Pretrained pretrained = results.pretrained();
        if (pretrained == null) {
            add(statement, Verdict.NOT_TESTED, "Such vectors are missing: give --pretrained V.bin.");
            return;
        }
        List<Difference> differences = WordVectorResults.QUALITY.stream()
                .filter(measure -> results.has(measure) && pretrained.scores().containsKey(measure))
                .map(measure -> results.difference(
                        measure,
                        results.of(Cell.CENTRE).scores(measure),
                        List.of(pretrained.scores().get(measure))))
                .toList();
        Verdict verdict = Judgement.better(differences);
        add(
                statement,
                verdict,
                "%s (%,d words of %d numbers) against the centre: %s.",
                pretrained.name(),
                pretrained.words(),
                pretrained.width(),
                Judgement.words(differences, verdict));
    }
}
