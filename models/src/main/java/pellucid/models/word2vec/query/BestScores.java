package pellucid.models.word2vec.query;

/**
 * The highest of many scores, found without sorting them: a heap whose root is the worst of the best so far. Scores are
 * offered in the order of their ids, and of equal ones the earlier is better.
 */
final class BestScores {
    private final float[] scores;
    private final int[] ids;
    private int size;

    BestScores(int capacity) {
        this.scores = new float[capacity];
        this.ids = new int[capacity];
    }

    /** Whether this score would be kept; a NaN never is. */
    boolean accepts(float score) {
        return size < scores.length ? score == score : score > scores[0];
    }

    /** Keeps a score that is accepted, in the place of the worst one where there is no room. */
    void add(float score, int id) {
        if (size < scores.length) {
            place(size, score, id);
            rise(size++);
        } else {
            place(0, score, id);
            sink();
        }
    }

    private void place(int at, float score, int id) {
        scores[at] = score;
        ids[at] = id;
    }

    private void rise(int from) {
        int at = from;
        while (at > 0 && isWorse(at, (at - 1) / 2)) {
            swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    private void sink() {
        int at = 0;
        while (true) {
            int worst = at;
            for (int child = 2 * at + 1; child <= 2 * at + 2 && child < size; child++) {
                worst = isWorse(child, worst) ? child : worst;
            }
            if (worst == at) {
                return;
            }
            swap(at, worst);
            at = worst;
        }
    }

    private boolean isWorse(int a, int b) {
        return scores[a] < scores[b] || scores[a] == scores[b] && ids[a] > ids[b];
    }

    private void swap(int a, int b) {
        float score = scores[a];
        int id = ids[a];
        place(a, scores[b], ids[b]);
        place(b, score, id);
    }

    /** The ids that were kept, best first. Nothing can be added afterwards. */
    int[] take() {
        int[] best = new int[size];
        while (size > 0) {
            best[size - 1] = ids[0];
            swap(0, --size);
            sink();
        }
        return best;
    }
}
