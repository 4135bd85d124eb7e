package pellucid.eval.experiment.movies;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import pellucid.eval.retrieval.ExactSearch;
import pellucid.models.sentence.Embeddings;
import pellucid.tensor.InputException;
import pellucid.training.data.Draws;
import pellucid.training.data.Example;
import pellucid.training.data.ExampleSet;

/**
 * What the arms learn from, made from the films' own genres and keywords as the study does that is tested: for each film
 * the templates of its genres, and up to three {@code movie about KEYWORD}, in a random order.
 */
final class TrainingPairs {
    /** Generic queries of one genre. */
    private static final List<String> TEMPLATES = List.of("%s movie", "a good %s film", "best %s movies");

    private static final int KEYWORDS = 3;
    /** A negative is drawn among so many of the nearest, so that not all queries of a genre get the same. */
    private static final int NEAREST = 5;

    private static final int SAMPLE_GENERIC = 1;
    private static final int SAMPLE_SPECIFIC = 2;
    private static final int SAMPLE_NEGATIVES = 3;
    private static final int SAMPLE_MIXED = 4;

    private final List<TrainingPair> generic;
    private final List<TrainingPair> specific;
    private final List<Movie> films;
    private final int count;
    private final long seed;

    /** @param count of the pairs that each arm is to learn from, if there are as many */
    TrainingPairs(List<Movie> films, int count, long seed) {
        this.films = films;
        this.count = count;
        this.seed = seed;
        List<TrainingPair> ofGenres = new ArrayList<>();
        List<TrainingPair> ofKeywords = new ArrayList<>();
        for (int i = 0; i < films.size(); i++) {
            Movie film = films.get(i);
            String template = TEMPLATES.get(i % TEMPLATES.size());
            film.genres().forEach(genre -> ofGenres.add(new TrainingPair(template.formatted(genre), film, genre)));
            film.keywords().stream()
                    .limit(KEYWORDS)
                    .forEach(word -> ofKeywords.add(new TrainingPair("movie about " + word, film, word)));
        }
        this.generic = shuffled(ofGenres, SAMPLE_GENERIC);
        this.specific = shuffled(ofKeywords, SAMPLE_SPECIFIC);
        if (generic.isEmpty() || specific.isEmpty()) {
            throw new InputException("the films to learn from give " + generic.size() + " pairs from genres and "
                    + specific.size() + " from keywords; both are needed: fill in these columns of the table");
        }
    }

    private List<TrainingPair> shuffled(List<TrainingPair> pairs, int number) {
        List<TrainingPair> drawn = new ArrayList<>();
        for (int i : new Draws(seed, Draws.Purpose.SAMPLE, number).permutation(pairs.size())) {
            drawn.add(pairs.get(i));
        }
        return drawn;
    }

    /** The pairs of an arm. */
    List<TrainingPair> of(Arm.Queries kind) {
        int alike = Math.min(count, Math.min(generic.size(), specific.size()));
        return switch (kind) {
            case GENERIC -> generic.subList(0, alike);
            case SPECIFIC -> specific.subList(0, alike);
            case MIXED -> {
                List<TrainingPair> all = new ArrayList<>(generic);
                all.addAll(specific);
                List<TrainingPair> mixed = shuffled(all, SAMPLE_MIXED);
                yield mixed.subList(0, Math.min(count, mixed.size()));
            }
        };
    }

    /** Every query that any arm can learn from. */
    Set<String> queries() {
        Set<String> queries = new TreeSet<>();
        generic.forEach(pair -> queries.add(pair.query()));
        specific.forEach(pair -> queries.add(pair.query()));
        return queries;
    }

    /** Pairs that belong together, without labels. */
    ExampleSet positives(Arm.Queries kind) {
        return new ExampleSet(
                "films",
                List.of("anchor", "positive"),
                of(kind).stream()
                        .map(pair -> new Example(pair.query(), pair.movie().text()))
                        .collect(Collectors.toList()));
    }

    /** As many examples: every other pair as it is with the label 1, the others with a random film and the label 0. */
    ExampleSet withRandomNegatives() {
        Draws draws = new Draws(seed, Draws.Purpose.SAMPLE, SAMPLE_NEGATIVES);
        return labelled(pair -> {
            Movie drawn = films.get(draws.below(films.size()));
            // A genre that all films have leaves nothing but the film itself to avoid.
            for (int tries = 0; tries < films.size() && drawn.has(pair.aspect()); tries++) {
                drawn = films.get(draws.below(films.size()));
            }
            return drawn;
        });
    }

    /**
     * The same with films that the base model finds for the query, though they have not what it asks for.
     *
     * @param pool films to draw from, learned from by some arm
     * @param search among the pool, with the base model's vectors
     * @param base the base model's vectors of queries
     */
    ExampleSet withHardNegatives(List<Movie> pool, ExactSearch search, Function<List<String>, Embeddings> base) {
        List<TrainingPair> pairs = of(Arm.Queries.MIXED);
        List<String> queries =
                pairs.stream().map(TrainingPair::query).distinct().toList();
        Embeddings asked = base.apply(queries);
        Map<String, List<Movie>> wrong = new HashMap<>();
        Map<String, String> aspects = new HashMap<>();
        pairs.forEach(pair -> aspects.put(pair.query(), pair.aspect()));
        for (int i = 0; i < queries.size(); i++) {
            String aspect = aspects.get(queries.get(i));
            wrong.put(
                    queries.get(i),
                    search.nearest(asked.row(i), pool.size()).stream()
                            .map(hit -> pool.get(hit.row()))
                            .filter(movie -> !movie.has(aspect))
                            .limit(NEAREST)
                            .toList());
        }
        Draws draws = new Draws(seed, Draws.Purpose.SAMPLE, SAMPLE_NEGATIVES);
        return labelled(pair -> {
            List<Movie> candidates = wrong.get(pair.query());
            return candidates.isEmpty()
                    ? films.get(draws.below(films.size()))
                    : candidates.get(draws.below(candidates.size()));
        });
    }

    private ExampleSet labelled(Function<TrainingPair, Movie> negative) {
        List<TrainingPair> pairs = of(Arm.Queries.MIXED);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            TrainingPair pair = pairs.get(i);
            boolean positive = i % 2 == 0;
            Movie film = positive ? pair.movie() : negative.apply(pair);
            examples.add(new Example(List.of(pair.query(), film.text()), positive ? 1 : 0));
        }
        return new ExampleSet("films", List.of("sentence1", "sentence2"), examples);
    }
}
