package pellucid.eval.experiment.relevance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pellucid.eval.experiment.relevance.RelevanceOptions.Partition;
import pellucid.eval.report.Verdict;

class JudgeTest {
    private static final RelevanceOptions OPTIONS = RelevanceOptions.DEFAULTS.withProducts(0);

    @TempDir
    private Path folder;

    private MadeUp made() throws IOException {
        return new MadeUp(folder, OPTIONS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Boosts on the fields help text search | TEXTSEARCH | TEXTSEARCH_BOOSTED",
                "Vector search beats text search | TEXTSEARCH_BOOSTED | VECTORSEARCH",
                "A vector for each field is worse | VECTORSEARCH_MULTIFIELD | VECTORSEARCH",
                "Weights help the search by a vector for each | VECTORSEARCH_MULTIFIELD | VECTORSEARCH_MULTIFIELD_BOOSTED",
                "Even with weights | VECTORSEARCH_MULTIFIELD_BOOSTED | VECTORSEARCH",
                "Boosts help the hybrid search | HYBRID | HYBRID_BOOSTED",
                "Fusing the rankings of all fields | RRF_MULTI | RRF"
            })
    void followsTheDirection(String claim, SearchRow from, SearchRow to) throws IOException {
        assertThat(made().all(to, 0.6).verdict(claim)).isEqualTo(Verdict.REPRODUCED);
        assertThat(made().verdict(claim)).isEqualTo(Verdict.REFUTED);
        assertThat(made().all(from, 0.6).verdict(claim)).isEqualTo(Verdict.REFUTED);
        assertThat(made().halves(to, 0.9, 0.2).verdict(claim)).isEqualTo(Verdict.NOT_TESTED);
        assertThat(made().all(from, 0).all(to, 0).claim(claim))
                .satisfies(found -> assertThat(found.verdict()).isEqualTo(Verdict.REFUTED))
                .satisfies(found -> assertThat(found.evidence()).startsWith("Both are at chance"));
    }

