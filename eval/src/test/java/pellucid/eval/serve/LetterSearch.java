package pellucid.eval.serve;

import java.util.ArrayList;
import java.util.List;
import pellucid.eval.data.Vectors;
import pellucid.eval.retrieval.Hit;

/** A search without a model: a text is how often each letter from a to z occurs in it. */
final class LetterSearch implements RowSearch {
    private final List<String> texts;
    private final int sign;

    /** @param sign -1 to find first what fits least */
    LetterSearch(List<String> texts, int sign) {
        this.texts = texts;
        this.sign = sign;
    }

    @Override
    public Found search(String query, int top) {
        float[] wanted = letters(query);
        List<Hit> hits = new ArrayList<>();
        for (int row = 0; row < texts.size(); row++) {
            float[] letters = letters(texts.get(row));
            double score = 0;
            for (int i = 0; i < wanted.length; i++) {
                score += wanted[i] * letters[i];
            }
            hits.add(new Hit(row, sign * score));
        }
        hits.sort(Hit.BEST_FIRST);
        return new Found(hits.subList(0, Math.min(top, hits.size())), query.length() > 100);
    }

    @Override
    public Vectors vectors(int... rows) {
        float[][] vectors = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            vectors[i] = letters(texts.get(rows[i]));
        }
        return Vectors.of(vectors);
    }

    private static float[] letters(String text) {
        float[] letters = new float['z' - 'a' + 1];
        text.chars().filter(c -> c >= 'a' && c <= 'z').forEach(c -> letters[c - 'a']++);
        return letters;
    }
}
