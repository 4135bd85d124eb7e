package pellucid.eval.experiment.movies;

import java.util.ArrayList;
import java.util.List;
import pellucid.training.data.Draws;

/**
 * The films in two parts: no film of the one is in the other.
 *
 * @param train what pairs are made of
 * @param validation a fifth of all, what queries are made of
 */
record MovieSplit(List<Movie> train, List<Movie> validation) {
    private static final double VALIDATION = 0.2;

    static MovieSplit of(List<Movie> movies, long seed) {
        int[] order = new Draws(seed, Draws.Purpose.SPLIT, 0).permutation(movies.size());
        int held = (int) Math.round(movies.size() * VALIDATION);
        List<Movie> train = new ArrayList<>();
        List<Movie> validation = new ArrayList<>();
        for (int i = 0; i < order.length; i++) {
            (i < held ? validation : train).add(movies.get(order[i]));
        }
        return new MovieSplit(List.copyOf(train), List.copyOf(validation));
    }
}
