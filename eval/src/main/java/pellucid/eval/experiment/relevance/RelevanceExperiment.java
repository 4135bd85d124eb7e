package pellucid.eval.experiment.relevance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import pellucid.eval.data.HomeDepot;
import pellucid.eval.experiment.ExperimentProgress;
import pellucid.eval.experiment.relevance.ProductSearch.Boosts;
import pellucid.eval.experiment.relevance.RelevanceTask.NamedPair;
import pellucid.eval.retrieval.Bm25Search;
import pellucid.eval.retrieval.ExactSearch;
import pellucid.eval.retrieval.Hit;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.SentenceEncoder;

/** Searches the same products in all ways, with the model as it is and tuned. */
final class RelevanceExperiment {
    private final HomeDepot data;
    private final String name;
    private final Supplier<SentenceEncoder> model;
    private final RelevanceOptions options;
    private final ExperimentProgress progress;
    private final RelevanceTask task;

    /**
     * @param name of the model
     * @param model a fresh copy of it each time
     */
    RelevanceExperiment(
            HomeDepot data,
            String name,
            Supplier<SentenceEncoder> model,
            RelevanceOptions options,
            ExperimentProgress progress) {
        this.data = data;
        this.name = name;
        this.model = model;
        this.options = options;
        this.progress = progress;
        this.task = TaskBuilder.of(data, options);
    }

    RelevanceResults run() {
        Catalogue corpus = task.corpus();
        SentenceEncoder base = model.get();
        Embeddings whole = encoded(base, "products", corpus.texts());
        Map<String, Embeddings> fields = new LinkedHashMap<>();
        corpus.fields().forEach((field, texts) -> fields.put(field, encoded(base, field, texts)));
        Bm25Search words = ProductSearch.words(corpus);
        ExactSearch near = new ExactSearch(whole);
        FieldVectors byField = new FieldVectors(fields);

        List<String> typed = task.tuning().stream().map(JudgedQuery::text).toList();
        Embeddings asked = base.encode(typed, ProductSearch.UNIT);
        BoostTuning text = tuned("boosts of the text search", byField.names(), boosts -> {
            Bm25Search boosted = words.boosted(boosts);
            return typed.stream()
                    .map(query -> boosted.search(query, RelevanceOptions.DEPTH))
                    .toList();
        });
        BoostTuning weights = tuned(
                "weights of the fields' vectors",
                byField.names(),
                boosts -> byField.nearest(asked, boosts, RelevanceOptions.DEPTH));
        BoostTuning hybrid = hybrid(words.boosted(text.best().boosts()), near, typed, asked);
        Boosts boosts = new Boosts(
                text.best().boosts(), weights.best().boosts(), hybrid.best().boosts());

        SentenceEncoder tuned = model.get();
        FineTuning training = FineTuning.of(tuned, task, options, progress);
        Embeddings tunedWhole = encoded(tuned, "products, tuned", corpus.texts());
        ProductSearch search = new ProductSearch(
                base, words, near, byField, new ProductSearch.Tuned(tuned, new ExactSearch(tunedWhole)), boosts);
        return new RelevanceResults(
                data,
                name,
                options,
                task,
                text,
                weights,
                hybrid,
                searched(search),
                training,
                shifts(base, whole, tuned, tunedWhole),
                spellings(base, tuned),
                named(base, tuned));
    }

    /** Equal texts are encoded once, an empty one as zeros. */
    private Embeddings encoded(SentenceEncoder encoder, String what, List<String> texts) {
        Map<String, Integer> places = new LinkedHashMap<>();
        texts.stream().filter(text -> !text.isBlank()).forEach(text -> places.putIfAbsent(text, places.size()));
        Embeddings different = encoder.encode(
                List.copyOf(places.keySet()),
                ProductSearch.UNIT.withProgress((done, total) -> progress.at("encode " + what, done, total, "")));
        int dimension = different.dimension();
        float[] rows = new float[texts.size() * dimension];
        for (int i = 0; i < texts.size(); i++) {
            Integer place = places.get(texts.get(i));
            if (place != null) {
                System.arraycopy(different.rows(), place * dimension, rows, i * dimension, dimension);
            }
        }
        return new Embeddings(rows, texts.size(), dimension, different.truncated());
    }

