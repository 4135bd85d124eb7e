package pellucid.eval.experiment.relevance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import pellucid.eval.data.HomeDepot;
import pellucid.eval.data.HomeDepot.Judged;
import pellucid.eval.experiment.relevance.RelevanceOptions.Partition;
import pellucid.eval.experiment.relevance.RelevanceTask.Leaks;
import pellucid.eval.experiment.relevance.RelevanceTask.NamedPair;
import pellucid.tensor.InputException;
import pellucid.training.data.Draws;
import pellucid.training.data.Example;
import pellucid.training.data.ExampleSet;
import pellucid.training.data.Leakage;

/** Makes the task out of the data. */
final class TaskBuilder {
    /** Numbers of the draws, so that each has its own; 1 is the catalogue's. */
    private static final int PAIRS = 2;

    private static final int HELD_OUT = 3;
    private static final int TEST = 4;
    private static final int TUNING = 5;
    private static final int PRODUCTS = 6;
    private static final int WRONG = 7;

    private final HomeDepot data;
    private final RelevanceOptions options;
    private final Catalogue all;
    private final Map<String, Integer> places;
    private final RowPartition parts;
    private final Map<String, String> counts = new LinkedHashMap<>();

    private TaskBuilder(HomeDepot data, RelevanceOptions options) {
        this.data = data;
        this.options = options;
        Catalogue products = Catalogue.of(data);
        this.all = options.shuffle() ? products.shuffled(options.seed()) : products;
        this.places = all.places();
        this.parts = parts(products, options.split());
    }

    /** Some products have several titles; the catalogue's, which is encoded, is what they are told apart by. */
    private RowPartition parts(Catalogue products, Partition kind) {
        return RowPartition.of(
                data.judged(), row -> products.titles().get(places.get(row.product())), kind, options.seed());
    }

    /** @throws InputException if there is too little to learn from or to measure on */
    static RelevanceTask of(HomeDepot data, RelevanceOptions options) {
        return new TaskBuilder(data, options).task();
    }

    private RelevanceTask task() {
        count("Judged products", data.judged().size());
        count("Rows left out: written twice", data.repeated());
        count("Rows left out: blank title or query", data.incomplete());
        count("Different products", all.size());
        all.fields()
                .forEach((name, texts) -> count("Products without " + name, (int)
                        texts.stream().filter(String::isBlank).count()));
        count("Rows for training", parts.train().size());
        count("Rows for validation", parts.validation().size());
        count("Rows for the test", parts.test().size());
        count("Rows left out: their product is in the test or the validation", parts.dropped());
        List<Judged> learned = learned();
        List<Judged> heldOut =
                drawn(positives(parts.validation()), options.heldOut(), HELD_OUT, "Validation pairs with relevance 3");
        List<List<Judged>> test = drawn(queries(parts.test(), "Test"), options.queries(), TEST, "Test queries");
        List<List<Judged>> tuning =
                drawn(queries(forTuning(), "Training"), options.tuningQueries(), TUNING, "Tuning queries");
        if (heldOut.size() < 2 || test.isEmpty() || tuning.isEmpty()) {
            throw new InputException(data.source() + ": after the split " + heldOut.size()
                    + " held-out pairs of relevance 3, " + test.size() + " test queries and " + tuning.size()
                    + " tuning queries with a product of relevance 3 are left; give more judgements");
        }
        checkDifferent(heldOut);
        int[] rows = corpus(test, tuning);
        count("Products searched among", rows.length);
        Map<Integer, Integer> rowOf = new HashMap<>();
        Arrays.stream(rows).forEach(place -> rowOf.put(place, rowOf.size()));
        Set<String> known = learned.stream().map(TaskBuilder::query).collect(Collectors.toSet());
        boolean[] unseen = new boolean[test.size()];
        for (int i = 0; i < unseen.length; i++) {
            unseen[i] = !known.contains(query(test.get(i).get(0)));
        }
        return new RelevanceTask(
                all.at(rows),
                examples("pairs to learn from", learned),
                examples("held-out pairs", heldOut),
                wrong(heldOut),
                test.stream().map(query -> judged(query, rowOf)).toList(),
                unseen,
                tuning.stream().map(query -> judged(query, rowOf)).toList(),
                named(learned, known),
                new Misspelling.Spelling(all.titles()),
                leaks(test, learned, known),
                counts);
    }

