package pellucid.training.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import pellucid.models.bert.BertConfig;
import pellucid.models.bert.BertInitializer;
import pellucid.tensor.Activation;
import pellucid.tensor.Backend;
import pellucid.tensor.DType;
import pellucid.tensor.InputException;
import pellucid.tensor.backend.Backends;

class StudentSizesTest {
    private static long withPooler(String model, String teacher) {
        return StudentSizes.table().stream()
                .filter(row -> row.model().equals(model) && row.teacher().startsWith(teacher))
                .findFirst()
                .orElseThrow()
                .parametersWithPooler();
    }

    /** What PyTorch counts in the models of these shapes. */
    @Test
    void parametersAreCountedExactly() {
        assertThat(withPooler("BERT-base", "")).isEqualTo(109_482_240);
        assertThat(withPooler("MiniLM L12xH384", "BERT")).isEqualTo(33_360_000);
        assertThat(withPooler("MiniLM L6xH384", "BERT")).isEqualTo(22_713_216);
        assertThat(withPooler("MiniLM L6xH768", "BERT")).isEqualTo(66_955_008);
    }

    @Test
    void theCountIsThatOfTheModel() {
        BertConfig config = new BertConfig(50, 12, 3, 2, 20, 10, 2, 0, Activation.GELU, 1e-12, 0, 0);
        assertThat(config.parameterCount())
                .isEqualTo(BertInitializer.random(config, Backends.get(), DType.FLOAT32, 1)
                        .parameters()
                        .size());
    }

    @Test
    void theTableHasAllFiguresSideBySide() {
        Backend backend = Backends.get();
        BertConfig config = new BertConfig(50, 12, 3, 2, 20, 10, 2, 0, Activation.GELU, 1e-12, 0, 0);
        List<StudentSizes.Row> rows = List.of(
                new StudentSizes.Row("large", "", config, "2K", 1),
                new StudentSizes.Row("small", "large", config, "1K", Double.NaN));
        String table = StudentSizes.markdown(rows, backend, 2, 5);
        assertThat(table.lines().skip(2).toList())
                .hasSize(4)
                .anyMatch(line -> line.matches(
                        "\\| large \\|  \\| [\\d,]+ \\|" + " [\\d,]+ \\| 2K \\| [\\d.]+ \\| 1.00x \\| 1.0x \\|"));
        assertThatThrownBy(() -> StudentSizes.markdown(rows, backend, 8, 513))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("8 texts of 513 tokens");
    }
}
