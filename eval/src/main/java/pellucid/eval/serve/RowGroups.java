package pellucid.eval.serve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import pellucid.tensor.InputException;

/**
 * Rows by the value of a column, for the colours of a map. A value of several parts, such as {@code Drama|War} or {@code
 * ["Home > Kitchen > Pans"]}, counts by its first one. Where this would make more than {@value #MOST} groups, values that are
 * rarer than the {@value #MOST} - 1 most frequent ones are one group, {@value #OTHER}; so are blank values and what is really
 * called {@value #OTHER}.
 *
 * @param column the name of the column
 * @param names of the groups, the largest first; {@value #OTHER}, if there is such a group, last
 * @param of the group of each row, a place in {@code names}
 */
public record RowGroups(String column, List<String> names, List<Integer> of) {
    /** The most groups that a map shows. */
    static final int MOST = 12;

    static final String OTHER = "other";

    /** Columns that hold a category by their name. */
    private static final Pattern CATEGORY =
            Pattern.compile(".*(categor|genre).*|class|label|type|kind|topic", Pattern.CASE_INSENSITIVE);

    private static final Pattern LATER_PARTS = Pattern.compile("\\s*(\\||>>|\\s>\\s).*", Pattern.DOTALL);
    private static final Pattern BRACKETS = Pattern.compile("^[\\[\"'\\s]+|[\\]\"'\\s]+$");

    public RowGroups {
        names = List.copyOf(names);
        of = List.copyOf(of);
    }

    /**
     * Groups by the values of a column.
     *
     * @param values one for each row
     * @throws InputException if all rows have the same value
     */
    public static RowGroups of(String column, List<String> values) {
        List<String> parts = values.stream().map(RowGroups::first).toList();
        List<String> frequent = frequent(parts);
        if (parts.stream().distinct().count() < 2) {
            throw new InputException("column '" + column + "' has the same value in all " + values.size()
                    + " rows; to colour a map, name one with at least 2 values");
        }
        boolean all = frequent.size() + (parts.contains("") ? 1 : 0) <= MOST;
        List<String> names = new ArrayList<>(all ? frequent : frequent.subList(0, MOST - 1));
        Map<String, Integer> places = new HashMap<>();
        names.forEach(name -> places.put(name, places.size()));
        if (!places.keySet().containsAll(parts)) {
            names.add(OTHER);
        }
        int other = names.size() - 1;
        return new RowGroups(
                column,
                names,
                parts.stream().map(part -> places.getOrDefault(part, other)).toList());
    }

    /**
     * Groups by the column that fits best: the first that is called a category, or else the first with 2 to {@value #MOST}
     * values. Its values must stand for 2 rows each, on average, and the groups that get a name for half of the rows.
     *
     * @param columns the values of each column, one for each row
     * @return nothing if no column fits
     */
    public static Optional<RowGroups> guess(Map<String, List<String>> columns) {
        Optional<String> named = columns.keySet().stream()
                .filter(column -> CATEGORY.matcher(column).matches())
                .filter(column -> fits(columns.get(column), Integer.MAX_VALUE))
                .findFirst();
        return named.or(() -> columns.keySet().stream()
                        .filter(column -> fits(columns.get(column), MOST))
                        .findFirst())
                .map(column -> of(column, columns.get(column)));
    }

    private static boolean fits(List<String> values, int most) {
        List<String> parts = values.stream().map(RowGroups::first).toList();
        List<String> frequent = frequent(parts);
        Set<String> named = Set.copyOf(frequent.subList(0, Math.min(frequent.size(), MOST - 1)));
        return frequent.size() >= 2
                && frequent.size() <= most
                && 2 * frequent.size() <= parts.size()
                && 2 * parts.stream().filter(named::contains).count() >= parts.size();
    }

    /** The first part of a value; nothing for one that belongs to no group with a name. */
    private static String first(String value) {
        String part =
                BRACKETS.matcher(LATER_PARTS.matcher(value).replaceFirst("")).replaceAll("");
        return part.equals(OTHER) ? "" : part;
    }

    /** The values that are not blank, the most frequent first, among equals by the alphabet. */
    private static List<String> frequent(List<String> values) {
        Map<String, Long> counts = values.stream()
                .filter(value -> !value.isEmpty())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
