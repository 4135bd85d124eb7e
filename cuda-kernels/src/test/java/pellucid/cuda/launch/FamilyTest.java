package pellucid.cuda.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pellucid.tensor.BackendException;

class FamilyTest {
    private static final String SOURCE = "extern \"C\" __global__ void sample(const float* x, int n) {}\n";
    private static final Map<String, String> HEADERS = Map.of("pellucid.cuh", "header");
    private static final String PTX = """
            .version 8.0
            .target sm_75
            .visible .entry sample(
            	.param .u64 sample_param_0,
            	.param .u32 sample_param_1
            )
            { ret; }
            """;

    @Test
    void acceptsWhatWasBuiltFromThisSource() {
        Family family = Family.of("sample", SOURCE, HEADERS, null);
        String stamped = "// source sha256: " + family.digest() + "\n" + PTX;
        assertThat(Family.of("sample", SOURCE, HEADERS, stamped).checkedPtx()).isEqualTo(stamped);
    }

    @Test
    void refusesStaleAndMissingPtx() {
        String stamped = "// source sha256: "
                + Family.of("sample", SOURCE, HEADERS, null).digest() + "\n" + PTX;
        assertThatThrownBy(() ->
                        Family.of("sample", SOURCE + " ", HEADERS, stamped).checkedPtx())
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("sample.ptx is stale")
                .hasMessageContaining("build-ptx.sh");
        assertThatThrownBy(() -> Family.of("sample", SOURCE, Map.of("pellucid.cuh", "other"), stamped)
                        .checkedPtx())
                .hasMessageContaining("sample.ptx is stale");
        assertThatThrownBy(() -> Family.of("sample", SOURCE, HEADERS, null).checkedPtx())
                .hasMessageContaining("there is no PTX built from sample.cu");
    }

    @Test
    void refusesPtxWhoseParametersAreOthers() {
        Family family = Family.of("sample", SOURCE.replace("int n", "float n"), HEADERS, null);
        String stamped = "// source sha256: " + family.digest() + "\n" + PTX;
        assertThatThrownBy(() ->
                        Family.of("sample", family.source(), HEADERS, stamped).checkedPtx())
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("declares kernel 'sample' with parameters [.u64, .u32]")
                .hasMessageContaining("sample(const float* x, float n) needs [.u64, .f32]");
    }

    @Test
    void everySourceFileIsAFamily() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/cuda"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".cu"))
                            .map(name -> name.substring(0, name.length() - 3)))
                    .containsExactlyInAnyOrderElementsOf(Family.NAMES);
        }
    }

    @Test
    void everyCommittedPtxIsFresh() {
        for (Family family : Family.all()) {
            assertThat(family.checkedPtx()).contains(".version 8.0").contains(".target sm_" + family.target());
        }
    }
}
