package pellucid.eval.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs commands in this JVM and catches what they write. */
final class Commands {
    /** What a command wrote and how it ended. */
    record Result(int code, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    private Commands() {}

    static Result run(Object... args) {
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = args[i].toString();
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(words, new PrintWriter(out), new PrintWriter(err));
        return new Result(code, out.toString(), err.toString());
    }

    /** The small BERT of the tests as a folder. */
    static Path tinyBert(Path parent) {
        Path folder = parent.resolve("tiny-bert");
        List<String> files = List.of(
                "1_Pooling/config.json",
                "2_Normalize/config.json",
                "config.json",
                "config_sentence_transformers.json",
                "model.safetensors",
                "modules.json",
                "sentence_bert_config.json",
                "tokenizer.json",
                "tokenizer_config.json");
        try {
            for (String file : files) {
                Path target = folder.resolve(file);
                Files.createDirectories(target.getParent());
                try (InputStream in = Commands.class.getResourceAsStream("/pellucid/models/tiny-bert/" + file)) {
                    Files.copy(in, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }
}
