package pellucid.eval.experiment.movies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import pellucid.eval.retrieval.ExactSearch;
import pellucid.models.sentence.Embeddings;

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

    /** Of the films that are searched in, those that are learned from: their vectors are there already. */
    static NegativePool of(
            MovieSplit split, List<Movie> corpus, Embeddings vectors, Function<List<String>, Embeddings> base) {
        Set<Movie> train = new HashSet<>(split.train());
        List<Movie> films = new ArrayList<>();
        float[] rows = new float[vectors.rows().length];
        int dimension = vectors.dimension();
        for (int i = 0; i < corpus.size(); i++) {
            if (train.contains(corpus.get(i))) {
                System.arraycopy(vectors.rows(), i * dimension, rows, films.size() * dimension, dimension);
                films.add(corpus.get(i));
            }
        }
        float[] kept = Arrays.copyOf(rows, films.size() * dimension);
        return new NegativePool(films, new Embeddings(kept, films.size(), dimension, 0), base);
    }

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

    private List<ExactSearch.Hit> nearest(float[] query) {
        return films.isEmpty() ? List.of() : search.nearest(query, films.size());
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
