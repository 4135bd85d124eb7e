package pellucid.eval.experiment.movies;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import pellucid.training.data.Draws;

/**
 * Queries for two keywords, or two genres, of films that no arm learns from. Each is asked twice: in the templates that the
 * training queries have, too, and in other words, since a model may learn no more than the template.
 */
final class HeldOutQueries {
    /** Not a word of these is in a template of {@link TrainingPairs}. */
    static final List<String> SPECIFIC = List.of(
            "something with %s and %s in it",
            "stories where %s meets %s",
            "tonight I would like to watch %s, and some %s too",
            "which title deals with %s and also with %s?");

    static final List<String> GENERIC = List.of(
            "something between %s and %s",
            "tonight I am in the mood for %s with some %s",
            "show me %s mixed with %s",
            "which title is both %s and %s?");

    private static final String SPECIFIC_AS_TRAINED = "movie about %s and %s";
    private static final String GENERIC_AS_TRAINED = "%s %s movie";
    private static final int SAMPLE_SPECIFIC = 5;
    private static final int SAMPLE_GENERIC = 6;

    private HeldOutQueries() {}

    /** First those in other words, then the same in the templates of the training. */
    static List<JudgedQuery> specific(MovieSplit split, List<Movie> corpus, MovieOptions options) {
        List<Asked> asked = asked(split, corpus, true, options);
        List<JudgedQuery> queries = worded(asked, SPECIFIC, JudgedQuery.Group.SPECIFIC);
        queries.addAll(worded(asked, List.of(SPECIFIC_AS_TRAINED), JudgedQuery.Group.SPECIFIC_AS_TRAINED));
        return queries;
    }

    /** First those in other words, then the same in the templates of the training. */
    static List<JudgedQuery> generic(MovieSplit split, List<Movie> corpus, MovieOptions options) {
        List<Asked> asked = asked(split, corpus, false, options);
        List<JudgedQuery> queries = worded(asked, GENERIC, JudgedQuery.Group.GENERIC);
        queries.addAll(worded(asked, List.of(GENERIC_AS_TRAINED), JudgedQuery.Group.GENERIC_AS_TRAINED));
        return queries;
    }

    /** What is asked for, before it is put into words. */
    private record Asked(String first, String second, Set<String> relevant, Movie source) {}

    /** Of each film the first two keywords or genres; no two ask for the same. */
    private static List<Asked> asked(MovieSplit split, List<Movie> corpus, boolean specific, MovieOptions options) {
        List<Asked> all = new ArrayList<>();
        Set<List<String>> known = new HashSet<>();
        int[] order = new Draws(options.seed(), Draws.Purpose.SAMPLE, specific ? SAMPLE_SPECIFIC : SAMPLE_GENERIC)
                .permutation(split.validation().size());
        for (int i : order) {
            Movie film = split.validation().get(i);
            List<String> aspects = specific ? film.keywords() : film.genres();
            if (all.size() < options.queries() && aspects.size() >= 2 && known.add(aspects.subList(0, 2))) {
                String first = aspects.get(0);
                String second = aspects.get(1);
                Set<String> relevant = corpus.stream()
                        .filter(movie -> movie.has(first) && movie.has(second))
                        .map(Movie::id)
                        .collect(Collectors.toSet());
                all.add(new Asked(first, second, relevant, film));
            }
        }
        return all;
    }

    private static List<JudgedQuery> worded(List<Asked> asked, List<String> templates, JudgedQuery.Group group) {
        List<JudgedQuery> queries = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Asked what = asked.get(i);
            String text = templates.get(i % templates.size()).formatted(what.first(), what.second());
            queries.add(new JudgedQuery(text, group, what.relevant(), what.source()));
        }
        return queries;
    }
}
