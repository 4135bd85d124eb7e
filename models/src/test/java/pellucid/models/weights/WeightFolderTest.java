package pellucid.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pellucid.tensor.InputException;

class WeightFolderTest {
    private static final String FIRST = "model-00001-of-00002.safetensors";
    private static final String SECOND = "model-00002-of-00002.safetensors";

    @TempDir
    Path folder;

    private void writeShards() {
        new SafetensorsWriter()
                .metadata("format", "pt")
                .floats("embeddings", new long[] {2, 2}, new float[] {1, 2, 3, 4})
                .ints("ids", new long[] {2}, new int[] {5, 6})
                .write(folder.resolve(FIRST));
        new SafetensorsWriter()
                .metadata("format", "np")
                .metadata("part", "2")
                .longs("steps", new long[] {}, new long[] {7})
                .write(folder.resolve(SECOND));
    }

    private void writeIndex(String json) throws IOException {
        Files.writeString(folder.resolve(WeightFolder.INDEX), json);
    }

    private static String map(String... namesAndFiles) {
        StringBuilder map = new StringBuilder("\"weight_map\":{");
        for (int i = 0; i < namesAndFiles.length; i += 2) {
            map.append(i == 0 ? "" : ",").append('"').append(namesAndFiles[i]).append("\":\"");
            map.append(namesAndFiles[i + 1]).append('"');
        }
        return map.append('}').toString();
    }

    private static String fullMap() {
        return map("steps", SECOND, "embeddings", FIRST, "ids", FIRST);
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(() -> WeightFolder.open(folder))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(folder.toString())
                .hasMessageContainingAll(parts);
    }

    @Test
    void oneFile() {
        new SafetensorsWriter().floats("w", new long[] {1}, new float[] {8}).write(folder.resolve(WeightFolder.SINGLE));
        try (WeightSource weights = WeightFolder.open(folder)) {
            assertThat(weights.names()).containsExactly("w");
            assertThat(weights.floats("w")).containsExactly(8);
        }
    }

    @Test
    void oneFileComesBeforeAnIndex() throws IOException {
        writeIndex("not even JSON");
        oneFile();
    }

    @Test
    void shardsAreSeenAsOne() throws IOException {
        writeShards();
        writeIndex("{\"metadata\":{\"total_parameters\":7,\"total_size\":32.0,\"more\":{\"a\":[1]}},\"x\":[{}],"
                + fullMap() + "}\n");
        WeightSource weights = WeightFolder.open(folder);
        try (weights) {
            assertThat(weights.names()).containsExactly("steps", "embeddings", "ids");
            assertThat(weights.floats("embeddings")).containsExactly(1, 2, 3, 4);
            assertThat(weights.doubles("embeddings")).containsExactly(1, 2, 3, 4);
            assertThat(weights.ints("ids")).containsExactly(5, 6);
            assertThat(weights.longs("steps")).containsExactly(7);
            assertThat(weights.bytes("steps")).containsExactly(7, 0, 0, 0, 0, 0, 0, 0);
            assertThat(weights.tensor("embeddings").shapeText()).isEqualTo("[2, 2]");
            assertThat(weights.metadata())
                    .hasSize(2)
                    .containsEntry("format", "pt")
                    .containsEntry("part", "2");
            float[] target = new float[3];
            weights.readFloats("ids", target, 1);
            assertThat(target).containsExactly(0, 5, 6);
            assertThatThrownBy(() -> weights.floats("embedding"))
                    .isInstanceOf(InputException.class)
                    .hasMessage(
                            folder + " has no tensor 'embedding'; the nearest names are 'embeddings', 'ids', 'steps'");
        }
        assertThatThrownBy(() -> weights.floats("ids")).hasMessageEndingWith("it has been closed");
        assertThatThrownBy(() -> weights.floats("steps")).hasMessageEndingWith("it has been closed");
    }

