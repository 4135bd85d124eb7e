package pellucid.models.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
    @TempDir
    Path folder;

    private void put(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> ModelFolder.check(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(reason);
    }

    @Test
    void namesWhatIsMissingFirst() throws Exception {
        assertRefused("it lacks config.json");
        put("config.json", "{}");
        assertRefused("it lacks model.safetensors");
        put("model.safetensors", "");
        assertRefused("model.safetensors is empty");
        put("model.safetensors", "x");
        assertRefused("it has neither tokenizer.json nor vocab.txt");
        put("vocab.txt", "[PAD]");
        assertThatCode(() -> ModelFolder.check(folder)).doesNotThrowAnyException();

        put("modules.json", """
                [{"path": "", "type": "sentence_transformers.models.Transformer"},
                 {"path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
                 {"path": "2_Normalize", "type": "sentence_transformers.models.Normalize"}]""");
        assertRefused("it lacks 1_Pooling/config.json");
        put("1_Pooling/config.json", "{}");
        assertThatCode(() -> ModelFolder.check(folder)).doesNotThrowAnyException();
    }

    @Test
    void knowsTheTrapsOfPicklesAndGit() throws Exception {
        put("config.json", "{}");
        put("pytorch_model.bin", "x");
        assertRefused("its weights are in pytorch_model.bin");
        put("model.safetensors", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 90868376\n");
        assertRefused("is a Git LFS pointer");
    }

    @Test
    void looksForTheTransformerWhereTheModulesSay() throws Exception {
        put("config.json", "{}");
        put("modules.json", "[{\"path\": \"0_Transformer\", \"type\": \"sentence_transformers.models.Transformer\"}]");
        assertRefused("it lacks 0_Transformer/config.json");
    }

    @Test
    void refusesDamagedLists() throws Exception {
        put("modules.json", "[{");
        assertRefused("modules.json is not JSON");
        put("modules.json", "{}");
        assertRefused("modules.json is not a list");
        for (String path : new String[] {"..", "/etc", "a/../b", "C:/x", "a\\\\b", "./a", "a//b"}) {
            put("modules.json", "[{\"path\": \"" + path + "\", \"type\": \"x.Pooling\"}]");
            assertRefused("may lead out of the model's folder");
        }
        Files.delete(folder.resolve("modules.json"));
        put("config.json", "{}");
        put("model.safetensors.index.json", "{}");
        assertRefused("names no file of weights");
    }

    @Test
    void readsTheLastSegmentOfAModulesType() throws Exception {
        put(
                "modules.json",
                "[{\"path\": \"\", \"type\": \"a.b.modules.transformer.Transformer\"}, {\"type\": \"Pooling\"}]");
        assertThat(ModelFolder.modules(folder.resolve("modules.json")))
                .extracting(ModelFolder.Module::type)
                .containsExactly("Transformer", "Pooling");
    }
}