    private void count(String what, int number) {
        counts.put(what, Integer.toString(number));
    }

    private static String query(Judged row) {
        return Leakage.key(row.query());
    }

    private static boolean isRelevant(Judged row) {
        return row.relevance() >= JudgedQuery.RELEVANT;
    }

    private static List<Judged> positives(List<Judged> rows) {
        return rows.stream().filter(TaskBuilder::isRelevant).toList();
    }

    /** Where nothing may leak, the queries that the study names are kept for looking at. */
    private List<Judged> learned() {
        Set<String> kept =
                StudyPair.ALL.stream().map(pair -> Leakage.key(pair.query())).collect(Collectors.toSet());
        List<Judged> possible = positives(parts.train()).stream()
                .filter(row -> options.split() == Partition.AS_CODED || !kept.contains(query(row)))
                .toList();
        if (possible.size() < 2) {
            throw new InputException(data.source() + ": the training part has " + possible.size()
                    + " rows with relevance 3; at least 2 are wanted to learn from, so give more judgements");
        }
        return drawn(possible, options.pairs(), PAIRS, "Pairs with relevance 3 to learn from");
    }

    /** Some of them in a random order; all where 0 are wanted. */
    private <T> List<T> drawn(List<T> from, int wanted, int purpose, String what) {
        int taken = wanted == 0 ? from.size() : Math.min(wanted, from.size());
        counts.put(what, taken + " of " + from.size());
        return Arrays.stream(new Draws(options.seed(), Draws.Purpose.SAMPLE, purpose).permutation(from.size()))
                .limit(taken)
                .mapToObj(from::get)
                .toList();
    }

    /** The training rows of the queries that the test has not. */
    private List<Judged> forTuning() {
        Set<String> asked = queriesOf(parts.test());
        List<Judged> rows = parts.train().stream()
                .filter(row -> !asked.contains(query(row)))
                .toList();
        count(
                "Training queries left out of the tuning: the test has them, too",
                queriesOf(parts.train()).size() - queriesOf(rows).size());
        return rows;
    }

    /** A pair is told from wrong ones by another query's product. */
    private void checkDifferent(List<Judged> heldOut) {
        int queries = queriesOf(heldOut).size();
        long products = heldOut.stream().map(this::text).distinct().count();
        if (queries < 2 || products < 2) {
            throw new InputException(data.source() + ": the " + heldOut.size() + " held-out pairs have " + queries
                    + " different queries and " + products
                    + " different products; at least 2 of each are wanted, so give more judgements or hold more out");
        }
    }

    /** The rows of each query that has a relevant product. */
    private List<List<Judged>> queries(List<Judged> rows, String part) {
        Map<String, List<Judged>> byQuery = rows.stream()
                .collect(Collectors.groupingBy(TaskBuilder::query, LinkedHashMap::new, Collectors.toList()));
        List<List<Judged>> kept = byQuery.values().stream()
                .filter(query -> query.stream().anyMatch(TaskBuilder::isRelevant))
                .toList();
        count(part + " queries left out: no product of relevance 3", byQuery.size() - kept.size());
        return kept;
    }

    private ExampleSet examples(String name, List<Judged> rows) {
        List<Example> examples =
                rows.stream().map(row -> new Example(row.query(), text(row))).toList();
        return new ExampleSet(name, List.of("query", "product"), examples);
    }

    private String text(Judged row) {
        return all.texts().get(places.get(row.product()));
    }

