package pellucid.eval;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The small BERT of the tests. */
public final class TinyBert {
    private static final List<String> FILES = List.of(
            "1_Pooling/config.json",
            "2_Normalize/config.json",
            "config.json",
            "config_sentence_transformers.json",
            "model.safetensors",
            "modules.json",
            "sentence_bert_config.json",
            "tokenizer.json",
            "tokenizer_config.json");

    private TinyBert() {}

    /** Writes its folder into another one. */
    public static Path unpack(Path parent) {
        Path folder = parent.resolve("tiny-bert");
        try {
            for (String file : FILES) {
                Path target = folder.resolve(file);
                Files.createDirectories(target.getParent());
                try (InputStream in = TinyBert.class.getResourceAsStream("/pellucid/models/tiny-bert/" + file)) {
                    Files.copy(in, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }
}
