package pellucid.eval.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import pellucid.models.word2vec.format.VectorFile;
import pellucid.models.word2vec.format.WordVectorReader;
import pellucid.models.word2vec.query.WordQueries;
import pellucid.tensor.backend.Backends;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that say which word vectors are asked. */
final class VectorsOption {
    @Option(
            names = "--vectors",
            paramLabel = "FILE",
            required = true,
            description = "word vectors, text or binary, as word2vec.c or gensim writes them")
    private Path file;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "read only the first N words of the file, by custom the most frequent (default: all)")
    private Integer limit;

    private VectorFile content;

    void check(CommandSpec command, JsonOption json) {
        json.requireOtherThan(command, "--vectors", file);
        if (limit != null) {
            Usage.requireAtLeast(command, "--limit", limit, 1);
        }
    }

    /** Reads the vectors; what was odd about the file is told. */
    WordQueries read(Output output) {
        content = WordVectorReader.read(file, limit == null ? Integer.MAX_VALUE : limit, Backends.get());
        if (content.malformed() > 0) {
            output.notice(
                    content.malformed() + " word(s) of " + file + " were not UTF-8; their wrong bytes became U+FFFD");
        }
        if (content.duplicates() > 0) {
            output.notice(content.duplicates() + " word(s) of " + file + " came twice; the first of each was kept");
        }
        return new WordQueries(content.vectors());
    }

    /** What was read, in a few words. */
    String description() {
        return file + ": " + content.vectors().size() + " words, "
                + content.vectors().width() + " numbers each ("
                + content.format().description() + ")";
    }

    /** What was read, as part of a result. */
    void write(ObjectNode result) {
        ObjectNode node = result.putObject("vectors");
        node.put("file", file.toString()).put("format", content.format().name());
        node.put("words", content.vectors().size())
                .put("width", content.vectors().width());
        node.put("malformed", content.malformed()).put("duplicates", content.duplicates());
        node.put("backend", content.vectors().backend().name());
    }
}
