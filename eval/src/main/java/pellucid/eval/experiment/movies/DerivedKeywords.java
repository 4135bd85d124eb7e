package pellucid.eval.experiment.movies;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Stands in for keywords where a table has none: the rarest words that a description shares with a few others. */
final class DerivedKeywords {
    private static final Pattern GAPS = Pattern.compile("[^\\p{L}]+");
    private static final int SHORTEST = 5;
    private static final int FEWEST_FILMS = 2;
    private static final int KEPT = 5;
    /** A word of a larger share of the descriptions says little. */
    private static final int ONE_IN = 20;

    /** Long words without a meaning of their own. */
    private static final Set<String> STOP_WORDS = Set.of(
            "about",
            "after",
            "again",
            "against",
            "almost",
            "along",
            "among",
            "another",
            "around",
            "because",
            "before",
            "begins",
            "behind",
            "being",
            "between",
            "comes",
            "could",
            "every",
            "everyone",
            "finds",
            "first",
            "found",
            "gives",
            "goes",
            "herself",
            "himself",
            "into",
            "itself",
            "keeps",
            "makes",
            "might",
            "nobody",
            "other",
            "others",
            "should",
            "since",
            "someone",
            "something",
            "still",
            "takes",
            "their",
            "themselves",
            "there",
            "these",
            "thing",
            "things",
            "those",
            "three",
            "through",
            "tries",
            "turns",
            "under",
            "until",
            "wants",
            "where",
            "which",
            "while",
            "whose",
            "without",
            "would");

    private DerivedKeywords() {}

    /** For each description up to five words, the rarest first. */
    static List<List<String>> of(List<String> descriptions) {
        List<Set<String>> words =
                descriptions.stream().map(DerivedKeywords::words).toList();
        Map<String, Integer> films = new HashMap<>();
        words.forEach(set -> set.forEach(word -> films.merge(word, 1, Integer::sum)));
        int most = Math.max(FEWEST_FILMS, descriptions.size() / ONE_IN);
        List<List<String>> keywords = new ArrayList<>();
        for (Set<String> set : words) {
            keywords.add(set.stream()
                    .filter(word -> films.get(word) >= FEWEST_FILMS && films.get(word) <= most)
                    .sorted(Comparator.<String>comparingInt(films::get).thenComparing(Comparator.naturalOrder()))
                    .limit(KEPT)
                    .toList());
        }
        return keywords;
    }

    private static Set<String> words(String description) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : GAPS.split(description.toLowerCase(Locale.ROOT))) {
            if (word.length() >= SHORTEST && !STOP_WORDS.contains(word)) {
                words.add(word);
            }
        }
        return words;
    }
}
