package pellucid.eval.words;

import java.util.List;
import java.util.function.Predicate;

/**
 * How many analogies were answered rightly.
 *
 * @param sections one for each of the test's, in its order
 * @param among how many words were known and could be answers
 */
public record AnalogyScores(List<Section> sections, int among) {
    /** How the names of sections about grammar begin. */
    private static final String GRAMMAR = "gram";

    /**
     * The answers to some questions.
     *
     * @param asked questions whose words are all known
     * @param correct how many of these were answered rightly
     * @param unknown questions that were left out because a word is not known
     */
    public record Section(String name, int asked, int correct, int unknown) {
        /** The share of right answers to what was asked, 0 to 1; NaN where nothing was. */
        public double accuracy() {
            return asked == 0 ? Double.NaN : (double) correct / asked;
        }

        /** Whether the questions are about grammar; else they are about knowledge. */
        public boolean isSyntactic() {
            return name.startsWith(GRAMMAR);
        }
    }

    public AnalogyScores {
        sections = List.copyOf(sections);
    }

    /** All sections about knowledge together. */
    public Section semantic() {
        return together("semantic", section -> !section.isSyntactic());
    }

    /** All sections about grammar together. */
    public Section syntactic() {
        return together("syntactic", Section::isSyntactic);
    }

    /** All sections together. */
    public Section total() {
        return together("total", section -> true);
    }

    private Section together(String name, Predicate<Section> which) {
        int asked = 0;
        int correct = 0;
        int unknown = 0;
        for (Section section : sections) {
            if (which.test(section)) {
                asked += section.asked();
                correct += section.correct();
                unknown += section.unknown();
            }
        }
        return new Section(name, asked, correct, unknown);
    }
}
