package pellucid.eval.experiment.movies;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import pellucid.eval.experiment.movies.ArmResult.Hit;
import pellucid.eval.metric.Interval;
import pellucid.eval.report.Verdict;

/** What the study claims beside its table. */
final class OtherClaims extends Verdicts {
    /** Cosines that differ by less are about the same. */
    private static final double ABOUT = 0.05;

    OtherClaims(MovieResults results) {
        super(results);
    }

    @Override
    void judge() {
        distances();
        sixQueries();
        fiveQueries();
        ratings();
        epochs();
        oneEpoch();
        fewerExamples();
        finds("Titanic", "romantic cruise ship");
        finds("Titanic", "romantic movie on a cruise ship");
        finds("Her", "AI falls in love lonely writer");
        finds("Solaris", "sad space movie");
        hardNegatives();
        batchNegatives();
        genericQueries();
        batches();
        add(
                "The choice of the loss is as important as the architecture of the model and the quality of the data.",
                Verdict.NOT_TESTED,
                "Models of other architectures, and a table of films of another quality, are missing.");
        duplicates();
        otherWords();
    }

    /**
     * On the held-out queries, for the nine are few: reproduced if cosine halves the squared distance and MNRL stays
     * within a third; corrected at less than 0.9.
     */
    private void distances() {
        double base = 2 * results.of(Arm.BASE).meanDistance(heldOut);
        double cosine = 2 * results.of(Arm.COSINE).meanDistance(heldOut);
        double mnrl = 2 * results.of(Arm.MNRL).meanDistance(heldOut);
        double ratio = cosine / base;
        boolean normal = mnrl / base > 0.75 && mnrl / base < 4.0 / 3;
        add(
                "The mean distance of the best film falls from .91 to .2555 under CosineSimilarityLoss, not under MNRL.",
                ratio <= 0.5 && normal ? Verdict.REPRODUCED : ratio < 0.9 ? Verdict.CORRECTED : Verdict.REFUTED,
                "The study names no unit. Squared L2 over the held-out queries: base %.3f, cosine %.3f, MNRL %.3f, the"
                        + " ratio cosine : base is %.2f, the study's 0.28; over the nine: %.3f, %.3f, %.3f. L2 is the"
                        + " root of a pair's value, 1 - cos half of it: see the table of distances.",
                base,
                cosine,
                mnrl,
                ratio,
                2 * results.of(Arm.BASE).meanDistance(nine),
                2 * results.of(Arm.COSINE).meanDistance(nine),
                2 * results.of(Arm.MNRL).meanDistance(nine));
    }

    /** Reproduced if all counts are the study's; corrected if MNRL has more right than the base model. */
    private void sixQueries() {
        int[] six = results.nineOf(SeedQuery::mnrlTable);
        int base = results.right(Arm.BASE, six);
        int mnrl = results.right(Arm.MNRL, six);
        int longer = results.right(Arm.MNRL_3, six);
        boolean equal = six.length == 6 && base == 3 && mnrl == 4 && longer == 4;
        add(
                "Base 3 of 6, MNRL 4 of 6 after 1 epoch and after 3: +17%.",
                equal ? Verdict.REPRODUCED : mnrl > base ? Verdict.CORRECTED : Verdict.REFUTED,
                "Here base %d, MNRL %d and %d of %d; chance alone gives the first difference with p = %.2f. In the study one"
                        + " query is the whole difference, and its own table ticks four results of the base model, not"
                        + " three.",
                base,
                mnrl,
                longer,
                six.length,
                six.length == 0
                        ? 1
                        : results.p(
                                results.of(Arm.BASE).topOne(six),
                                results.of(Arm.MNRL).topOne(six)));
    }

    /** Reproduced at 0; corrected if fewer than the base model's; says nothing where that has none right either. */
    private void fiveQueries() {
        String statement = "CosineSimilarityLoss: 0 of 5 queries right.";
        int[] five = results.nineOf(SeedQuery::cosineTable);
        int base = results.right(Arm.BASE, five);
        int cosine = results.right(Arm.COSINE, five);
        if (base == 0 && cosine == 0) {
            add(
                    statement,
                    Verdict.NOT_TESTED,
                    "The base model has none of %d right either; a search that works is" + " missing.",
                    five.length);
            return;
        }
        add(
                statement,
                cosine == 0 ? Verdict.REPRODUCED : cosine < base ? Verdict.CORRECTED : Verdict.REFUTED,
                "Here %d of %d; the base model, which the study did not ask these, %d.",
                cosine,
                five.length,
                base);
    }