    @Test
    void anIndexWithoutTotalSize() throws IOException {
        writeShards();
        writeIndex("{" + fullMap() + "}");
        try (WeightSource weights = WeightFolder.open(folder)) {
            assertThat(weights.names()).hasSize(3);
        }
    }

    @Test
    void aMissingShard() throws IOException {
        writeShards();
        Files.delete(folder.resolve(SECOND));
        writeIndex("{" + fullMap() + "}");
        assertRefused("lists the shard '" + SECOND + "', which is not in the folder; fetch it");
    }

    @Test
    void aBrokenShard() throws IOException {
        writeShards();
        Files.write(folder.resolve(SECOND), new byte[3]);
        writeIndex("{" + fullMap() + "}");
        assertRefused(SECOND + " has 3 bytes;");
    }

    @Test
    void aTensorThatItsShardDoesNotHave() throws IOException {
        writeShards();
        writeIndex("{" + map("steps", SECOND, "embeddings", FIRST, "ids", SECOND) + "}");
        assertRefused(
                "places the tensor 'ids' in " + SECOND + ", which does not have it; the files are from different");
    }

    @Test
    void aTensorThatTheIndexDoesNotName() throws IOException {
        writeShards();
        writeIndex("{" + map("steps", SECOND, "embeddings", FIRST) + "}");
        assertRefused("does not place the tensor 'ids' in " + FIRST + ", which has it");
    }

    @Test
    void aTensorInTwoShards() throws IOException {
        writeShards();
        new SafetensorsWriter().ints("ids", new long[] {1}, new int[1]).write(folder.resolve(SECOND));
        writeIndex("{" + map("embeddings", FIRST, "ids", SECOND) + "}");
        assertRefused("does not place the tensor 'ids' in " + FIRST + ", which has it");
    }

    @Test
    void anotherTotalSize() throws IOException {
        writeShards();
        writeIndex("{\"metadata\":{\"total_size\":33}," + fullMap() + "}");
        assertRefused("gives the total_size 33, but the tensors in its shards take 32 bytes");
    }

    @Test
    void aShardOutsideTheFolder() throws IOException {
        for (String shard :
                new String[] {"../model.safetensors", "/etc/passwd", "a\\\\b", "C:x", "..", "", "a\\u0000"}) {
            writeIndex("{" + map("w", shard) + "}");
            assertRefused("places the tensor 'w' in '", "; the plain name of a file in the same folder is wanted");
        }
    }

    @Test
    void brokenIndexes() throws IOException {
        writeIndex("{}");
        assertRefused("the index has no weight_map");
        writeIndex("[]");
        assertRefused("the index has a list for the whole; a JSON object is wanted");
        writeIndex("{");
        assertRefused("the index is not valid JSON at character 1");
        writeIndex("");
        assertRefused("the index has nothing for the whole");
        writeIndex("{" + map("w", FIRST, "w", FIRST) + "}");
        assertRefused("the index has the tensor 'w' twice");
        writeIndex("{" + map() + "," + map() + "}");
        assertRefused("the index has the key weight_map twice");
        writeIndex("{\"weight_map\":{\"w\":3}}");
        assertRefused("the index has the number 3 for the file of the tensor 'w'; a text is wanted");
        writeIndex("{" + map() + "}{}");
        assertRefused("the index has an object after its end");
        writeIndex("{\"a\":" + "[".repeat(100_000));
        assertRefused("the index is too large to read: ", "nesting depth (65) exceeds the maximum allowed (64)");
    }

    @Test
    void folders() throws IOException {
        assertRefused("has neither model.safetensors nor model.safetensors.index.json; is it the folder of a model?");
        Files.createFile(folder.resolve("pytorch_model.bin"));
        assertRefused("its pytorch_model.bin cannot be read here: save the model with safe_serialization=True");
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> WeightFolder.open(none))
                .hasMessage(none + " does not exist; the folder of a model is wanted");
        Path file = folder.resolve("pytorch_model.bin");
        assertThatThrownBy(() -> WeightFolder.open(file))
                .hasMessage(file + " is not a folder; the folder of a model is wanted");
    }
}
