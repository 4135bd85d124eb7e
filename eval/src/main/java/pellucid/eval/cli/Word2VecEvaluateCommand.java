package pellucid.eval.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import pellucid.eval.words.AnalogyScores;
import pellucid.eval.words.AnalogyTest;
import pellucid.eval.words.WordPairScores;
import pellucid.eval.words.WordPairTest;
import pellucid.models.word2vec.query.Combination;
import pellucid.models.word2vec.query.WordQueries;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code word2vec evaluate}: how good word vectors are. */
@Command(
        name = "evaluate",
        description = {
            "How good word vectors are: how many analogies they answer rightly, and how well their likenesses agree with"
                    + " what people say of word pairs.",
            "Letter case makes no difference; questions with a word that is not known are left out and counted."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  word2vec evaluate --vectors V.bin --analogies questions-words.txt",
            "  word2vec evaluate --vectors V.bin --pairs wordsim353.tsv --json result.json"
        })
final class Word2VecEvaluateCommand implements Callable<Integer> {
    @ParentCommand
    private Word2VecCommand parent;

    @Spec
    private CommandSpec spec;

    @Mixin
    private VectorsOption vectors;

    @Option(
            names = "--analogies",
            paramLabel = "FILE",
            description = "lines of four words in sections that begin with ': NAME' (questions-words.txt)")
    private Path analogies;

    @Option(
            names = "--pairs",
            paramLabel = "FILE",
            description = "lines with two words and a number, with tabs between (WordSim-353)")
    private Path pairs;

    @Option(
            names = "--among",
            paramLabel = "N",
            defaultValue = "" + AnalogyTest.AMONG,
            description = "how many words, the most frequent ones, are known and may be answers (default:"
                    + " ${DEFAULT-VALUE})")
    private int among;

    @Option(
            names = "--multiply",
            description = "answer the analogies by multiplying (3CosMul) in the place of adding (3CosAdd)")
    private boolean multiply;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        check();
        AnalogyTest analogyTest = analogies == null ? null : AnalogyTest.read(analogies);
        WordPairTest pairTest = pairs == null ? null : WordPairTest.read(pairs);
        try (JsonOption.Report report = json.begin()) {
            WordQueries queries = vectors.read(parent.output());
            ObjectNode content = JsonNodeFactory.instance.objectNode();
            vectors.write(content);
            Paragraph.lines(vectors.description(), Output.WIDTH).forEach(parent.output()::result);
            if (analogyTest != null) {
                AnalogyScores scores = scores(analogyTest, queries);
                tell(analogyTest, scores);
                write(scores, content.putObject("analogies").put("file", analogyTest.source()));
            }
            if (pairTest != null) {
                WordPairScores scores = pairTest.score(queries, among);
                tell(pairTest, scores);
                write(scores, content.putObject("pairs").put("file", pairTest.source()));
            }
            report.write(content);
        }
        return ExitCode.OK;
    }

    private void check() {
        vectors.check(spec, json);
        Usage.requireAtLeast(spec, "--among", among, 1);
        if (analogies == null && pairs == null) {
            throw Usage.wrong(spec, "there is nothing to measure on; give --analogies, --pairs, or both");
        }
        if (analogies != null) {
            json.requireOtherThan(spec, "--analogies", analogies);
        }
        if (pairs != null) {
            json.requireOtherThan(spec, "--pairs", pairs);
        }
    }

    private AnalogyScores scores(AnalogyTest test, WordQueries queries) {
        int words = Math.min(among, queries.vectors().size());
        try (Progress progress = parent.output().progress("words", 1)) {
            return test.score(queries, combination(), among, done -> progress.advanced("Analogies", done, words));
        }
    }

    private Combination combination() {
        return multiply ? Combination.MULTIPLY : Combination.ADD;
    }

    private void tell(AnalogyTest test, AnalogyScores scores) {
        Output output = parent.output();
        heading(test.source() + ": " + test.size() + " analogies, answers among " + scores.among() + " words, "
                + (multiply ? "3CosMul" : "3CosAdd"));
        output.result(String.format("%-40s %8s %8s %8s %8s", "section", "asked", "right", "share", "unknown"));
        scores.sections().forEach(section -> output.result(row(section)));
        output.result("");
        output.result(row(scores.semantic()));
        output.result(row(scores.syntactic()));
        output.result(row(scores.total()));
    }

    private void heading(String text) {
        parent.output().result("");
        Paragraph.lines(text, Output.WIDTH).forEach(parent.output()::result);
        parent.output().result("");
    }

    private static String row(AnalogyScores.Section section) {
        String share = section.asked() == 0 ? "-" : String.format(Locale.ROOT, "%.2f%%", 100 * section.accuracy());
        String name = section.name().length() > 40 ? section.name().substring(0, 37) + "..." : section.name();
        return String.format(
                Locale.ROOT,
                "%-40s %8d %8d %8s %8d",
                name,
                section.asked(),
                section.correct(),
                share,
                section.unknown());
    }

    private void tell(WordPairTest test, WordPairScores scores) {
        heading(String.format(
                Locale.ROOT,
                "%s: %d word pairs, %d unknown (%.1f%%)",
                test.source(),
                test.pairs().size(),
                scores.unknown(),
                100 * scores.unknownShare()));
        parent.output().result("Pearson   " + correlation(scores.pearson()));
        parent.output().result("Spearman  " + correlation(scores.spearman()));
    }

    private static String correlation(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }

    private void write(AnalogyScores scores, ObjectNode node) {
        node.put("combination", combination().name()).put("among", scores.among());
        scores.sections()
                .forEach(section -> write(section, node.withArray("sections").addObject()));
        write(scores.semantic(), node.putObject("semantic"));
        write(scores.syntactic(), node.putObject("syntactic"));
        write(scores.total(), node.putObject("total"));
    }

    private static void write(AnalogyScores.Section section, ObjectNode node) {
        node.put("name", section.name()).put("asked", section.asked()).put("right", section.correct());
        node.put("unknown", section.unknown());
        if (section.asked() > 0) {
            node.put("share", section.accuracy());
        }
    }

    private static void write(WordPairScores scores, ObjectNode node) {
        node.put("asked", scores.asked()).put("unknown", scores.unknown());
        node.put("unknown_share", scores.unknownShare());
        if (!Double.isNaN(scores.pearson())) {
            node.put("pearson", scores.pearson()).put("spearman", scores.spearman());
        }
    }
}
