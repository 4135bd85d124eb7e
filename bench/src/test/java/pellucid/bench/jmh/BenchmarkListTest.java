package pellucid.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BenchmarkListTest {
    /** Without its annotation processor, which newer compilers do not look for by themselves, JMH finds nothing to run. */
    @Test
    void theProcessorHasFoundEveryBenchmark() throws Exception {
        try (InputStream list = BenchmarkListTest.class.getResourceAsStream("/META-INF/BenchmarkList")) {
            assertThat(list).isNotNull();
            assertThat(new String(list.readAllBytes(), StandardCharsets.UTF_8))
                    .contains(
                            "MatrixProductBenchmark_multiply_jmhTest",
                            "RowsBenchmark_softmax_jmhTest",
                            "RowsBenchmark_layerNorm_jmhTest",
                            "RowsBenchmark_residualLayerNorm_jmhTest",
                            "RowsBenchmark_biasGelu_jmhTest",
                            "RowsBenchmark_gelu_jmhTest",
                            "RowsBenchmark_exp_jmhTest");
        }
    }
}
