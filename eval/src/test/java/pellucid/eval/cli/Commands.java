package pellucid.eval.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
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
}
