package pellucid.models.word2vec.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import pellucid.models.word2vec.WordVocabulary;
import pellucid.tensor.InputException;

/** All words that may answer a question, and how well each does. */
public final class Ranking {
    private final WordVocabulary vocabulary;
    private final float[] scores; // of the words that may be answers, by their ids
    private final int[] excluded;
    private final Predicate<String> filter;

    Ranking(WordVocabulary vocabulary, float[] scores, int[] excluded, Predicate<String> filter) {
        this.vocabulary = vocabulary;
        this.scores = scores;
        this.excluded = excluded;
        this.filter = filter;
    }

    /**
     * The best answers, best first, the more frequent word first among equals; fewer where there are not so many.
     *
     * @throws InputException if fewer than one is asked for
     */
    public List<Neighbour> best(int top) {
        if (top < 1) {
            throw new InputException(top + " answers are asked for; ask for at least 1");
        }
        BestScores best = new BestScores(Math.min(top, scores.length));
        for (int id = 0; id < scores.length; id++) {
            if (best.accepts(scores[id]) && isCandidate(id)) {
                best.add(scores[id], id);
            }
        }
        List<Neighbour> neighbours = new ArrayList<>();
        for (int id : best.take()) {
            neighbours.add(new Neighbour(vocabulary.word(id), id, scores[id]));
        }
        return neighbours;
    }

    /**
     * At which place a word stands among the answers; 1 is the best.
     *
     * @throws InputException if the word is not in the vocabulary, or cannot be an answer to this question
     */
    public int rankOf(String word) {
        int wanted = candidate(word);
        int better = 0;
        for (int id = 0; id < scores.length; id++) {
            boolean above = scores[id] > scores[wanted] || scores[id] == scores[wanted] && id < wanted;
            if (above && isCandidate(id)) {
                better++;
            }
        }
        return better + 1;
    }

    /** How many words may be answers. */
    public int candidates() {
        int count = 0;
        for (int id = 0; id < scores.length; id++) {
            count += isCandidate(id) ? 1 : 0;
        }
        return count;
    }

    /**
     * The score of a word that may be an answer.
     *
     * @throws InputException as {@link #rankOf}
     */
    public double score(String word) {
        return scores[candidate(word)];
    }

    private int candidate(String word) {
        int id = vocabulary.require(word);
        if (isExcluded(id)) {
            throw new InputException("'" + word + "' is one of the words of the question, which are never its answer;"
                    + " expect another word");
        }
        if (id >= scores.length || !filter.test(word)) {
            throw new InputException("'" + word + "' is not among the words that may be answers to this question: seek"
                    + " among more words, or mend the filter");
        }
        return id;
    }

    private boolean isCandidate(int id) {
        return !isExcluded(id) && filter.test(vocabulary.word(id));
    }

    private boolean isExcluded(int id) {
        return contains(excluded, id);
    }

    static boolean contains(int[] ids, int wanted) {
        for (int id : ids) {
            if (id == wanted) {
                return true;
            }
        }
        return false;
    }
}
