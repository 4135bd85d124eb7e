package pellucid.eval.experiment.word2vec;

import java.util.List;
import pellucid.eval.words.AnalogyTest;
import pellucid.eval.words.WordPairTest;

/** The user's questions about words. */
final class WordFiles {
    /** Sections of grammatical forms begin so, in the file that everyone uses. */
    private static final String SYNTACTIC = "gram";

    private WordFiles() {}

    /** @param sources receives what was read */
    static Questions read(WordVectorData files, List<Source> sources) {
        List<Questions.Pair> pairs = List.of();
        if (files.pairs() != null) {
            pairs = WordPairTest.read(files.pairs()).pairs().stream()
                    .map(pair -> new Questions.Pair(pair.left(), pair.right(), pair.score()))
                    .toList();
            sources.add(new Source(files.pairs().getFileName().toString(), "word pairs", pairs.size(), ""));
        }
        List<Questions.Analogy> analogies = List.of();
        if (files.analogies() != null) {
            List<AnalogyTest.Section> sections =
                    AnalogyTest.read(files.analogies()).sections();
            analogies = sections.stream()
                    .flatMap(section -> section.questions().stream()
                            .map(question -> new Questions.Analogy(
                                    List.of(question.a(), question.b(), question.c(), question.d()),
                                    section.name().startsWith(SYNTACTIC))))
                    .toList();
            sources.add(new Source(
                    files.analogies().getFileName().toString(),
                    "analogies",
                    analogies.size(),
                    sections.size() + " sections"));
        }
        return new Questions(pairs, analogies);
    }
}
