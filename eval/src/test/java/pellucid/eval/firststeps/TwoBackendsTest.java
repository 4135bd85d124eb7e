package pellucid.eval.firststeps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import pellucid.tensor.backend.Backends;

class TwoBackendsTest {
    private final Printed printed = Printed.by(() -> TwoBackends.main(new String[0]));

    @Test
    void bothBackendsAgreeWithPaper() {
        // Row 1 of x is (1 2 3): 1·1 + 2·0 + 3·2 = 7, 1·0 + 2·1 + 3·(-1) = -1.
        // Row 2 of x is (4 5 6): 4·1 + 5·0 + 6·2 = 16, 4·0 + 5·1 + 6·(-1) = -1.
        // With the bias (-10 3): (-3 2) and (6 2); relu makes the -3 a 0.
        for (int backend = 0; backend < 2; backend++) {
            assertThat(printed.matrix("x · weightᵀ", backend)).isDeepEqualTo(new double[][] {{7, -1}, {16, -1}});
            assertThat(printed.matrix("relu(x · weightᵀ + bias)", backend))
                    .isDeepEqualTo(new double[][] {{0, 2}, {6, 2}});
        }
    }

    @Test
    void theTraceShowsTheSteps() {
        String fastest = Backends.get().name();
        assertThat(fastest).isNotEqualTo("reference");
        List<String> trace = List.of(
                "matmul [2, 3] x [3, 2] -> [2, 2]",
                "linear relu [2, 3] x [2, 3] x [2] -> [2, 2]",
                "  matmul [2, 3] x [3, 2] -> [2, 2]",
                "  binary add [2, 2] x [2] -> [2, 2]",
                "  unary relu [2, 2] -> [2, 2]");
        List<String> shown = printed.lines().stream()
                .filter(line -> line.contains("->") || line.endsWith(":"))
                .map(TwoBackendsTest::withoutTimeAndGaps)
                .toList();
        assertThat(shown.get(0)).isEqualTo("reference:");
        assertThat(shown.subList(1, 6)).isEqualTo(trace);
        assertThat(shown.get(6)).isEqualTo(fastest + ":");
        assertThat(shown.subList(7, shown.size())).isEqualTo(trace);
    }

    /** A trace line down to its shapes: the scalars, the time and the padding left out. */
    private static String withoutTimeAndGaps(String line) {
        String shapes = line.replaceFirst("(-> \\[[^\\]]*\\]).*", "$1");
        String indent =
                shapes.substring(0, shapes.length() - shapes.stripLeading().length());
        return indent + shapes.strip().replaceAll(" +", " ");
    }
}
