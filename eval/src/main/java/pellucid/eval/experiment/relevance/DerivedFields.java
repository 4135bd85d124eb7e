package pellucid.eval.experiment.relevance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Fields that stand in for those of a catalogue where there are titles alone: every word of a title goes to one of three.
 *
 * <ul>
 *   <li>brand: up to three first words that begin with a capital, as far as at least three titles begin with them, and
 *       each further word in at least a tenth of the titles that begin with those before it (Hampton → Hampton Bay, but
 *       not Delta → Delta Porter);
 *   <li>sizes: words that begin with a digit or with # or ( and a digit, and the units behind them: 6 in. x 54 in.,
 *       14-gal., #8 x 1-1/2 in., (5-Pack);
 *   <li>rest: all other words.
 * </ul>
 *
 * A field that has nothing is an empty text.
 */
final class DerivedFields {
    static final String BRAND = "brand";
    static final String SIZES = "sizes";
    static final String REST = "rest";

    private static final int LONGEST_BRAND = 3;
    private static final int FEWEST_TITLES = 3;
    private static final double SMALLEST_SHARE = 0.1;

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern SIZE = Pattern.compile("[#(]?\\d.*");
    private static final Pattern NAME = Pattern.compile("[^\\p{L}\\d]*\\p{Lu}[^\\d]*");
    private static final Set<String> UNITS = Set.of(
            "in.", "ft.", "yd.", "mm", "cm", "sq.", "cu.", "gal.", "qt.", "pt.", "oz.", "fl.", "lb.", "lbs.", "v",
            "volt", "w", "watt", "amp", "hp", "btu", "psi", "gpm", "gpf", "cfm", "gauge", "h", "l", "d", "dia", "dia.",
            "x");

    private final Map<String, Integer> begun = new HashMap<>();

    private DerivedFields(List<String> titles) {
        for (String title : titles) {
            String[] words = words(title);
            for (int n = 1; n <= Math.min(LONGEST_BRAND, words.length); n++) {
                begun.merge(first(words, n), 1, Integer::sum);
            }
        }
    }

    /**
     * The fields of each title.
     *
     * @param titles one for each product
     * @return by the field's name the text of each product
     */
    static Map<String, List<String>> of(List<String> titles) {
        DerivedFields derived = new DerivedFields(titles);
        Map<String, List<String>> fields = new LinkedHashMap<>();
        List.of(BRAND, SIZES, REST).forEach(name -> fields.put(name, new ArrayList<>()));
        titles.forEach(title -> derived.divide(words(title), fields));
        return fields;
    }

    private void divide(String[] words, Map<String, List<String>> fields) {
        int brand = brandWords(words);
        List<String> sizes = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        boolean behindSize = false;
        for (int i = brand; i < words.length; i++) {
            String word = words[i];
            behindSize = SIZE.matcher(word).matches()
                    || behindSize
                            && UNITS.contains(word.toLowerCase(Locale.ROOT).replaceAll("[,)]+$", ""));
            (behindSize ? sizes : rest).add(word);
        }
        fields.get(BRAND).add(first(words, brand));
        fields.get(SIZES).add(String.join(" ", sizes));
        fields.get(REST).add(String.join(" ", rest));
    }

    private int brandWords(String[] words) {
        int n = 0;
        while (n < Math.min(LONGEST_BRAND, words.length)
                && NAME.matcher(words[n]).matches()) {
            int shorter = n == 0 ? 0 : begun.get(first(words, n));
            if (begun.get(first(words, n + 1)) < Math.max(FEWEST_TITLES, SMALLEST_SHARE * shorter)) {
                return n;
            }
            n++;
        }
        return n;
    }

    private static String[] words(String title) {
        return SPACE.split(title.strip());
    }

    private static String first(String[] words, int n) {
        return String.join(" ", List.of(words).subList(0, n));
    }
}
