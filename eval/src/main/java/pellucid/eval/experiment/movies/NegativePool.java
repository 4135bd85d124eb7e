package pellucid.eval.experiment.movies;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import pellucid.eval.retrieval.ExactSearch;
import pellucid.eval.retrieval.Hit;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.EncodeOptions;
import pellucid.models.sentence.EncodeProgress;
import pellucid.models.sentence.Normalization;
import pellucid.models.sentence.SentenceEncoder;

/** Films that are learned from, as the base model sees them: where hard negatives are found. */
final class NegativePool {
    /** A negative is drawn among so many of the nearest, so that not all queries of a genre get the same. */
    static final int NEAREST = 5;

    private final List<Movie> films;
    private final Map<Movie, Integer> places = new HashMap<>();
    private final ExactSearch search;
    private final Function<List<String>, Embeddings> base;

    /**
     * @param films no two the same
     * @param vectors theirs by the base model, in the same order
     * @param base the base model's vectors of queries
     */
    NegativePool(List<Movie> films, Embeddings vectors, Function<List<String>, Embeddings> base) {
        this.films = List.copyOf(films);
        for (int i = 0; i < films.size(); i++) {
            places.put(films.get(i), i);
        }
        this.search = new ExactSearch(vectors);
        this.base = base;
    }

    /** The films of these pairs. */
    static NegativePool of(List<TrainingPair> pairs, EncodeProgress progress, SentenceEncoder base) {
        EncodeOptions unit = EncodeOptions.DEFAULTS.withNormalization(Normalization.ALWAYS);
        List<Movie> films = pairs.stream().map(TrainingPair::movie).distinct().toList();
        Embeddings vectors = base.encode(films.stream().map(Movie::text).toList(), unit.withProgress(progress));
        return new NegativePool(films, vectors, texts -> base.encode(texts, unit));
    }

    /** Whether it is one of the films. */
    boolean has(Movie film) {
        return places.containsKey(film);
    }

    /** The vectors of queries, a query a row. */
    Embeddings encode(List<String> queries) {
        return base.apply(queries);
    }

    /** The cosine of a query with each film, by the films' places. */
    double[] cosines(float[] query) {
        double[] cosines = new double[films.size()];
        nearest(query).forEach(hit -> cosines[hit.row()] = hit.score());
        return cosines;
    }

    private List<Hit> nearest(float[] query) {
        return search.nearest(query, films.size());
    }

    int place(Movie film) {
        return places.get(film);
    }

    /** The nearest films that have not the genre or keyword, the best first. */
    List<Movie> hard(float[] query, String aspect) {
        return nearest(query).stream()
                .map(hit -> films.get(hit.row()))
                .filter(film -> !film.has(aspect))
                .limit(NEAREST)
                .toList();
    }
}
