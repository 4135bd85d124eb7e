package pellucid.eval.experiment.movies;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    static final List<String> GENERIC_TEMPLATES = List.of("%s movie", "a good %s film", "best %s movies");

    /** Specific queries of one keyword. */
    static final String SPECIFIC_TEMPLATE = "movie about %s";

    private static final int KEYWORDS = 3;

    private static final int SAMPLE_GENERIC = 1;
    private static final int SAMPLE_SPECIFIC = 2;
    private static final int SAMPLE_NEGATIVES = 3;
    private static final int SAMPLE_MIXED = 4;

    private final List<TrainingPair> generic;
    private final List<TrainingPair> specific;
    private final List<Movie> films;
    private final int count;
    private final long seed;

    /** @param count of the pairs that an arm on all pairs is to learn from, if there are as many */
    TrainingPairs(List<Movie> films, int count, long seed) {
        this.films = films;
        this.seed = seed;
        List<TrainingPair> ofGenres = new ArrayList<>();
        List<TrainingPair> ofKeywords = new ArrayList<>();
        for (int i = 0; i < films.size(); i++) {
            Movie film = films.get(i);
            String template = GENERIC_TEMPLATES.get(i % GENERIC_TEMPLATES.size());
            film.genres().forEach(genre -> ofGenres.add(new TrainingPair(template.formatted(genre), film, genre)));
            film.keywords().stream()
                    .limit(KEYWORDS)
                    .forEach(word -> ofKeywords.add(new TrainingPair(SPECIFIC_TEMPLATE.formatted(word), film, word)));
        }
        this.generic = shuffled(ofGenres, SAMPLE_GENERIC);
        this.specific = shuffled(ofKeywords, SAMPLE_SPECIFIC);
        this.count = Math.min(count, generic.size() + specific.size());
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
    List<TrainingPair> of(Arm arm) {
        int wanted = arm.pairs(count);
        int alike = Math.min(wanted, Math.min(generic.size(), specific.size()));
        return switch (arm.queries()) {
            case GENERIC -> generic.subList(0, alike);
            case SPECIFIC -> specific.subList(0, alike);
            case MIXED -> {
                List<TrainingPair> all = new ArrayList<>(generic);
                all.addAll(specific);
                yield shuffled(all, SAMPLE_MIXED).subList(0, wanted);
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
    ExampleSet positives(Arm arm) {
        return new ExampleSet(
                "films",
                List.of("anchor", "positive"),
                of(arm).stream()
                        .map(pair -> new Example(pair.query(), pair.movie().text()))
                        .collect(Collectors.toList()));
    }

    /** As many examples: every other pair as it is with the label 1, the others with a random film and the label 0. */
    ExampleSet withRandomNegatives(Arm arm) {
        Draws draws = new Draws(seed, Draws.Purpose.SAMPLE, SAMPLE_NEGATIVES);
        return labelled(arm, pair -> {
            Movie drawn = films.get(draws.below(films.size()));
            // A genre that all films have leaves nothing but the film itself to avoid.
            for (int tries = 0; tries < films.size() && drawn.has(pair.aspect()); tries++) {
                drawn = films.get(draws.below(films.size()));
            }
            return drawn;
        });
    }

    /** The same with films that the base model finds for the query, though they have not what it asks for. */
    ExampleSet withHardNegatives(Arm arm, NegativePool pool) {
        List<TrainingPair> pairs = of(arm);
        List<String> queries =
                pairs.stream().map(TrainingPair::query).distinct().toList();
        Embeddings asked = pool.encode(queries);
        Map<String, String> aspects = new HashMap<>();
        pairs.forEach(pair -> aspects.put(pair.query(), pair.aspect()));
        Map<String, List<Movie>> wrong = new HashMap<>();
        for (int i = 0; i < queries.size(); i++) {
            String query = queries.get(i);
            wrong.put(query, pool.hard(asked.row(i), aspects.get(query)));
        }
        Draws draws = new Draws(seed, Draws.Purpose.SAMPLE, SAMPLE_NEGATIVES);
        return labelled(arm, pair -> {
            List<Movie> candidates = wrong.get(pair.query());
            return candidates.isEmpty()
                    ? films.get(draws.below(films.size()))
                    : candidates.get(draws.below(candidates.size()));
        });
    }

    private ExampleSet labelled(Arm arm, Function<TrainingPair, Movie> negative) {
        List<TrainingPair> pairs = of(arm);
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
