package pellucid.eval.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import pellucid.models.word2vec.query.Neighbour;
import pellucid.models.word2vec.query.WordQueries;
import pellucid.models.word2vec.query.WordQuestion;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code word2vec similar WORD …}: the words that are nearest. */
@Command(
        name = "similar",
        description = "The words whose vectors are nearest to that of a word, or to several words together.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  word2vec similar queen --vectors V.bin",
            "  word2vec similar king woman --negative man --vectors V.bin --multiply",
            "  word2vec similar Paris --vectors V.bin --filter '^[A-Z]' --top 20"
        })
final class Word2VecSimilarCommand implements Callable<Integer> {
    @ParentCommand
    private Word2VecCommand parent;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "WORD", arity = "1..*", description = "words that the answers shall be like")
    private List<String> words;

    @Option(
            names = "--negative",
            paramLabel = "WORD",
            description = "a word that the answers shall be unlike; may be repeated")
    private List<String> negative = List.of();

    @Mixin
    private VectorsOption vectors;

    @Mixin
    private AnswersOption answers;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        words.forEach(word -> Usage.requireText(spec, "WORD", word));
        negative.forEach(word -> Usage.requireText(spec, "--negative", word));
        vectors.check(spec, json);
        answers.check(spec);
        try (JsonOption.Report report = json.begin()) {
            WordQueries queries = vectors.read(parent.output());
            WordQuestion question =
                    WordQuestion.like(words.toArray(new String[0])).unlike(negative.toArray(new String[0]));
            List<Neighbour> found = queries.rank(answers.of(question)).best(answers.top());
            answers.tell(found, parent.output());
            ObjectNode content = JsonNodeFactory.instance.objectNode();
            words.forEach(content.putArray("positive")::add);
            negative.forEach(content.putArray("negative")::add);
            vectors.write(content);
            answers.write(found, content);
            report.write(content);
        }
        return ExitCode.OK;
    }
}
