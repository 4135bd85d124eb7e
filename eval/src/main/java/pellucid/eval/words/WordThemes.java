package pellucid.eval.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pellucid.models.word2vec.WordVocabulary;

/**
 * Common English words by what they are about, for pictures and first questions: on a map of good vectors, words of one
 * theme lie together.
 *
 * @param words the most general of each theme first, theme by theme in turn
 * @param themes the theme of each word
 */
public record WordThemes(List<String> words, List<String> themes) {
    private static final Map<String, String> ALL = new LinkedHashMap<>();

    static {
        ALL.put("family", "mother father son daughter brother sister wife husband child parent king queen prince");
        ALL.put("animals", "dog cat horse bird fish cow sheep lion snake mouse wolf insect");
        ALL.put("food", "bread meat fruit cheese sugar butter rice wine soup milk beer salt");
        ALL.put("body", "hand foot arm leg head eye ear nose heart blood skin bone");
        ALL.put("places", "city town village river mountain sea island country street forest lake valley");
        ALL.put("time", "day night week month year hour minute morning evening summer winter century");
        ALL.put("feelings", "love fear anger joy pain hope sorrow pleasure shame pride grief hate");
    }

    public WordThemes {
        words = List.copyOf(words);
        themes = List.copyOf(themes);
    }

    /** Those that a vocabulary has. */
    public static WordThemes of(WordVocabulary vocabulary) {
        List<String> words = new ArrayList<>();
        List<String> themes = new ArrayList<>();
        int longest = ALL.values().stream()
                .mapToInt(theme -> theme.split(" ").length)
                .max()
                .orElse(0);
        for (int place = 0; place < longest; place++) {
            for (Map.Entry<String, String> theme : ALL.entrySet()) {
                String[] own = theme.getValue().split(" ");
                if (place < own.length && vocabulary.id(own[place]) >= 0) {
                    words.add(own[place]);
                    themes.add(theme.getKey());
                }
            }
        }
        return new WordThemes(words, themes);
    }
}