    /** Reproduced from -10% on; refuted where it does not fall. */
    private void ratings() {
        String statement = "The best films of CosineSimilarityLoss are rated 5.75, 15% below the base model's.";
        double base = results.of(Arm.BASE).meanRating(nine);
        double cosine = results.of(Arm.COSINE).meanRating(nine);
        if (Double.isNaN(base) || Double.isNaN(cosine)) {
            add(statement, Verdict.NOT_TESTED, "The films have no ratings: a table with a column rating is missing.");
            return;
        }
        double change = cosine / base - 1;
        add(
                statement,
                change <= -0.1 ? Verdict.REPRODUCED : change < 0 ? Verdict.CORRECTED : Verdict.REFUTED,
                "Over the nine queries %.2f against %.2f (%+.0f%%); over the held-out ones %.2f against %.2f.",
                cosine,
                base,
                100 * change,
                results.of(Arm.COSINE).meanRating(heldOut),
                results.of(Arm.BASE).meanRating(heldOut));
    }

    private void epochs() {
        compare(
                "MNRL does not overfit even after 3 epochs.",
                Arm.MNRL,
                Arm.MNRL_3,
                heldOut,
                RULE::noWorse,
                String.format(
                        Locale.ROOT,
                        "Of the nine queries %d right after 3 epochs and %d after 1; on the held-out ones",
                        results.right(Arm.MNRL_3, nine),
                        results.right(Arm.MNRL, nine)));
    }

    private void oneEpoch() {
        compare("One epoch of MNRL suffices.", Arm.MNRL_3, Arm.MNRL, heldOut, RULE::noWorse, "One epoch against three");
    }

    /** Corrected if MNRL only makes more of the same examples, in one epoch of each. */
    private void fewerExamples() {
        String statement = "MNRL needs fewer examples than CosineSimilarityLoss.";
        if (results.isChance(Arm.COSINE, heldOut) && results.isChance(Arm.MNRL_HALF, heldOut)) {
            add(statement, Verdict.NOT_TESTED, "%s", atChance(heldOut));
            return;
        }
        Interval fewer = results.gain(Arm.COSINE, Arm.MNRL_HALF, heldOut);
        Interval alike = results.gain(Arm.COSINE_HALF, Arm.MNRL_HALF, heldOut);
        Verdict verdict = RULE.noWorse(fewer);
        add(
                statement,
                verdict != Verdict.REPRODUCED && alike.low() > 0 ? Verdict.CORRECTED : verdict,
                "MNRL on %,d pairs once against cosine on %,d three times: %s; against cosine on the same %,d once: %s.",
                results.of(Arm.MNRL_HALF).training().examples(),
                results.of(Arm.COSINE).training().examples(),
                RULE.words(fewer, verdict),
                results.of(Arm.COSINE_HALF).training().examples(),
                RULE.words(alike));
    }

    /** Reproduced if MNRL has it first and the base model does not; corrected if it was first before, or is among 3. */
    private void finds(String title, String query) {
        String statement = "MNRL finds " + title + " for \"" + query + "\", the base model does not.";
        int place = place(query);
        boolean there = results.queries().corpus().stream()
                .anyMatch(movie -> movie.title().equals(title) && expects(query, movie));
        if (place < 0 || !there) {
            add(statement, Verdict.NOT_TESTED, "The table of films lacks %s.", title);
            return;
        }
        int before = rank(Arm.BASE, place, title);
        int after = rank(Arm.MNRL, place, title);
        boolean found = after == 1;
        boolean near = after >= 1 && after <= 3;
        add(
                statement,
                found && before != 1 ? Verdict.REPRODUCED : found || near ? Verdict.CORRECTED : Verdict.REFUTED,
                "Rank %s under the base model, %s under MNRL; first are %s and %s.",
                rankWords(before),
                rankWords(after),
                first(Arm.BASE, place),
                first(Arm.MNRL, place));
    }

