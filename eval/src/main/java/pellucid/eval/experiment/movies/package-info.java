/**
 * The experiment on film search: which loss is the better one to fine-tune a small sentence encoder with, {@link
 * pellucid.training.loss.CosineSimilarity} on pairs with labels or {@link pellucid.training.loss.Mnrl} on pairs alone?
 *
 * <p>A study claims that the first fails (no query right, distances collapse) and the second succeeds; but it scored
 * the two on different queries, six at most. Here {@link pellucid.eval.experiment.movies.Movies} trains the arms on the
 * same pairs, asks each the same queries, nine of the study's and some hundreds made from films that no arm has learned
 * from, in words that no training query has, and judges every claim by fixed rules: intervals by the bootstrap, p by sign flips, collapse by alignment and
 * uniformity (Wang and Isola, 2020).
 */
package pellucid.eval.experiment.movies;
