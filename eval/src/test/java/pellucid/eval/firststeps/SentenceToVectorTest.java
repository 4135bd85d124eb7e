package pellucid.eval.firststeps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceToVectorTest {
    private static final String TEXT = "The cat sat on the mat.";

    /** Seen from this module's folder, where tests run. */
    private static final String TINY = "../models/src/main/resources/pellucid/models/tiny-bert";

    @Test
    void everyShapeFollowsFromFiveNumbers() {
        Printed printed = Printed.by(() -> SentenceToVector.main(new String[] {TEXT, TINY}));
        List<String> words = printed.lines().subList(0, 9).stream()
                .map(line -> line.strip().split(" +")[1])
                .toList();
        assertThat(words).containsExactly("[CLS]", "the", "cat", "sat", "on", "the", "mat", ".", "[SEP]");

        // 6 words, a full stop, [CLS] and [SEP]: 9 tokens. 32 numbers a token, 64 in the feed-forward part; each of the
        // 2
        // heads has a 9 × 9 matrix of scores; pooling leaves one row of 32.
        List<String> expected = new ArrayList<>();
        expected.add("embeddings [9, 32]");
        for (String layer : List.of("encoder.layer.0", "encoder.layer.1")) {
            expected.add(layer + ".attention.query [9, 32]");
            expected.add(layer + ".attention.key [9, 32]");
            expected.add(layer + ".attention.value [9, 32]");
            expected.add(layer + ".attention.scores [2, 9, 9]");
            expected.add(layer + ".attention.probs [2, 9, 9]");
            expected.add(layer + ".attention.context [9, 32]");
            expected.add(layer + ".attention.output [9, 32]");
            expected.add(layer + ".attention [9, 32]");
            expected.add(layer + ".intermediate [9, 64]");
            expected.add(layer + ".intermediate.activation [9, 64]");
            expected.add(layer + ".output [9, 32]");
            expected.add(layer + " [9, 32]");
        }
        expected.add("pooling [1, 32]");
        expected.add("normalized [1, 32]");
        int last = printed.lines().size() - 1;
        assertThat(printed.lines().subList(9, last).stream().map(line -> line.replaceAll(" +\\[", " [")))
                .containsExactlyElementsOf(expected);
        assertThat(printed.lines().get(last)).startsWith("vector: ").endsWith(" … 32 numbers of length 1.0000");
    }
}