    private boolean expects(String query, Movie movie) {
        return results.queries().nine().stream()
                .anyMatch(seed -> seed.query().equals(query) && seed.expected().contains(movie.label()));
    }

    private int place(String query) {
        return Arrays.stream(nine)
                .filter(i -> results.queries().judged().get(i).text().equals(query))
                .findFirst()
                .orElse(-1);
    }

    private int rank(Arm arm, int place, String title) {
        List<Hit> hits = results.of(arm).hits().get(place);
        for (int i = 0; i < hits.size(); i++) {
            if (hits.get(i).movie().title().equals(title)) {
                return i + 1;
            }
        }
        return 0;
    }

    private static String rankWords(int rank) {
        return rank == 0 ? "beyond 10" : Integer.toString(rank);
    }

    private String first(Arm arm, int place) {
        return results.of(arm).hits().get(place).get(0).movie().label();
    }

    private void hardNegatives() {
        compare(
                "CosineSimilarityLoss fails because random negatives are too easy: hard ones would help.",
                Arm.COSINE_HALF,
                Arm.COSINE_HARD,
                heldOut,
                RULE::better,
                "Hard negatives (nearest by the base model, without the genre or keyword) against random ones");
    }

    /** Reproduced if the films of a batch are about as near as those that are searched for; corrected if only the nearest is. */
    private void batchNegatives() {
        String statement = "The other films of a batch are hard negatives of themselves, since they are often similar.";
        BatchNegatives found = results.negatives();
        if (found.queries() == 0) {
            add(statement, Verdict.NOT_TESTED, "Films that are both learned from and searched in are missing.");
            return;
        }
        boolean near = found.others() > found.mined() - ABOUT;
        boolean nearest = found.hardest() > found.mined() - ABOUT;
        add(
                statement,
                near ? Verdict.REPRODUCED : nearest ? Verdict.CORRECTED : Verdict.REFUTED,
                "Mean cosine of %d queries with wrong films under the base model: the others of the batch %.3f, the nearest"
                        + " of them %.3f, those that were searched for %.3f (about as near: within %.2f).",
                found.queries(),
                found.others(),
                found.hardest(),
                found.mined(),
                ABOUT);
    }

    private void genericQueries() {
        compare(
                "Training queries should be specific: generic ones bias the model.",
                Arm.GENERIC,
                Arm.SPECIFIC,
                results.queries().places(JudgedQuery.Group.SPECIFIC),
                RULE::better,
                "On held-out specific queries, specific against generic training");
    }

    private void batches() {
        compare(
                "A larger batch is better for MNRL, since it has more negatives (64 against 32).",
                Arm.MNRL_HALF,
                Arm.BATCH_64,
                heldOut,
                RULE::better,
                "One epoch each, and so half as many steps");
    }

    private void duplicates() {
        compare(
                "Not in the study: batches without duplicates do not harm MNRL.",
                Arm.MNRL_HALF,
                Arm.NO_DUPLICATES,
                heldOut,
                RULE::noWorse,
                "NoDuplicates against plain batches");
    }

    /** Corrected where less than half of the gain with the templates is left. */
    private void otherWords() {
        String statement = "Not in the study: MNRL teaches more than the templates of its training queries.";
        if (results.isChance(Arm.BASE, heldOut) && results.isChance(Arm.MNRL, heldOut)) {
            add(statement, Verdict.NOT_TESTED, "%s", atChance(heldOut));
            return;
        }
        Interval other = results.gain(Arm.BASE, Arm.MNRL, heldOut);
        Interval same = results.gain(Arm.BASE, Arm.MNRL, results.asTrained());
        Verdict verdict = RULE.better(other);
        boolean less = verdict == Verdict.REPRODUCED && 2 * other.estimate() < same.estimate();
        add(
                statement,
                less ? Verdict.CORRECTED : verdict,
                "Against the base model, on %d held-out queries in words that the training has not: %s; on the same in its"
                        + " templates: %s.",
                heldOut.length,
                RULE.words(other, verdict),
                RULE.words(same));
    }
}
