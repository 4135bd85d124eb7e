package pellucid.training.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pellucid.tensor.InputException;

/**
 * Which columns of a file make up an example. Where {@link ExampleFormat} does not name them, they are found by their
 * names (case, spaces, hyphens and underscores do not matter), by the first of these rules that fits:
 *
 * <ol>
 *   <li>{@code anchor, positive}, and behind them {@code negative, negative_1, negative_2, …} as far as there are any
 *   <li>{@code sentence1, sentence2}
 *   <li>{@code text}
 * </ol>
 *
 * <p>The label is {@code score} or, where there is none, {@code label}.
 *
 * @param texts as the file calls them, in the order of an example's texts
 * @param label as the file calls it; null where there is none
 */
public record ExampleColumns(List<String> texts, String label) {
    private static final Pattern NEGATIVE = Pattern.compile("negative(\\d{0,9})");
    private static final String KNOWN =
            "anchor, positive (and negative, negative_1, …), or sentence1, sentence2, score, or text, label";

    public ExampleColumns {
        texts = List.copyOf(texts);
    }

    /**
     * @param source of the columns, for messages
     * @param found the names of all columns
     * @throws InputException when one is missing; the message has those that there are
     */
    static ExampleColumns choose(String source, List<String> found, ExampleFormat format) {
        List<String> texts = format.texts().isEmpty() ? known(source, found) : format.texts();
        String label = format.label();
        if (label == null) {
            Map<String, String> names = byPlainName(found);
            label = Optional.ofNullable(names.get("score")).orElse(names.get("label"));
            label = label != null && texts.contains(label) ? null : label;
        } else if (label.isEmpty()) {
            label = null;
        }
        List<String> wanted = new ArrayList<>(texts);
        if (label != null) {
            wanted.add(label);
        }
        List<String> missing =
                wanted.stream().filter(name -> !found.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new InputException(source + " lacks the column(s) " + quoted(missing) + "; it has " + quoted(found)
                    + "; use these names, or rename the columns");
        }
        return new ExampleColumns(texts, label);
    }

    private static List<String> known(String source, List<String> found) {
        Map<String, String> names = byPlainName(found);
        if (names.containsKey("anchor") || names.containsKey("positive")) {
            List<String> texts = new ArrayList<>(both(source, found, names, "anchor", "positive"));
            names.keySet().stream()
                    .map(NEGATIVE::matcher)
                    .filter(Matcher::matches)
                    .sorted(Comparator.comparingInt(ExampleColumns::number))
                    .forEach(negative -> texts.add(names.get(negative.group())));
            return texts;
        }
        if (names.containsKey("sentence1") || names.containsKey("sentence2")) {
            return both(source, found, names, "sentence1", "sentence2");
        }
        if (names.containsKey("text")) {
            return List.of(names.get("text"));
        }
        throw new InputException(source + " has the columns " + quoted(found) + ", none of which is known; call them "
                + KNOWN + ", or name the columns to learn from");
    }

    private static int number(Matcher negative) {
        return negative.group(1).isEmpty() ? 0 : Integer.parseInt(negative.group(1));
    }

    private static List<String> both(
            String source, List<String> found, Map<String, String> names, String first, String second) {
        if (names.containsKey(first) && names.containsKey(second)) {
            return List.of(names.get(first), names.get(second));
        }
        boolean firstIsThere = names.containsKey(first);
        throw new InputException(source + " has a column '" + names.get(firstIsThere ? first : second)
                + "' and lacks its companion '" + (firstIsThere ? second : first) + "'; it has " + quoted(found)
                + "; call the columns " + KNOWN + ", or name the columns to learn from");
    }

    private static Map<String, String> byPlainName(List<String> found) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String name : found) {
            names.putIfAbsent(name.toLowerCase(Locale.ROOT).replaceAll("[ _-]", ""), name);
        }
        return names;
    }

    private static String quoted(List<String> names) {
        return names.isEmpty() ? "none" : "'" + String.join("', '", names) + "'";
    }
}
