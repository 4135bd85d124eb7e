package pellucid.eval.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import pellucid.eval.TinyBert;

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
        return TinyBert.unpack(parent);
    }

    /** The same with the vector of the first token for that of the text: another model that does not know better. */
    static Path otherTinyBert(Path parent) {
        Path folder = TinyBert.unpack(parent.resolve("other"));
        Path pooling = folder.resolve("1_Pooling/config.json");
        try {
            Files.writeString(pooling, Files.readString(pooling).replace("\"mean\"", "\"cls\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }
}
