package pellucid.eval.experiment.movies;

/**
 * A query made from a film, with what it asks for.
 *
 * @param query such as {@code movie about revenge}
 * @param movie a film that answers it
 * @param aspect the genre or keyword that it asks for
 */
record TrainingPair(String query, Movie movie, String aspect) {}
