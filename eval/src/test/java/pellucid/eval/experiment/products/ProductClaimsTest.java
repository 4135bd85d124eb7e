package pellucid.eval.experiment.products;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pellucid.eval.report.Claim;
import pellucid.eval.report.Verdict;

/** Every rule in both directions, on made-up figures. */
class ProductClaimsTest {
    private static final MadeUp FIGURES = new MadeUp();

    private static Claim claim(MadeUp figures, String start) {
        List<Claim> found = ProductClaims.of(figures.results()).stream()
                .filter(claim -> claim.statement().startsWith(start))
                .toList();
        assertThat(found).as(start).hasSize(1);
        return found.get(0);
    }

    private static Verdict verdict(MadeUp figures, String start) {
        return claim(figures, start).verdict();
    }

    private static MadeUp of(double... accuracies) {
        return new MadeUp().base(FIGURES.right(accuracies));
    }

    @Test
    void comparesTheAccuracyWithSingleSplitsAndWithWhatIsToExpect() {
        String figure = "all-MiniLM-L6-v2 with a logistic regression reaches";
        assertThat(verdict(of(0.92, 0.94), figure)).isEqualTo(Verdict.REPRODUCED);
        assertThat(verdict(of(0.91, 0.915), figure)).isEqualTo(Verdict.CORRECTED);
        assertThat(verdict(of(0.99, 0.992), figure)).isEqualTo(Verdict.CORRECTED);
        assertThat(verdict(of(0.14, 0.15), figure)).isEqualTo(Verdict.REFUTED);
        String expected = "Not in the study, but read into it";
        assertThat(verdict(of(0.94, 0.95), expected)).isEqualTo(Verdict.REPRODUCED);
        assertThat(verdict(of(0.91, 0.91), expected)).isEqualTo(Verdict.CORRECTED);
        assertThat(verdict(of(0.5, 0.5), expected)).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void saysHowToGiveTheModelThatIsAbsent() {
        MadeUp without = of(0.95);
        for (String start : List.of(
                "bert-base-uncased reaches",
                "all-MiniLM-L6-v2 is more accurate than bert-base-uncased",
                "The clusters of bert-base-uncased",
                "all-MiniLM-L6-v2 separates",
                "MiniLM is twice as fast")) {
            Claim claim = claim(without, start);
            assertThat(claim.verdict()).as(start).isEqualTo(Verdict.NOT_TESTED);
            assertThat(claim.evidence()).contains("it is not on this machine", "--against");
        }
        assertThat(without.results().bertBase()).isNull();
    }

    private static MadeUp beside(double own, double bert) {
        MadeUp figures = of(own, own);
        return figures.other(
                "bert-base-uncased",
                figures.measured("BERT, CLS", FIGURES.right(bert, bert), figures.clustered(2, 2), 109_000_000, 80),
                figures.measured("BERT, mean", FIGURES.right(0.05, 0.05)));
    }

    @Test
    void judgesBertWhereThereIsOne() {
        String figure = "bert-base-uncased reaches";
        assertThat(verdict(beside(0.95, 0.93), figure)).isEqualTo(Verdict.REPRODUCED);
        assertThat(verdict(beside(0.95, 0.98), figure)).isEqualTo(Verdict.CORRECTED);
        assertThat(verdict(beside(0.95, 0.6), figure)).isEqualTo(Verdict.REFUTED);
        String more = "all-MiniLM-L6-v2 is more accurate than bert-base-uncased";
        assertThat(verdict(beside(0.95, 0.85), more)).isEqualTo(Verdict.REPRODUCED);
        assertThat(claim(beside(0.95, 0.85), more).evidence()).contains("BERT, CLS");
        assertThat(verdict(beside(0.85, 0.95), more)).isEqualTo(Verdict.REFUTED);
        assertThat(verdict(beside(0.14, 0.14), more)).isEqualTo(Verdict.NOT_TESTED);
        String separates = "all-MiniLM-L6-v2 separates";
        assertThat(verdict(beside(0.95, 0.93), separates)).isEqualTo(Verdict.REPRODUCED);
        MadeUp worse = of(0.95);
        worse.other(
                "bert-base-uncased", worse.measured("BERT", FIGURES.right(0.9), worse.clustered(0, 0), 50_000_000, 20));
        assertThat(verdict(worse, separates)).isEqualTo(Verdict.REFUTED);
        assertThat(verdict(worse, "MiniLM is three times smaller")).isEqualTo(Verdict.REFUTED);
        MadeUp mixed = of(0.95);
        mixed.other(
                "bert-base-uncased", mixed.measured("BERT", FIGURES.right(0.9), mixed.clustered(0, 2), 68_000_000, 12));
        assertThat(verdict(mixed, separates)).isEqualTo(Verdict.CORRECTED);
        assertThat(verdict(mixed, "MiniLM is three times smaller")).isEqualTo(Verdict.REPRODUCED);
    }

    /** All right, but for so many products of a category that are taken for another. */
    private static long[][] counts(Object... wrong) {
        long[][] counts = new long[7][7];
        for (int i = 0; i < 7; i++) {
            counts[i][i] = 100;
        }
        for (int i = 0; i < wrong.length; i += 3) {
            int from = MadeUp.CATEGORIES.indexOf((String) wrong[i]);
            int number = (Integer) wrong[i + 2];
            counts[from][from] -= number;
            counts[from][MadeUp.CATEGORIES.indexOf((String) wrong[i + 1])] += number;
        }
        return counts;
    }

    private static MadeUp taken(Object... wrong) {
        return new MadeUp().base(FIGURES.taken(counts(wrong)));
    }

    @Test
    void looksAtEveryCategory() {
        MadeUp as = taken(Reported.BABY, Reported.DECOR, 30, Reported.KITCHEN, Reported.FURNISHING, 3);
        MadeUp other = taken(
                Reported.BABY,
                Reported.DECOR,
                5,
                Reported.COMPUTERS,
                Reported.KITCHEN,
                30,
                Reported.WATCHES,
                Reported.BEAUTY,
                30);
        String nearlyAll = "F1 is above 0.90";
        assertThat(verdict(taken(Reported.BABY, Reported.WATCHES, 15), nearlyAll))
                .isEqualTo(Verdict.REPRODUCED);
        assertThat(verdict(as, nearlyAll)).isEqualTo(Verdict.CORRECTED);
        assertThat(verdict(other, nearlyAll)).isEqualTo(Verdict.REFUTED);
        String easy = "Computers, Kitchen";
        assertThat(verdict(as, easy)).isEqualTo(Verdict.CORRECTED);
        assertThat(verdict(taken(Reported.BABY, Reported.DECOR, 30, Reported.BEAUTY, Reported.FURNISHING, 3), easy))
                .isEqualTo(Verdict.REPRODUCED);
        assertThat(verdict(other, easy)).isEqualTo(Verdict.REFUTED);
        String beauty = "Beauty and Personal Care has";
        assertThat(verdict(as, beauty)).isEqualTo(Verdict.REPRODUCED);
        assertThat(verdict(other, beauty)).isEqualTo(Verdict.REFUTED);
        String hardest = "Baby Care is the hardest";
        assertThat(verdict(as, hardest)).isEqualTo(Verdict.REPRODUCED);
        assertThat(verdict(other, hardest)).isEqualTo(Verdict.REFUTED);
        assertThat(verdict(taken(Reported.BABY, Reported.DECOR, 30, Reported.BEAUTY, Reported.FURNISHING, 40), hardest))
                .isEqualTo(Verdict.CORRECTED);
        String overlap = "Overlaps remain";
        assertThat(verdict(mixed(Reported.BABY, Reported.DECOR, 30), overlap)).isEqualTo(Verdict.REPRODUCED);
        assertThat(claim(mixed(Reported.BABY, Reported.DECOR, 30), overlap).evidence())
                .contains("Baby Care and Home Decor & Festive Needs (30)", "of these two it is 30", "pair 1.4")
                .doesNotContain("Corrected");
        MadeUp others = mixed(Reported.BABY, Reported.DECOR, 20, Reported.COMPUTERS, Reported.KITCHEN, 30);
        assertThat(verdict(others, overlap)).isEqualTo(Verdict.CORRECTED);
        assertThat(claim(others, overlap).evidence()).contains("Corrected: these two overlap more");
        assertThat(verdict(mixed(Reported.COMPUTERS, Reported.KITCHEN, 30), overlap))
                .isEqualTo(Verdict.REFUTED);
        assertThat(verdict(mixed(), overlap)).isEqualTo(Verdict.REFUTED);
        assertThat(verdict(mixed(), "The clusters correspond")).isEqualTo(Verdict.CORRECTED);
        for (Claim claim : ProductClaims.of(as.results())) {
            assertThat(claim.evidence().contains("Corrected:") && claim.verdict() != Verdict.CORRECTED)
                    .as(claim.statement())
                    .isFalse();
        }
        assertThat(verdict(of(0.14, 0.14), hardest)).isEqualTo(Verdict.REFUTED);
    }

    /** As told apart in one split, and grouped alike but for so many products. */
    private static MadeUp mixed(Object... moved) {
        MadeUp figures = new MadeUp();
        Grouping grouping = figures.mixed(moved);
        Clustered clustered =
                new Clustered(grouping, grouping, figures.clustered(0, 0).map());
        return figures.base(figures.measured("description", FIGURES.right(0.95), clustered, 22_600_000, 10));
    }

    @Test
    void testsNoClaimOnTheStudysModelWithAnother() {
        MadeUp other = beside(0.95, 0.85).model("tiny");
        List<Claim> claims = ProductClaims.of(other.speed(2, 2).results());
        for (Claim claim : claims) {
            if (claim.statement().contains("MiniLM")) {
                assertThat(claim.verdict()).as(claim.statement()).isEqualTo(Verdict.NOT_TESTED);
            }
        }
        assertThat(claim(other, "all-MiniLM-L6-v2 with a logistic").evidence())
                .contains("Measured was tiny instead of all-MiniLM-L6-v2", "tiny: 0.9500");
        assertThat(verdict(other, "bert-base-uncased reaches")).isNotEqualTo(Verdict.NOT_TESTED);
        MadeUp beaten = of(0.95).model("tiny");
        beaten.other("all-MiniLM-L6-v2", beaten.measured("MiniLM, mean", FIGURES.right(0.85)));
        assertThat(verdict(beaten, "Not in the study: tiny is more accurate than all-MiniLM"))
                .isEqualTo(Verdict.REPRODUCED);
        String page = ProductReport.of(other.results(), claims, Map.of(), Duration.ZERO)
                .html();
        assertThat(page)
                .contains(
                        "here tiny takes its place",
                        "all-MiniLM-L6-v2 (not tested: not the main model)",
                        "tiny (not in the study)");
    }

    @Test
    void asksWhetherMoreDataHelps() {
        String data = "More data would improve";
        assertThat(verdict(of(0.95).half(FIGURES.right(0.9)), data)).isEqualTo(Verdict.REPRODUCED);
        assertThat(verdict(of(0.95).half(FIGURES.right(0.95)), data)).isEqualTo(Verdict.REFUTED);
        assertThat(verdict(of(0.14).half(FIGURES.right(0.14)), data)).isEqualTo(Verdict.NOT_TESTED);
        Claim complex = claim(taken(Reported.BABY, Reported.WATCHES, 30), "More complex models");
        assertThat(complex.verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(complex.evidence()).contains("that of Baby Care, 0.824");
    }

    @Test
    void judgesTheSpeedByEveryRound() {
        String fast = "MiniLM is twice as fast";
        assertThat(verdict(of(0.9).speed(1.8, 2.3), fast)).isEqualTo(Verdict.REPRODUCED);
        assertThat(verdict(of(0.9).speed(4, 5), fast)).isEqualTo(Verdict.CORRECTED);
        assertThat(verdict(of(0.9).speed(1, 1.2), fast)).isEqualTo(Verdict.REFUTED);
        assertThat(verdict(of(0.9).speed(1, 4), fast)).isEqualTo(Verdict.NOT_TESTED);
        assertThat(verdict(of(0.9).speed(2, Double.NaN), fast)).isEqualTo(Verdict.NOT_TESTED);
    }

    @Test
    void findsNoImbalanceWhereThereIsNone() {
        String imbalance = "The model copes";
        assertThat(verdict(of(0.95), imbalance)).isEqualTo(Verdict.REFUTED);
        assertThat(claim(of(0.95), imbalance).evidence()).contains("7 categories of 100 products each");
        MadeUp uneven = new MadeUp(100, 100, 100, 100, 100, 100, 20);
        assertThat(verdict(uneven.base(uneven.right(0.95)), imbalance)).isEqualTo(Verdict.REPRODUCED);
        assertThat(verdict(uneven.base(uneven.taken(counts(Reported.WATCHES, Reported.BABY, 50))), imbalance))
                .isEqualTo(Verdict.REFUTED);
    }

    @Test
    void keepsSeriesTogether() {
        String series = "Not in the study: the accuracy does not rest";
        assertThat(claim(of(0.95), series).evidence()).contains("No two descriptions");
        MadeUp same = of(0.95).withSeries();
        assertThat(verdict(same.together(FIGURES.right(0.95)), series)).isEqualTo(Verdict.REPRODUCED);
        assertThat(claim(same, series).evidence()).contains("0 of 700 descriptions", "1 more differ");
        assertThat(verdict(same.together(FIGURES.right(0.85)), series)).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void leavesSeriesAloneWhereTheyCannotBeKeptTogether() {
        Claim series = claim(of(0.95).withSeries().parted(), "Not in the study: the accuracy does not rest");
        assertThat(series.verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(series.evidence()).contains("fewer than 5 descriptions differ");
    }

    private static MadeUp clustered(int vectors, int plane) {
        MadeUp figures = new MadeUp();
        return figures.base(figures.measured(
                "description", FIGURES.right(0.95), figures.clustered(vectors, plane), 22_600_000, 10));
    }

    @Test
    void takesTheNearerOfTheTwoIndices() {
        String index = "The clusters of all-MiniLM-L6-v2 agree";
        assertThat(verdict(clustered(3, 7), index)).isEqualTo(Verdict.REPRODUCED);
        assertThat(claim(clustered(3, 7), index).evidence()).contains("that of the t-SNE plane");
        assertThat(claim(clustered(7, 3), index).evidence()).contains("that of the embeddings");
        assertThat(verdict(clustered(0, 20), index)).isEqualTo(Verdict.CORRECTED);
        assertThat(verdict(clustered(1, 1), index)).isEqualTo(Verdict.REFUTED);
        String notable = "The clusters correspond";
        assertThat(verdict(clustered(3, 7), notable)).isEqualTo(Verdict.REPRODUCED);
        assertThat(verdict(clustered(2, 2), notable)).isEqualTo(Verdict.CORRECTED);
        assertThat(verdict(clustered(1, 1), notable)).isEqualTo(Verdict.REFUTED);
        String hangs = "Not in the study: the ARI hangs";
        assertThat(verdict(clustered(7, 7), hangs)).isEqualTo(Verdict.REFUTED);
        assertThat(verdict(clustered(3, 7), hangs)).isEqualTo(Verdict.REPRODUCED);
        assertThat(verdict(clustered(7, 7).perplexities(FIGURES.grouped(3)), hangs))
                .isEqualTo(Verdict.REPRODUCED);
    }

    @Test
    void asksWhetherMoreOfTheProductHelps() {
        String name = "The product's name";
        assertThat(verdict(of(0.9).variant(TextVariant.NAME, FIGURES.right(0.95)), name))
                .isEqualTo(Verdict.REPRODUCED);
        assertThat(verdict(of(0.95).variant(TextVariant.NAME, FIGURES.right(0.9)), name))
                .isEqualTo(Verdict.REFUTED);
        assertThat(verdict(of(0.9).variant(TextVariant.BRAND, FIGURES.right(0.9)), "The brand"))
                .isEqualTo(Verdict.REFUTED);
        assertThat(claim(of(0.9), "The complete description").evidence())
                .contains("No description is longer than the 256");
        String average = "Not in the study: all-MiniLM-L6-v2 is more accurate than Word2Vec";
        assertThat(verdict(of(0.95).average(FIGURES.right(0.8)), average)).isEqualTo(Verdict.REPRODUCED);
        assertThat(verdict(of(0.8).average(FIGURES.right(0.9)), average)).isEqualTo(Verdict.REFUTED);
        assertThat(verdict(of(0.14).average(FIGURES.right(0.14)), average)).isEqualTo(Verdict.NOT_TESTED);
    }

    @Test
    void callsASureButNegligibleGainCorrected() {
        MadeUp figures = of(0.95);
        double[] shares = figures.results().base().classified().shares().clone();
        for (int i = 0; i < shares.length; i++) {
            shares[i] += 0.004;
        }
        Classified little = new Classified(FIGURES.right(0.954).splits(), shares);
        assertThat(verdict(figures.variant(TextVariant.NAME, little), "The product's name"))
                .isEqualTo(Verdict.CORRECTED);
    }

    @Test
    void countsParametersAndBits() {
        assertThat(OtherClaims.bertBaseParameters()).isEqualTo(108_891_648);
        assertThat(verdict(of(0.9), "MiniLM is three times smaller")).isEqualTo(Verdict.CORRECTED);
        assertThat(claim(of(0.9), "MiniLM is three times smaller").evidence()).contains("22.6M", "108.9M", "4.8 times");
        assertThat(verdict(of(0.9), "Texts may be encoded")).isEqualTo(Verdict.REPRODUCED);
        assertThat(verdict(of(0.9).batches(1), "Texts may be encoded")).isEqualTo(Verdict.REFUTED);
        assertThat(verdict(of(0.9), "Distillation keeps")).isEqualTo(Verdict.NOT_TESTED);
    }

    @Test
    void showsEveryFigureOfThePapersAsReported() {
        String page = ProductReport.of(of(0.9).results(), List.of(), Map.of(), Duration.ZERO)
                .html();
        assertThat(page).contains("Reported, not measured here", "MobileBERT", "81.7", "L12xH384", "75.6");
        assertThat(page).contains("bert-base-uncased (not tested: the model is absent)");
        assertThat(page).doesNotContain("This is the control");
    }
}
