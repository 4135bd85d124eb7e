package pellucid.eval.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import pellucid.tensor.InputException;
import pellucid.training.data.Draws;
import pellucid.training.data.Leakage;

/**
 * Judged pairs of a query and a document in two parts, such that no query and no document of the one occurs in the
 * other. Texts are the same where {@link Leakage#key} is.
 *
 * <p>The test part is made of queries drawn at random, each with all its rows; from what is left, the rows go whose
 * document is in the test part. So the test part is a fair sample, whatever hangs together through shared queries and
 * documents, and training pays: in 25,000 rows of Home Depot's search relevance it is one row in twenty. (To keep groups
 * together that hang together, as {@link pellucid.training.data.Split#grouped} does, loses no row, but in all 74,067 rows
 * most are one group.)
 *
 * @param train what may be learned from, in the order of the rows
 * @param test what is measured on, in the order of the rows
 * @param dropped rows of other queries with a document of the test part, in the order of the rows
 */
public record LeakFreeSplit<T>(List<T> train, List<T> test, List<T> dropped) {
    public LeakFreeSplit {
        train = List.copyOf(train);
        test = List.copyOf(test);
        dropped = List.copyOf(dropped);
    }

    /**
     * Draws queries until the test part has its share of the rows.
     *
     * @param query of a row
     * @param document of a row: its text, where documents with different ids may have the same text
     * @param testShare share of the rows, above 0 and below 1; the last query drawn may lead beyond it
     * @param seed another seed draws other queries
     * @throws InputException if the share is not such a number, or nothing is left to learn from
     */
    public static <T> LeakFreeSplit<T> of(
            List<T> rows, Function<T, String> query, Function<T, String> document, double testShare, long seed) {
        if (!(testShare > 0 && testShare < 1)) {
            throw new InputException(
                    "the share of the test is " + testShare + "; give a number between 0 and 1, such as 0.2");
        }
        Map<String, Integer> rowsOfQuery = new LinkedHashMap<>();
        rows.forEach(row -> rowsOfQuery.merge(Leakage.key(query.apply(row)), 1, Integer::sum));
        List<String> queries = new ArrayList<>(rowsOfQuery.keySet());
        Set<String> drawn = new HashSet<>();
        int drawnRows = 0;
        for (int q : new Draws(seed, Draws.Purpose.SPLIT, 0).permutation(queries.size())) {
            if (drawnRows < testShare * rows.size()) {
                drawn.add(queries.get(q));
                drawnRows += rowsOfQuery.get(queries.get(q));
            }
        }
        Set<String> documents = new HashSet<>();
        for (T row : rows) {
            if (drawn.contains(Leakage.key(query.apply(row)))) {
                documents.add(Leakage.key(document.apply(row)));
            }
        }
        List<T> train = new ArrayList<>();
        List<T> test = new ArrayList<>();
        List<T> dropped = new ArrayList<>();
        for (T row : rows) {
            if (drawn.contains(Leakage.key(query.apply(row)))) {
                test.add(row);
            } else if (documents.contains(Leakage.key(document.apply(row)))) {
                dropped.add(row);
            } else {
                train.add(row);
            }
        }
        if (train.isEmpty()) {
            throw new InputException("of " + rows.size() + " rows with " + queries.size() + " queries, " + test.size()
                    + " are for the test and none is left to learn from that shares neither query nor document with them;"
                    + " give more queries, or a smaller share");
        }
        return new LeakFreeSplit<>(train, test, dropped);
    }
}
