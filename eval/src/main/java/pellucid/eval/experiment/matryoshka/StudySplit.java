package pellucid.eval.experiment.matryoshka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import pellucid.eval.data.LeakFreeSplit;
import pellucid.eval.retrieval.RetrievalSet;
import pellucid.tensor.InputException;
import pellucid.training.data.Draws;

/**
 * The drawn rows in two parts, and what is asked of which products.
 *
 * @param kind how they are kept apart
 * @param train all rows that may be learned from
 * @param test the rows that are measured on
 * @param dropped rows of neither part, since their product is in the test set and their query is not
 * @param queries what is asked, in the order of {@link RetrievalSet#queries}
 * @param set the queries, the products that are searched, and which are relevant
 * @param distractors how many of these products are in no row of the test set
 * @param unanswered queries of the test set that are left out, since no product is relevant for them
 */
record StudySplit(
        SplitKind kind,
        List<Row> train,
        List<Row> test,
        int dropped,
        List<Query> queries,
        RetrievalSet set,
        int distractors,
        int unanswered) {
    /** Share of the rows that are measured on. */
    private static final double TEST = 0.2;

    /** Products that are searched beside those of the test set. */
    private static final int DISTRACTORS = 200;

    /** Which of the seed's draws of samples the distractors are; the rows are the first. */
    private static final int DRAW = 1;

    /**
     * A query of the test set.
     *
     * @param rows that have it, with products that are relevant; leak-free, also rows that were not drawn
     */
    record Query(List<Row> rows) {
        String text() {
            return rows.get(0).query();
        }
    }

    StudySplit {
        train = List.copyOf(train);
        test = List.copyOf(test);
        queries = List.copyOf(queries);
    }

    static StudySplit of(SplitKind kind, StudyData data, long seed) {
        return kind == SplitKind.LEAK_FREE ? leakFree(data, seed) : asCoded(data, seed);
    }

    /**
     * The distractors are products of rows that were not drawn, and not judged for any query of the test set. Rows that
     * were not drawn also tell what is relevant for a query beside its own rows, where their product is searched. A few
     * products have two titles: none of them is both learned from and searched, whatever its title.
     */
    private static StudySplit leakFree(StudyData data, long seed) {
        LeakFreeSplit<Row> split = LeakFreeSplit.of(data.drawn(), Row::query, Row::text, TEST, seed);
        Map<String, String> tested = new HashMap<>();
        split.test().forEach(row -> tested.put(row.product(), row.text()));
        List<Row> train = split.train().stream()
                .filter(row -> !tested.containsKey(row.product()))
                .toList();
        Map<String, List<Row>> byText = new LinkedHashMap<>();
        for (Row row : split.test()) {
            byText.computeIfAbsent(row.queryKey(), key -> new ArrayList<>()).add(row);
        }
        Set<String> texts = train.stream().map(Row::textKey).collect(Collectors.toSet());
        Set<String> products = train.stream().map(Row::product).collect(Collectors.toSet());
        for (Row row : data.rest()) {
            List<Row> rows = byText.get(row.queryKey());
            if (rows != null) {
                texts.add(row.textKey());
                products.add(row.product());
                if (tested.containsKey(row.product())) {
                    rows.add(row.withText(tested.get(row.product())));
                }
            }
        }
        List<Row> others = data.rest().stream()
                .filter(row -> !texts.contains(row.textKey()) && !products.contains(row.product()))
                .toList();
        List<Query> queries = byText.values().stream()
                .map(rows -> new Query(rows.stream().filter(Row::isRelevant).toList()))
                .filter(query -> !query.rows().isEmpty())
                .toList();
        int unanswered = byText.size() - queries.size();
        return of(
                SplitKind.LEAK_FREE,
                train,
                split.test(),
                split.dropped().size() + split.train().size() - train.size(),
                queries,
                unanswered,
                others,
                seed);
    }

    /** The distractors are products that are learned from: where the study's come from is not known. */
    private static StudySplit asCoded(StudyData data, long seed) {
        int testRows = (int) Math.round(TEST * data.drawn().size());
        List<Row> train = data.drawn().subList(0, data.drawn().size() - testRows);
        List<Row> test = data.drawn().subList(train.size(), data.drawn().size());
        List<Query> queries = test.stream()
                .filter(Row::isRelevant)
                .map(row -> new Query(List.of(row)))
                .toList();
        return of(SplitKind.AS_CODED, train, test, 0, queries, testRows - queries.size(), train, seed);
    }

    private static StudySplit of(
            SplitKind kind,
            List<Row> train,
            List<Row> test,
            int dropped,
            List<Query> queries,
            int unanswered,
            List<Row> others,
            long seed) {
        if (queries.isEmpty()) {
            throw new InputException("none of the " + test.size() + " rows for the test has a relevance of "
                    + Row.THRESHOLD + " or more: nothing is relevant for any query; give more rows");
        }
        Map<String, String> corpus = new TreeMap<>();
        test.forEach(row -> corpus.put(row.product(), row.text()));
        int own = corpus.size();
        int[] order = new Draws(seed, Draws.Purpose.SAMPLE, DRAW).permutation(others.size());
        for (int i = 0; i < order.length && corpus.size() < own + DISTRACTORS; i++) {
            corpus.putIfAbsent(
                    others.get(order[i]).product(), others.get(order[i]).text());
        }
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, Map<String, Double>> relevant = new LinkedHashMap<>();
        for (int i = 0; i < queries.size(); i++) {
            String id = Integer.toString(i);
            texts.put(id, queries.get(i).text());
            Map<String, Double> products = new LinkedHashMap<>();
            queries.get(i).rows().forEach(row -> products.put(row.product(), 1.0));
            relevant.put(id, products);
        }
        RetrievalSet set = new RetrievalSet(corpus, texts, relevant);
        return new StudySplit(kind, train, test, dropped, queries, set, corpus.size() - own, unanswered);
    }

    /** The rows that are learned from as pairs. */
    List<Row> pairs() {
        return train.stream().filter(Row::isPair).toList();
    }

    /** How many products are searched. */
    int products() {
        return set.corpus().size();
    }

    /** How many relevant products are known from rows that were not drawn. */
    long judgedElsewhere() {
        return queries.stream().mapToLong(query -> query.rows().size()).sum()
                - test.stream().filter(Row::isRelevant).count();
    }

    /** How many of the queries differ in their text. */
    int differentQueries() {
        return queries.stream()
                .map(query -> query.rows().get(0).queryKey())
                .collect(Collectors.toCollection(LinkedHashSet::new))
                .size();
    }

    /** How many rows lie on the threshold itself: not learned from as pairs, but relevant in the test. */
    static long onThreshold(List<Row> rows) {
        return rows.stream().filter(row -> row.relevance() == Row.THRESHOLD).count();
    }
}
