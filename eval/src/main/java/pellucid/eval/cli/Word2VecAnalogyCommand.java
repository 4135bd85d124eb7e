package pellucid.eval.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import pellucid.models.word2vec.query.Neighbour;
import pellucid.models.word2vec.query.Ranking;
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

/** {@code word2vec analogy A B C}: what C is to, as A is to B. */
@Command(
        name = "analogy",
        description = "A is to B as C is to which word? And at which place does the right one stand?",
        footerHeading = "%nExamples:%n",
        footer = {
            "  word2vec analogy man king woman --vectors V.bin",
            "  word2vec analogy man king woman --expect queen --vectors V.bin --multiply"
        })
final class Word2VecAnalogyCommand implements Callable<Integer> {
    @ParentCommand
    private Word2VecCommand parent;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A", description = "a word")
    private String a;

    @Parameters(index = "1", paramLabel = "B", description = "the word that A is to")
    private String b;

    @Parameters(index = "2", paramLabel = "C", description = "the word to which the answer is wanted")
    private String c;

    @Option(names = "--expect", paramLabel = "WORD", description = "the right answer, whose place is told")
    private String expected;

    @Mixin
    private VectorsOption vectors;

    @Mixin
    private AnswersOption answers;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        check();
        try (JsonOption.Report report = json.begin()) {
            WordQueries queries = vectors.read(parent.output());
            Ranking ranking = queries.rank(answers.of(WordQuestion.analogy(a, b, c)));
            List<Neighbour> found = ranking.best(answers.top());
            ObjectNode content = JsonNodeFactory.instance.objectNode();
            content.put("a", a).put("b", b).put("c", c);
            vectors.write(content);
            answers.write(found, content);
            int place = expected == null ? 0 : ranking.rankOf(expected);
            answers.tell(found, parent.output());
            if (expected != null) {
                int candidates = ranking.candidates();
                parent.output()
                        .result("'" + expected + "' is answer " + place + " of " + candidates + ", with "
                                + AnswersOption.score(ranking.score(expected)));
                content.putObject("expected")
                        .put("word", expected)
                        .put("rank", place)
                        .put("of", candidates)
                        .put("score", ranking.score(expected));
            }
            report.write(content);
        }
        return ExitCode.OK;
    }

    private void check() {
        Usage.requireText(spec, "A", a);
        Usage.requireText(spec, "B", b);
        Usage.requireText(spec, "C", c);
        if (expected != null) {
            Usage.requireText(spec, "--expect", expected);
        }
        vectors.check(spec, json);
        answers.check(spec);
    }
}
