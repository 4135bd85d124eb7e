package pellucid.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pellucid.models.sentence.SentenceEncoder;
import pellucid.tensor.backend.Backends;

class ModelCardTest {
    private static final Path TINY_BERT = Path.of("../models/src/main/resources/pellucid/models/tiny-bert");

    private final SentenceEncoder encoder = SentenceEncoder.load(TINY_BERT, Backends.get());

    @Test
    void everythingThatIsKnown() {
        String card = ModelCard.named("films \"tiny\"")
                .base("tiny-bert")
                .licence("apache-2.0")
                .losses("mnrl, scale 20")
                .trainedOn("pairs.csv", 12_000)
                .setting("learning rate", "2e-5")
                .measured("dev", Map.of("spearman", 0.5), Map.of("spearman", 0.75))
                .text(encoder);
        assertThat(card)
                .startsWith("---\nlanguage: \"en\"\nlicense: \"apache-2.0\"\nlibrary_name: sentence-transformers\n")
                .contains("- \"dataset_size:12000\"\n- \"loss:mnrl, scale 20\"\nbase_model: \"tiny-bert\"\n")
                .contains("model-index:\n- name: \"films \\\"tiny\\\"\"\n")
                .contains("\n    - type: \"spearman\"\n      value: 0.7500\n")
                .contains("# films \"tiny\"\n")
                .contains("vectors of 32 numbers")
                .contains("| examples of pairs.csv | 12,000 |\n")
                .contains("| learning rate | 2e-5 |\n")
                .contains("| dev | spearman | 0.5000 | 0.7500 |\n")
                .contains("SentenceEncoder.load(")
                .contains("SentenceTransformer(")
                .contains("| query | ");
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        String card = ModelCard.named("plain").text(encoder);
        assertThat(card).doesNotContain("license").doesNotContain("## Training").doesNotContain("## Measurements");
    }

    @Test
    void textsCannotBreakTheTables() {
        String card = ModelCard.named("a\nb").setting("a|b", "c\nd").text(encoder);
        assertThat(card).contains("# a b\n").contains("| a\\|b | c d |\n");
    }
}