    /** @param search for some boosts, the hits for each tuning query */
    private BoostTuning tuned(String what, List<String> names, Function<Map<String, Double>, List<List<Hit>>> search) {
        int[] tried = {0};
        BoostTuning tuning = BoostTuning.of(names, boosts -> {
            List<List<Hit>> hits = search.apply(boosts);
            progress.at("tune " + what, ++tried[0], BoostTuning.TRIALS, "");
            return IntStream.range(0, hits.size())
                    .mapToDouble(i -> Measure.NDCG.of(task.tuning().get(i), hits.get(i)))
                    .average()
                    .orElseThrow();
        });
        progress.at("tune " + what, BoostTuning.TRIALS, BoostTuning.TRIALS, "");
        return tuning;
    }

    private BoostTuning hybrid(Bm25Search words, ExactSearch near, List<String> typed, Embeddings asked) {
        List<List<Hit>> vector = near.nearest(asked, ProductSearch.DEPTH);
        List<List<Hit>> text = typed.stream()
                .map(query -> words.search(query, ProductSearch.DEPTH))
                .toList();
        return tuned(
                "weights of the hybrid search",
                List.of(ProductSearch.TEXT, ProductSearch.VECTOR),
                boosts -> IntStream.range(0, typed.size())
                        .mapToObj(
                                i -> ProductSearch.weighted(text.get(i), vector.get(i), boosts, RelevanceOptions.DEPTH))
                        .toList());
    }

    private Map<SearchRow, RowScores> searched(ProductSearch search) {
        int turns = RowScores.ROUNDS * SearchRow.values().length;
        return RowScores.all(search, task.test(), asked -> progress.at("search", asked, turns, ""));
    }

    private List<PairShift> shifts(
            SentenceEncoder base, Embeddings whole, SentenceEncoder tuned, Embeddings tunedWhole) {
        List<PairShift> shifts = new ArrayList<>();
        for (JudgedQuery query : task.test()) {
            float[] before = ProductSearch.vector(base, query.text());
            float[] after = ProductSearch.vector(tuned, query.text());
            query.grades().keySet().stream()
                    .sorted()
                    .forEach(row -> shifts.add(new PairShift(
                            query.text(),
                            task.corpus().texts().get(row),
                            query.grades().get(row),
                            Vectors.dot(before, whole.row(row)),
                            Vectors.dot(after, tunedWhole.row(row)))));
        }
        return shifts;
    }

    /** Of each misspelt query with the first relevant product that tells what was meant. */
    private List<SpellingShift> spellings(SentenceEncoder base, SentenceEncoder tuned) {
        List<Misspelling> queries = new ArrayList<>();
        List<String> products = new ArrayList<>();
        for (JudgedQuery query : task.test()) {
            query.relevant()
                    .map(task.corpus().texts()::get)
                    .filter(product -> task.spelling().of(query.text(), product).isPresent())
                    .findFirst()
                    .ifPresent(product -> {
                        queries.add(task.spelling().of(query.text(), product).orElseThrow());
                        products.add(product);
                    });
        }
        return SpellingShift.of(queries, products, base, tuned);
    }

    private List<PairShift> named(SentenceEncoder base, SentenceEncoder tuned) {
        Map<String, float[]> before = new HashMap<>();
        Map<String, float[]> after = new HashMap<>();
        for (NamedPair pair : task.named()) {
            for (String text : Arrays.asList(pair.pair().query(), pair.text())) {
                before.computeIfAbsent(text, unknown -> ProductSearch.vector(base, unknown));
                after.computeIfAbsent(text, unknown -> ProductSearch.vector(tuned, unknown));
            }
        }
        return task.named().stream()
                .map(pair -> new PairShift(
                        pair.pair().query(),
                        pair.text(),
                        pair.relevance(),
                        Vectors.dot(before.get(pair.pair().query()), before.get(pair.text())),
                        Vectors.dot(after.get(pair.pair().query()), after.get(pair.text()))))
                .toList();
    }
}
