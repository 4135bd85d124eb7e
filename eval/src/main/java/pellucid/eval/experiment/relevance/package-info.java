/**
 * Product search in eleven ways, on the judgements of Home Depot's search relevance: by text with and without boosts on the
 * fields, by one vector of a product or one for each field, by both, by reciprocal ranks, and with a model fine-tuned on
 * pairs of a query and a product that fits.
 *
 * <p>{@link pellucid.eval.experiment.relevance.SearchRelevance} is the way in. {@code TaskBuilder} makes the task of the
 * data: pairs to learn from, pairs to stop by, queries to tune boosts on, queries to measure on, so that the test has
 * neither query nor product in common with the training (or, on demand, as the study has it). {@code ProductSearch} has all
 * eleven searches, {@code BoostTuning} the boosts, {@code FineTuning} the training; {@code RowScores}, {@code PairShift} and
 * {@code SpellingShift} are what is measured, and {@code Judge} and those below it turn it into verdicts.
 *
 * <p>BM25 is Robertson and Zaragoza's (2009), reciprocal rank fusion Cormack, Clarke and Büttcher's (2009), the loss
 * Henderson et al.'s (2017), NDCG with graded gains Järvelin and Kekäläinen's (2002).
 */
package pellucid.eval.experiment.relevance;
