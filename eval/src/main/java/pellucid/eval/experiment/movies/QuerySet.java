package pellucid.eval.experiment.movies;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pellucid.tensor.InputException;

/**
 * What is asked, and what is searched in.
 *
 * @param nine of the study, also those that no film of the table answers
 * @param judged the queries that some film answers: those of the nine, then the held-out ones
 * @param corpus the films to search in: all held-out ones, all that the nine expect, and some that are learned from
 * @param leaked how many of the held-out queries occur in the training, which is 0
 */
record QuerySet(List<SeedQuery> nine, List<JudgedQuery> judged, List<Movie> corpus, int leaked) {
    QuerySet {
        nine = List.copyOf(nine);
        judged = List.copyOf(judged);
        corpus = List.copyOf(corpus);
    }

    static QuerySet of(MovieSplit split, Set<String> trained, MovieOptions options) {
        List<SeedQuery> nine = SeedQuery.load();
        List<Movie> corpus = corpus(split, nine, options.films());
        List<JudgedQuery> judged = new ArrayList<>();
        for (SeedQuery query : nine) {
            Set<String> relevant = corpus.stream()
                    .filter(movie -> query.expected().contains(movie.label()))
                    .map(Movie::id)
                    .collect(Collectors.toSet());
            if (!relevant.isEmpty()) {
                judged.add(new JudgedQuery(query.query(), JudgedQuery.Group.NINE, relevant, null));
            }
        }
        judged.addAll(HeldOutQueries.specific(split, corpus, options));
        judged.addAll(HeldOutQueries.generic(split, corpus, options));
        int leaked = (int) judged.stream()
                .filter(query -> query.source() != null && trained.contains(query.text()))
                .count();
        QuerySet set = new QuerySet(nine, judged, corpus, leaked);
        for (JudgedQuery.Group group : List.of(JudgedQuery.Group.SPECIFIC, JudgedQuery.Group.GENERIC)) {
            if (set.of(group).isEmpty()) {
                throw new InputException("no held-out film has two "
                        + (group == JudgedQuery.Group.SPECIFIC ? "keywords" : "genres")
                        + " to ask for; fill in these columns of the table, or take a larger one");
            }
        }
        return set;
    }

    private static List<Movie> corpus(MovieSplit split, List<SeedQuery> nine, int most) {
        Set<Movie> corpus = new LinkedHashSet<>(split.validation());
        split.train().stream()
                .filter(movie ->
                        nine.stream().anyMatch(query -> query.expected().contains(movie.label())))
                .forEach(corpus::add);
        for (Movie movie : split.train()) {
            if (most > 0 && corpus.size() >= most) {
                break;
            }
            corpus.add(movie);
        }
        return List.copyOf(corpus);
    }

    /** The queries of a kind. */
    List<JudgedQuery> of(JudgedQuery.Group group) {
        return judged.stream().filter(query -> query.group() == group).toList();
    }

    /** The places of these queries among all. */
    int[] places(JudgedQuery.Group... groups) {
        Set<JudgedQuery.Group> wanted = Set.of(groups);
        return IntStream.range(0, judged.size())
                .filter(i -> wanted.contains(judged.get(i).group()))
                .toArray();
    }
}