    /** The places of the products that were judged for a query, and of others up to the number that is wanted. */
    private int[] corpus(Collection<List<Judged>> test, Collection<List<Judged>> tuning) {
        Set<Integer> chosen = new LinkedHashSet<>();
        for (Collection<List<Judged>> part : List.of(test, tuning)) {
            part.forEach(query -> query.forEach(row -> chosen.add(places.get(row.product()))));
        }
        count("Of these judged for a test or tuning query", chosen.size());
        int wanted = options.products() == 0 ? all.size() : options.products();
        for (int place : new Draws(options.seed(), Draws.Purpose.SAMPLE, PRODUCTS).permutation(all.size())) {
            if (chosen.size() < wanted) {
                chosen.add(place);
            }
        }
        return new TreeSet<>(chosen).stream().mapToInt(Integer::intValue).toArray();
    }

    private JudgedQuery judged(List<Judged> rows, Map<Integer, Integer> rowOf) {
        Map<Integer, Double> grades = new HashMap<>();
        rows.forEach(row -> grades.merge(rowOf.get(places.get(row.product())), row.relevance(), Math::max));
        return new JudgedQuery(rows.get(0).query(), grades);
    }

    /** For each pair a product of another one, or else of all there are, that was not judged for its query. */
    private List<String> wrong(List<Judged> pairs) {
        Map<String, Set<String>> judged = data.judged().stream()
                .collect(Collectors.groupingBy(
                        TaskBuilder::query, Collectors.mapping(Judged::product, Collectors.toSet())));
        List<String> heldOut = pairs.stream().map(Judged::product).distinct().toList();
        Draws draws = new Draws(options.seed(), Draws.Purpose.SAMPLE, WRONG);
        List<String> wrong = new ArrayList<>();
        for (Judged pair : pairs) {
            Set<String> known = judged.get(query(pair));
            List<String> others = without(known, heldOut);
            if (others.isEmpty()) {
                others = without(known, all.ids());
            }
            if (others.isEmpty()) {
                throw new InputException(data.source() + ": all " + all.size() + " products were judged for the query '"
                        + pair.query() + "', so that none is known to be wrong for it; give more products");
            }
            wrong.add(all.texts().get(places.get(others.get(draws.below(others.size())))));
        }
        return wrong;
    }

    private static List<String> without(Set<String> known, List<String> products) {
        return products.stream().filter(product -> !known.contains(product)).toList();
    }

    private List<NamedPair> named(List<Judged> learned, Set<String> known) {
        Set<Judged> pairs = new HashSet<>(learned);
        List<NamedPair> found = new ArrayList<>();
        for (StudyPair pair : StudyPair.ALL) {
            data.judged().stream()
                    .filter(row -> query(row).equals(Leakage.key(pair.query()))
                            && row.title().startsWith(pair.product()))
                    .findFirst()
                    .ifPresent(row -> found.add(new NamedPair(
                            pair,
                            text(row),
                            row.relevance(),
                            pairs.contains(row)
                                    ? "learned from"
                                    : known.contains(query(row)) ? "its query is learned from" : "held out")));
        }
        return found;
    }

    private Leaks leaks(List<List<Judged>> test, List<Judged> learned, Set<String> known) {
        Set<String> rows = queriesOf(parts.train());
        Set<String> products = learned.stream().map(Judged::product).collect(Collectors.toSet());
        Set<String> relevant = test.stream()
                .flatMap(List::stream)
                .filter(TaskBuilder::isRelevant)
                .map(Judged::product)
                .collect(Collectors.toSet());
        List<String> asked = test.stream().map(query -> query(query.get(0))).toList();
        RowPartition byRow = parts(all, Partition.AS_CODED);
        Set<String> measured = queriesOf(positives(byRow.test()));
        return new Leaks(
                asked.size(),
                (int) asked.stream().filter(known::contains).count(),
                (int) asked.stream().filter(rows::contains).count(),
                relevant.size(),
                (int) relevant.stream().filter(products::contains).count(),
                shareIn(queriesOf(positives(byRow.train())), measured),
                shareIn(queriesOf(byRow.train()), measured));
    }

    private static double shareIn(Set<String> known, Set<String> asked) {
        return (double) asked.stream().filter(known::contains).count() / Math.max(1, asked.size());
    }

    private static Set<String> queriesOf(List<Judged> rows) {
        return rows.stream().map(TaskBuilder::query).collect(Collectors.toSet());
    }
}
