package pellucid.eval.experiment.word2vec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.eval.report.Claim;
import pellucid.eval.report.Verdict;
import pellucid.tensor.backend.Backends;

class WordVectorStudyTest {
    private static final WordVectorOptions SMALL = WordVectorOptions.DEFAULTS
            .withFraction(0.5)
            .withEpochs(3)
            .withWidth(8)
            .withSmallTokens(2000)
            .withThreads(1);

    @TempDir
    private Path folder;

    private static WordVectorStudy run(WordVectorData data, WordVectorOptions options) {
        return WordVectorStudy.run(data, options, Backends.get(), (task, done, total, words) -> {});
    }

    @Test
    void knowsWhatIsToBeKnownAndNothingWhereEverythingIsDealtOutAnew() throws IOException {
        WordVectorData data = SampleTexts.write(folder, 300);
        WordVectorStudy plain = run(data, SMALL);
        assertThat(measure(plain, "newsgroups")).isGreaterThan(0.9);
        assertThat(measure(plain, "imdb")).isGreaterThan(0.9);
        assertThat(measure(plain, "pairs")).isGreaterThan(0.4);
        assertThat(measure(plain, "synonyms")).isGreaterThan(0.6);
        assertThat(verdict(plain, "Averaged vectors")).isEqualTo(Verdict.REPRODUCED);
        assertThat(verdict(plain, "Of \"le\"")).isEqualTo(Verdict.CORRECTED);
        assertThat(verdict(plain, "king - man")).isEqualTo(Verdict.NOT_TESTED);
        assertThat(verdict(plain, "Asked: Google's")).isEqualTo(Verdict.NOT_TESTED);

        WordVectorStudy control = run(data, SMALL.withShuffle(true));
        assertThat(measure(control, "newsgroups")).isBetween(0.2, 0.47);
        assertThat(measure(control, "imdb")).isBetween(0.38, 0.62);
        assertThat(measure(control, "pairs")).isBetween(-0.4, 0.4);
        assertThat(verdict(control, "Averaged vectors")).isEqualTo(Verdict.REFUTED);
        // Words are drawn and counted as before.
        assertThat(verdict(control, "Of \"le\"")).isEqualTo(Verdict.CORRECTED);
        assertThat(control.report(Map.of()).html()).contains("This is the control");

        String page = plain.report(Map.of("Version", "test")).html();
        assertThat(page)
                .contains("<svg", "The claims", "as printed", "Rare words", "confusion matrix", "Where these numbers")
                .doesNotContain("<script", "src=\"http", "href=\"http", "This is the control", "NaN");
        assertThat(plain.lines())
                .hasSize(Cell.values().length + 1)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(plain.json().path("cells")).hasSize(Cell.values().length);
        assertThat(plain.json().path("claims")).hasSize(plain.claims().size());
    }

    private static double measure(WordVectorStudy study, String name) {
        JsonNode run = study.json().path("cells").path("centre").path("runs").path(0);
        assertThat(run.has(name)).as(name).isTrue();
        return run.path(name).asDouble();
    }

    private static Verdict verdict(WordVectorStudy study, String start) {
        return study.claims().stream()
                .filter(claim -> claim.statement().startsWith(start))
                .map(Claim::verdict)
                .findFirst()
                .orElseThrow();
    }
}
