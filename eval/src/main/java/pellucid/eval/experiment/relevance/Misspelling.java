package pellucid.eval.experiment.relevance;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A query with a word that is probably misspelt, and the same with the word that was probably meant.
 *
 * @param typed as it was searched for
 * @param meant the same with other words in the place of the misspelt ones
 */
record Misspelling(String typed, String meant) {
    private static final Pattern GAPS = Pattern.compile("[^a-z]+");
    private static final int SHORTEST = 5;
    private static final int LONG = 6;

    /** The words that titles have. */
    static final class Spelling {
        private final Set<String> known = new HashSet<>();

        Spelling(Collection<String> titles) {
            titles.forEach(title -> known.addAll(words(title)));
        }

        /**
         * The query as it was probably meant, where it was for a product that fits: a word of at least five letters that
         * is in no title at all, also not with or without an ending s, was meant to be the word of this product that is
         * one step away, or two where it has six letters or more, and that begins alike. A step is a letter too many, too
         * few, or wrong, or two letters the wrong way round. The nearest word is taken.
         *
         * @param product the text of a product that fits the query
         */
        Optional<Misspelling> of(String query, String product) {
            String meant = query.toLowerCase(Locale.ROOT);
            boolean changed = false;
            for (String word : words(query)) {
                Optional<String> right = isKnown(word) ? Optional.empty() : nearest(word, words(product));
                if (right.isPresent()) {
                    meant = meant.replace(word, right.get());
                    changed = true;
                }
            }
            return changed ? Optional.of(new Misspelling(query, meant)) : Optional.empty();
        }

        private boolean isKnown(String word) {
            return known.contains(word)
                    || known.contains(word + "s")
                    || word.endsWith("s") && known.contains(word.substring(0, word.length() - 1))
                    || word.endsWith("es") && known.contains(word.substring(0, word.length() - 2));
        }
    }

    private static Optional<String> nearest(String word, List<String> candidates) {
        if (word.length() < SHORTEST) {
            return Optional.empty();
        }
        int fewest = word.length() >= LONG ? 2 : 1;
        String nearest = null;
        for (String candidate : candidates) {
            int steps = candidate.charAt(0) == word.charAt(0) ? steps(word, candidate) : fewest + 1;
            if (nearest == null ? steps <= fewest : steps < fewest) {
                nearest = candidate;
                fewest = steps;
            }
        }
        return Optional.ofNullable(nearest);
    }

    private static List<String> words(String text) {
        return GAPS.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Damerau and Levenshtein's distance, neighbours exchanged once at most. */
    static int steps(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int wrong = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + wrong);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
