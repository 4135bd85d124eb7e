package pellucid.eval.experiment.movies;

import java.util.Set;

/**
 * A query and what answers it.
 *
 * @param text of the query
 * @param group where it comes from
 * @param relevant the ids of the films that answer it, at least one of them in the table
 * @param source the held-out film that it was made from; null for the nine
 */
record JudgedQuery(String text, Group group, Set<String> relevant, Movie source) {
    /** Kinds of queries that are reported apart. */
    enum Group {
        /** The nine of the study that is tested. */
        NINE,
        /** Two keywords of a held-out film, in words that no training query has. */
        SPECIFIC,
        /** Two genres of a held-out film, in words that no training query has. */
        GENERIC,
        /** What {@link #SPECIFIC} asks for, in a template of the training. */
        SPECIFIC_AS_TRAINED,
        /** What {@link #GENERIC} asks for, in a template of the training. */
        GENERIC_AS_TRAINED
    }

    JudgedQuery {
        relevant = Set.copyOf(relevant);
    }
}
