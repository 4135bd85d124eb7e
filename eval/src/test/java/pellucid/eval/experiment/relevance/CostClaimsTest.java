package pellucid.eval.experiment.relevance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.eval.report.Verdict;

class CostClaimsTest {
    @TempDir
    private Path folder;

    private MadeUp made() throws IOException {
        return new MadeUp(folder, RelevanceOptions.DEFAULTS.withProducts(0));
    }

    @Test
    void comparesRunTimes() throws IOException {
        String vectors = "Vector search takes about three times";
        assertThat(made().work(SearchRow.VECTORSEARCH, 3).verdict(vectors)).isEqualTo(Verdict.REPRODUCED);
        assertThat(made().work(SearchRow.VECTORSEARCH, 30).verdict(vectors)).isEqualTo(Verdict.CORRECTED);
        assertThat(made().verdict(vectors)).isEqualTo(Verdict.REFUTED);
        String fusion = "Reciprocal rank fusion takes eight times";
        assertThat(made().work(SearchRow.RRF, 8).work(SearchRow.RRF_MULTI, 14).verdict(fusion))
                .isEqualTo(Verdict.REPRODUCED);
        assertThat(made().work(SearchRow.RRF, 1.1).work(SearchRow.RRF_MULTI, 2).verdict(fusion))
                .isEqualTo(Verdict.CORRECTED);
        assertThat(made().work(SearchRow.HYBRID, 2).verdict(fusion)).isEqualTo(Verdict.REFUTED);
        String tuned = "Search by fine-tuned vectors is two and a half";
        assertThat(made().work(SearchRow.VECTORSEARCH_FINETUNE, 0.4).verdict(tuned))
                .isEqualTo(Verdict.REPRODUCED);
        assertThat(made().work(SearchRow.VECTORSEARCH_FINETUNE, 0.4, 0.7).verdict(tuned))
                .isEqualTo(Verdict.REFUTED);
        assertThat(made().verdict(tuned)).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void leavesOpenWhatTheRoundsDoNotAgreeOn() throws IOException {
        String vectors = "Vector search takes about three times";
        assertThat(made().work(SearchRow.VECTORSEARCH, 3, 1).verdict(vectors)).isEqualTo(Verdict.NOT_TESTED);
        assertThat(made().work(SearchRow.VECTORSEARCH, 3, 5).claim(vectors))
                .satisfies(found -> assertThat(found.verdict()).isEqualTo(Verdict.NOT_TESTED))
                .satisfies(found -> assertThat(found.evidence())
                        .startsWith("3.80 times (3.00 to 5.00 in 5 rounds)")
                        .contains("The rounds differ too much"));
        String fusion = "Reciprocal rank fusion takes eight times";
        assertThat(made().work(SearchRow.RRF, 8)
                        .work(SearchRow.RRF_MULTI, 14, 7)
                        .verdict(fusion))
                .isEqualTo(Verdict.NOT_TESTED);
        assertThat(made().work(SearchRow.RRF, 1.1, 2)
                        .work(SearchRow.RRF_MULTI, 3)
                        .verdict(fusion))
                .isEqualTo(Verdict.CORRECTED);
    }

    @Test
    void judgesNoTimesThatAreTooShort() throws IOException {
        MadeUp brief = made().work(SearchRow.TEXTSEARCH, 0).work(SearchRow.VECTORSEARCH, 0.05);
        for (String start : new String[] {
            "Vector search takes about three times",
            "Reciprocal rank fusion takes eight times",
            "Search by fine-tuned vectors is two and a half"
        }) {
            assertThat(brief.claim(start).verdict()).as(start).isEqualTo(Verdict.NOT_TESTED);
            assertThat(brief.claim(start).evidence())
                    .contains("vectorsearch 0.25 s", "more queries are missing")
                    .doesNotContain("Infinity", "NaN");
        }
        assertThat(made().work(SearchRow.TEXTSEARCH, 0, 1)
                        .claim("Vector search takes about")
                        .evidence())
                .doesNotContain("Infinity", "NaN");
    }

    @Test
    void auditsTheLeaks() throws IOException {
        assertThat(leaks(0.8)).isEqualTo(Verdict.REPRODUCED);
        assertThat(leaks(0.97)).isEqualTo(Verdict.CORRECTED);
        assertThat(leaks(0.1)).isEqualTo(Verdict.REFUTED);
    }

    private Verdict leaks(double share) throws IOException {
        RelevanceResults results = made().results();
        RelevanceTask task = results.task();
        RelevanceTask leaky = new RelevanceTask(
                task.corpus(),
                task.pairs(),
                task.heldOut(),
                task.wrong(),
                task.test(),
                task.unseen(),
                task.tuning(),
                task.named(),
                task.spelling(),
                new RelevanceTask.Leaks(10, 0, 0, 30, 0, share, 1),
                Map.of());
        RelevanceResults audited = new RelevanceResults(
                results.data(),
                results.model(),
                results.options(),
                leaky,
                results.textBoosts(),
                results.fieldWeights(),
                results.hybridWeights(),
                results.rows(),
                results.training(),
                results.shifts(),
                results.spellings(),
                results.named());
        return Judge.all(audited).stream()
                .filter(claim -> claim.statement().startsWith("Of the study's evaluation queries"))
                .findFirst()
                .orElseThrow()
                .verdict();
    }
}