    @Test
    void wantsTheFusionsToBeTheBestOfTheirKind() throws IOException {
        String untuned = "Without fine-tuning, reciprocal rank fusion is the best";
        String all = "Reciprocal rank fusion with fine-tuned vectors is the best";
        assertThat(made().all(SearchRow.RRF, 0.6).verdict(untuned)).isEqualTo(Verdict.REPRODUCED);
        assertThat(made().all(SearchRow.RRF, 0.6).all(SearchRow.HYBRID, 0.7).verdict(untuned))
                .isEqualTo(Verdict.REFUTED);
        assertThat(made().all(SearchRow.RRF, 0.6)
                        .all(SearchRow.RRF_FINETUNE, 0.7)
                        .verdict(untuned))
                .isEqualTo(Verdict.REPRODUCED);
        assertThat(made().all(SearchRow.RRF_FINETUNE, 0.7).verdict(all)).isEqualTo(Verdict.REPRODUCED);
        assertThat(made().all(SearchRow.RRF, 0.7).verdict(all)).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void asksWhetherTextBringsNothing() throws IOException {
        String claim = "Added without weights";
        assertThat(made().verdict(claim)).isEqualTo(Verdict.REPRODUCED);
        assertThat(made().all(SearchRow.HYBRID, 0.6).verdict(claim)).isEqualTo(Verdict.REFUTED);
        assertThat(made().all(SearchRow.HYBRID, 0.4).verdict(claim)).isEqualTo(Verdict.REFUTED);
        assertThat(made().halves(SearchRow.HYBRID, 0.2, 0.9).verdict(claim)).isEqualTo(Verdict.NOT_TESTED);
        assertThat(made().all(SearchRow.HYBRID, 0)
                        .all(SearchRow.VECTORSEARCH, 0)
                        .verdict(claim))
                .isEqualTo(Verdict.REFUTED);
    }

    @ParameterizedTest
    @CsvSource({
        "0.575, REPRODUCED", // 15%
        "0.54, CORRECTED", // 8%
        "0.65, CORRECTED", // 30%
        "0.5, REFUTED",
        "0.4, REFUTED"
    })
    void comparesTheShareOfTheGain(double tuned, Verdict verdict) throws IOException {
        assertThat(made().all(SearchRow.VECTORSEARCH_FINETUNE, tuned).verdict("Fine-tuning improves vector search"))
                .isEqualTo(verdict);
    }

    @Test
    void comparesTheShareOfTheFusionsGain() throws IOException {
        String claim = "Fine-tuned vectors improve reciprocal rank fusion";
        assertThat(made().all(SearchRow.RRF_FINETUNE, 0.535).verdict(claim)).isEqualTo(Verdict.REPRODUCED);
        assertThat(made().all(SearchRow.RRF_FINETUNE, 0.6).verdict(claim)).isEqualTo(Verdict.CORRECTED);
        assertThat(made().verdict(claim)).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void restsOnQueriesThatTrainingHasNot() throws IOException {
        String claim = "What fine-tuning teaches is the domain";
        MadeUp leaky = new MadeUp(folder, OPTIONS.withSplit(Partition.AS_CODED));
        boolean[] unseen = leaky.task.unseen();
        leaky.all(SearchRow.VECTORSEARCH_FINETUNE, 0.5);
        for (int i = 0; i < unseen.length; i++) {
            leaky.values.get(SearchRow.VECTORSEARCH_FINETUNE)[i] = unseen[i] ? 0.5 : 0.9;
        }
        int count = 0;
        for (boolean one : unseen) {
            count += one ? 1 : 0;
        }
        assertThat(leaky.verdict(claim)).isEqualTo(count < 2 ? Verdict.NOT_TESTED : Verdict.REFUTED);
        assertThat(made().all(SearchRow.VECTORSEARCH_FINETUNE, 0.6).verdict(claim))
                .isEqualTo(Verdict.REPRODUCED);
    }

    @Test
    void readsTheTrainingFromTheHeldOutPairs() throws IOException {
        String correlations = "Fine-tuning raises Pearson's correlation";
        assertThat(made().evaluated(0, 0.1).claim(correlations))
                .satisfies(found -> assertThat(found.verdict()).isEqualTo(Verdict.CORRECTED))
                .satisfies(found -> assertThat(found.evidence()).contains("cannot exceed 0.8660", "swapped"));
        assertThat(made().evaluated(0.3, 0.1).verdict(correlations)).isEqualTo(Verdict.REFUTED);
        assertThat(made().evaluated(0.5, 0.1).verdict(correlations)).isEqualTo(Verdict.REFUTED);

        String loss = "The MNR loss drops off";
        assertThat(made().evaluated(0, 0.01).verdict(loss)).isEqualTo(Verdict.REPRODUCED);
        assertThat(made().evaluated(0, 0.1).verdict(loss)).isEqualTo(Verdict.CORRECTED);
        assertThat(made().evaluated(0, 0.2).verdict(loss)).isEqualTo(Verdict.REFUTED);
        assertThat(made().evaluated(0, 0.3).verdict(loss)).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void looksForOverfittingAfterTenEpochs() throws IOException {
        String overfits = "After ten epochs the model does not overfit";
        String stop = "The training should have had an early stopping check";
        MadeUp few = made().evaluated(0, 0.1);
        assertThat(few.verdict(overfits)).isEqualTo(Verdict.NOT_TESTED);
        assertThat(few.verdict(stop)).isEqualTo(Verdict.NOT_TESTED);

        MadeUp ten = made().evaluated(0, 0.1);
        ten.options = OPTIONS.withEpochs(10);
        assertThat(ten.verdict(overfits)).isEqualTo(Verdict.REPRODUCED);
        assertThat(ten.verdict(stop)).isEqualTo(Verdict.REFUTED);
        ten.evaluated(0, 0.15);
        assertThat(ten.verdict(overfits)).isEqualTo(Verdict.REFUTED);
        ten.kept = 1;
        assertThat(ten.verdict(stop)).isEqualTo(Verdict.CORRECTED);
        ten.stoppedEarly = true;
        assertThat(ten.verdict(stop)).isEqualTo(Verdict.REPRODUCED);

        MadeUp stopped = made().evaluated(0, 0.1);
        stopped.options = OPTIONS.withEpochs(10);
        stopped.stoppedEarly = true;
        assertThat(stopped.verdict(overfits)).isEqualTo(Verdict.CORRECTED);
        assertThat(made().evaluated(0, 0.1).evaluated(0, 0.2).verdict(overfits)).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void readsTheBoxPlot() throws IOException {
        String up = "Fine-tuning pushes the similarities of highly relevant pairs up";
        String down = "It pushes those of low relevance down";
        String wider = "The similarities spread out";
        String apart = "Fine-tuning separates";
        MadeUp asClaimed = made().pairs(20, 3, "a", "b", 0.6, 0.7).pairs(20, 1.33, "a", "b", 0.4, 0.3);
        MadeUp opposite = made().pairs(20, 3, "a", "b", 0.6, 0.5).pairs(20, 1.33, "a", "b", 0.4, 0.45);
        for (String claim : new String[] {up, down, wider, apart}) {
            assertThat(asClaimed.verdict(claim)).as(claim).isEqualTo(Verdict.REPRODUCED);
            assertThat(opposite.verdict(claim)).as(claim).isEqualTo(Verdict.REFUTED);
        }
        MadeUp without = made().pairs(20, 3, "a", "b", 0.6, 0.7);
        assertThat(without.verdict(down)).isEqualTo(Verdict.NOT_TESTED);
        assertThat(without.verdict(apart)).isEqualTo(Verdict.NOT_TESTED);
        assertThat(asClaimed.claim(down).evidence()).contains("mean change -0.100 (95% from -0.100 to -0.100)");
    }

    @Test
    void asksWhatMisspellingsCost() throws IOException {
        String claim = "Fine-tuning teaches misspellings";
        assertThat(made().verdict(claim)).isEqualTo(Verdict.NOT_TESTED);
        assertThat(spelt(0.5).verdict(claim)).isEqualTo(Verdict.REPRODUCED);
        assertThat(spelt(0.4).verdict(claim)).isEqualTo(Verdict.REFUTED);
        assertThat(spelt(0.3).verdict(claim)).isEqualTo(Verdict.REFUTED);
    }

    /** Before, a misspelling costs 0.2 of 0.6; after, all cosines are 0.1 less. */
    private MadeUp spelt(double tuned) throws IOException {
        MadeUp made = made();
        for (int i = 0; i < 12; i++) {
            made.spellings.add(
                    new SpellingShift(new Misspelling("vacume", "vacuum"), "Vacuum", 0.4, 0.6, tuned - 0.1, 0.5));
        }
        return made;
    }

    @Test
    void comparesDirectMatchesWithOthers() throws IOException {
        String claim = "What deteriorates the most";
        MadeUp direct =
                made().pairs(20, 3, "red owts", "OWT, red", 0.6, 0.5).pairs(20, 3, "red owl", "OWT, red", 0.6, 0.6);
        assertThat(direct.verdict(claim)).isEqualTo(Verdict.REPRODUCED);
        MadeUp others =
                made().pairs(20, 3, "red owts", "OWT, red", 0.6, 0.6).pairs(20, 3, "red owl", "OWT, red", 0.6, 0.5);
        assertThat(others.verdict(claim)).isEqualTo(Verdict.REFUTED);
        assertThat(made().pairs(20, 3, "red owts", "OWT, red", 0.6, 0.5).verdict(claim))
                .isEqualTo(Verdict.NOT_TESTED);
    }

    @Test
    void doesNotTakeFewQueriesForChance() throws IOException {
        String claim = "Boosts help the hybrid search";
        MadeUp few = made().all(SearchRow.HYBRID, 0).all(SearchRow.HYBRID_BOOSTED, 0);
        few.values.get(SearchRow.HYBRID_BOOSTED)[0] = 0.9;
        assertThat(few.claim(claim).verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(few.claim(claim).evidence())
                .startsWith("Neither is seen to be above chance")
                .contains("more queries are missing");
    }

    @Test
    void leavesOutAShareOfNothing() throws IOException {
        assertThat(made().all(SearchRow.RRF, 0)
                        .all(SearchRow.RRF_FINETUNE, 0.6)
                        .claim("Fine-tuned vectors improve reciprocal rank fusion"))
                .satisfies(found -> assertThat(found.verdict()).isEqualTo(Verdict.CORRECTED))
                .satisfies(found -> assertThat(found.evidence())
                        .startsWith("NDCG@10 +0.600")
                        .doesNotContain("Infinity", "NaN"));
    }
}
