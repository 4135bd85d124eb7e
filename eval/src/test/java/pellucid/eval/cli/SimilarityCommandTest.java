package pellucid.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.eval.retrieval.Cosine;
import pellucid.models.sentence.SentenceEncoder;

class SimilarityCommandTest {
    @TempDir
    private Path folder;

    @Test
    void isOneForTheSameTextAndLessForOthers() {
        Path model = Commands.tinyBert(folder);
        Commands.Result same = Commands.run("similarity", "the sea", "The  SEA", "--model", model);
        assertThat(same).isEqualTo(new Commands.Result(0, "1.000000" + System.lineSeparator(), ""));

        SentenceEncoder encoder = SentenceEncoder.load(model.toString());
        double cosine = Cosine.similarity(encoder.encode("the sea"), encoder.encode("seven words"));
        assertThat(Commands.run("similarity", "the sea", "seven words", "--model", model)
                        .out()
                        .strip())
                .isEqualTo(String.format(Locale.ROOT, "%.6f", cosine))
                .isNotEqualTo("1.000000");
    }

    @Test
    void writesAPointWhateverTheLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            Path model = Commands.tinyBert(folder);
            assertThat(Commands.run("similarity", "a", "a", "--model", model)
                            .out()
                            .strip())
                    .isEqualTo("1.000000");
        } finally {
            Locale.setDefault(before);
        }
    }
}
