package pellucid.eval.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import pellucid.models.word2vec.query.Combination;
import pellucid.models.word2vec.query.Neighbour;
import pellucid.models.word2vec.query.WordQuestion;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that say which answers to a question about words are wanted, and how these are shown. */
final class AnswersOption {
    private static final int COLUMN = 12;

    @Option(names = "--top", paramLabel = "N", defaultValue = "10", description = "how many answers (default: 10)")
    private int top;

    @Option(
            names = "--multiply",
            description = "multiply the likenesses (3CosMul) in the place of adding them (3CosAdd)")
    private boolean multiply;

    @Option(
            names = "--filter",
            paramLabel = "REGEX",
            description = "only words in which this regular expression is found, for example '^[a-z]+$'")
    private String filter;

    private Predicate<String> words = word -> true;

    void check(CommandSpec command) {
        Usage.requireAtLeast(command, "--top", top, 1);
        if (filter != null) {
            try {
                words = Pattern.compile(filter).asPredicate();
            } catch (PatternSyntaxException wrong) {
                throw Usage.wrong(
                        command,
                        "--filter is '" + filter + "', which is no regular expression (" + wrong.getDescription()
                                + "); '^[a-z]+$' is one");
            }
        }
    }

    int top() {
        return top;
    }

    WordQuestion of(WordQuestion question) {
        return question.by(combination()).where(words);
    }

    private Combination combination() {
        return multiply ? Combination.MULTIPLY : Combination.ADD;
    }

    /** One line or more for each answer, as {@code search} shows its own. */
    void tell(List<Neighbour> answers, Output output) {
        if (answers.isEmpty()) {
            output.notice("no word passes the filter '" + filter + "'");
        }
        int place = 1;
        for (Neighbour answer : answers) {
            String label = String.format(Locale.ROOT, "%2d  %s", place++, score(answer.score()));
            Paragraph.labelled(label, COLUMN, answer.word()).forEach(output::result);
        }
    }

    static String score(double score) {
        return String.format(Locale.ROOT, "%.4f", score);
    }

    void write(List<Neighbour> answers, ObjectNode result) {
        result.put("combination", combination().name()).put("filter", filter);
        ArrayNode node = result.putArray("answers");
        for (Neighbour answer : answers) {
            node.addObject().put("word", answer.word()).put("id", answer.id()).put("score", answer.score());
        }
    }
}
