package pellucid.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.models.hub.Source;
import pellucid.tensor.backend.Backends;

class DoctorCommandTest {
    @TempDir
    private Path folder;

    @Test
    void showsTheMachineTheWholeLadderAndEverySource() {
        Commands.Result result = Commands.run("doctor");
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(result.out()).contains(System.getProperty("java.version"));
        for (Backends.Rung rung : Backends.ladder()) {
            assertThat(result.out()).containsPattern("  " + rung.provider().name() + " +(runs|cannot run): \\S");
        }
        assertThat(result.out()).containsPattern("  chosen +\\w+ \\(-Dpellucid.backend=auto\\)");
        for (Source source : Source.values()) {
            assertThat(result.out()).containsPattern("  \\d " + source.title() + " +(ready|can get it|no):\\s");
        }
    }

    @Test
    void writesTheSameAsJson() throws IOException {
        Path file = folder.resolve("doctor.json");
        assertThat(Commands.run("doctor", "--json", file, "--model", "no-such-model")
                        .code())
                .isZero();
        JsonNode content = new ObjectMapper().readTree(file.toFile());
        assertThat(content.path("backends")).hasSize(Backends.ladder().size());
        assertThat(content.path("chosen").path("runs").asBoolean()).isTrue();
        assertThat(content.path("model").asText()).isEqualTo("no-such-model");
        assertThat(content.path("sources"))
                .hasSize(4)
                .allSatisfy(
                        source -> assertThat(source.path("standing").asText()).isEqualTo("ABSENT"));
    }

    @Test
    void saysWhatIsWrongWithABackendAndGoesOn() {
        Commands.Result result = with(Backends.PROPERTY, "abacus");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).isEmpty();
        assertThat(result.out().replaceAll("\\s+", " "))
                .contains("chosen there is no backend 'abacus'")
                .contains("1 directory no: there is no such directory");
    }

    @Test
    void saysWhatIsWrongWithTheSettingsOfTheHub() {
        Commands.Result result = with("pellucid.hub", "ftp://example.org");
        assertThat(result.code()).isZero();
        assertThat(result.out().replaceAll("\\s+", " "))
                .contains("the hub's address 'ftp://example.org' is not an http or https address");
    }

    @Test
    void listsTheModelsOfTheCache() throws IOException {
        Files.createDirectories(folder.resolve("models/mine"));
        Files.write(folder.resolve("models/mine/model.safetensors"), new byte[3 << 20]);
        Commands.Result result = with("pellucid.cache", folder.toString());
        assertThat(result.out()).contains("mine (3.0 MiB)");
        assertThat(with("pellucid.cache", folder.resolve("none").toString()).out())
                .contains("none yet");
    }

    private static Commands.Result with(String property, String value) {
        String before = System.getProperty(property);
        System.setProperty(property, value);
        try {
            return Commands.run("doctor");
        } finally {
            if (before == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, before);
            }
        }
    }
}
