package pellucid.eval.words;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.models.word2vec.query.Analogies;
import pellucid.models.word2vec.query.Combination;
import pellucid.models.word2vec.query.WordQueries;
import pellucid.tensor.InputException;
import pellucid.training.data.TextLines;

/**
 * A file of analogies: sections, begun by a line such as {@code : family}, of lines with four words, the last of which is the
 * right answer to the first three.
 *
 * <p>The answer given is the best one that is, letter case apart, none of the three words: of the five best, as in gensim; if
 * all five are, the question counts as answered wrongly.
 *
 * @param source where it comes from, for messages
 */
public record AnalogyTest(String source, List<Section> sections) {
    /** How many words are looked among, unless said otherwise; as in gensim. */
    public static final int AMONG = 300_000;

    private static final int ANSWERS = 5;
    private static final int WORDS = 4;

    /** Questions of one kind. */
    public record Section(String name, List<Question> questions) {
        public Section {
            questions = List.copyOf(questions);
        }
    }

    /** {@code a} is to {@code b} as {@code c} is to {@code d}. */
    public record Question(String a, String b, String c, String d) {}

    public AnalogyTest {
        sections = List.copyOf(sections);
    }

    /**
     * Reads a file in the form of questions-words.txt.
     *
     * @throws InputException if it cannot be read, a line is neither a section nor four words, or there is no question
     */
    public static AnalogyTest read(Path file) {
        List<Section> sections = new ArrayList<>();
        List<Question> questions = null;
        String name = "";
        try (TextLines lines = TextLines.open(file)) {
            for (long number = 1; lines.hasNext(); number++) {
                String line = lines.next().strip();
                if (line.startsWith(":")) {
                    addSection(name, questions, sections);
                    name = line.substring(1).strip();
                    questions = new ArrayList<>();
                } else if (!line.isEmpty()) {
                    String[] words = line.split("\\s+");
                    if (words.length != WORDS) {
                        throw new InputException(file + ": line " + number + " has " + words.length
                                + " word(s); a question has 4, the last of which is the answer");
                    }
                    if (questions == null) {
                        throw new InputException(file + ": line " + number + " has a question before the first section;"
                                + " put a line such as ': family' in front of it");
                    }
                    questions.add(new Question(words[0], words[1], words[2], words[3]));
                }
            }
        }
        addSection(name, questions, sections);
        if (sections.isEmpty()) {
            throw new InputException(
                    file + " has no questions; it must have lines of 4 words in sections that begin with"
                            + " a line such as ': family'");
        }
        return new AnalogyTest(file.toString(), sections);
    }

    private static void addSection(String name, List<Question> questions, List<Section> sections) {
        if (questions != null && !questions.isEmpty()) {
            sections.add(new Section(name, questions));
        }
    }

    /** How many questions. */
    public int size() {
        return sections.stream().mapToInt(section -> section.questions().size()).sum();
    }

    /**
     * Asks all questions.
     *
     * @param among how many words of the vocabulary, from the most frequent on, are known and may be answers
     * @param progress receives how many of these have been looked at so far
     */
    public AnalogyScores score(WordQueries queries, Combination combination, int among, IntConsumer progress) {
        WordVocabulary vocabulary = queries.vectors().vocabulary();
        KnownWords known = new KnownWords(vocabulary, among);
        List<int[]> asked = new ArrayList<>();
        for (Section section : sections) {
            section.questions().stream()
                    .filter(question -> isKnown(question, known))
                    .map(question -> new int[] {known.id(question.a()), known.id(question.b()), known.id(question.c())})
                    .forEach(asked::add);
        }
        int[][] answers =
                new Analogies(queries, combination, among).best(asked.toArray(int[][]::new), ANSWERS, progress);
        List<AnalogyScores.Section> scores = new ArrayList<>();
        int next = 0;
        for (Section section : sections) {
            int correct = 0;
            int unknown = 0;
            for (Question question : section.questions()) {
                if (!isKnown(question, known)) {
                    unknown++;
                } else if (isRight(question, answers[next++], vocabulary)) {
                    correct++;
                }
            }
            int count = section.questions().size() - unknown;
            scores.add(new AnalogyScores.Section(section.name(), count, correct, unknown));
        }
        return new AnalogyScores(scores, known.size());
    }

    private static boolean isKnown(Question question, KnownWords known) {
        return known.id(question.a()) >= 0
                && known.id(question.b()) >= 0
                && known.id(question.c()) >= 0
                && known.id(question.d()) >= 0;
    }

    private static boolean isRight(Question question, int[] answers, WordVocabulary vocabulary) {
        List<String> own = List.of(
                KnownWords.folded(question.a()), KnownWords.folded(question.b()), KnownWords.folded(question.c()));
        for (int answer : answers) {
            String word = KnownWords.folded(vocabulary.word(answer));
            if (!own.contains(word)) {
                return word.equals(KnownWords.folded(question.d()));
            }
        }
        return false;
    }
}
