package pellucid.models.word2vec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words of a list that take the fewest edits to become a given one. An edit inserts, removes or replaces a letter, or swaps
 * two neighbours (the restricted Damerau-Levenshtein distance); a difference of letter case counts less than any edit.
 */
final class NearestSpellings {
    private final String wanted;
    private final String folded;
    private final int limit;
    private int[] twoBefore;
    private int[] before;
    private int[] row;

    private NearestSpellings(String wanted) {
        this.wanted = wanted;
        this.folded = fold(wanted);
        this.limit = wanted.length() < 3 ? 1 : wanted.length() < 9 ? 2 : 3;
        this.twoBefore = new int[folded.length() + 1];
        this.before = new int[folded.length() + 1];
        this.row = new int[folded.length() + 1];
    }

    /** At most {@code most} of the words, nearest first; among equals in the order of the list. */
    static List<String> of(String[] words, String wanted, int most) {
        NearestSpellings spellings = new NearestSpellings(wanted);
        // Twice the edits, and one more where the letter case differs beside them: one drawer for each.
        List<List<String>> drawers = new ArrayList<>();
        for (int i = 0; i <= 2 * spellings.limit + 1; i++) {
            drawers.add(new ArrayList<>());
        }
        for (String word : words) {
            int rank = spellings.rank(word);
            if (rank < drawers.size() && drawers.get(rank).size() < most) {
                drawers.get(rank).add(word);
            }
        }
        return drawers.stream().flatMap(List::stream).limit(most).toList();
    }

    private int rank(String word) {
        if (Math.abs(word.length() - wanted.length()) > limit) {
            return Integer.MAX_VALUE;
        }
        int exact = distance(word, wanted);
        int apartFromCase = distance(fold(word), folded);
        if (apartFromCase > limit) {
            return Integer.MAX_VALUE;
        }
        return 2 * apartFromCase + (exact > apartFromCase ? 1 : 0);
    }

    private static String fold(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    /** Edits from one to the other; more than the limit, whatever their number, ends the count early. */
    private int distance(String from, String to) {
        if (to.length() + 1 > row.length) {
            row = new int[to.length() + 1];
            before = new int[row.length];
            twoBefore = new int[row.length];
        }
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] free = twoBefore;
            twoBefore = before;
            before = row;
            row = free;
            if (fillRow(from, to, i) > limit) {
                return limit + 1;
            }
        }
        return row[to.length()];
    }

    /** Row i of the table of distances between beginnings; returns its smallest entry. */
    private int fillRow(String from, String to, int i) {
        row[0] = i;
        int smallest = i;
        for (int j = 1; j <= to.length(); j++) {
            boolean same = from.charAt(i - 1) == to.charAt(j - 1);
            int edits = Math.min(before[j - 1] + (same ? 0 : 1), 1 + Math.min(before[j], row[j - 1]));
            if (i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1)) {
                edits = Math.min(edits, twoBefore[j - 2] + 1);
            }
            row[j] = edits;
            smallest = Math.min(smallest, edits);
        }
        return smallest;
    }
}
