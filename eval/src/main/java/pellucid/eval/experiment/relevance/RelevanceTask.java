package pellucid.eval.experiment.relevance;

import java.util.List;
import java.util.Map;
import pellucid.training.data.ExampleSet;

/**
 * What there is to do: pairs to learn from, products to search among, queries to tune and to measure on.
 *
 * @param corpus the products
 * @param pairs of query and product text with relevance 3, to learn from
 * @param heldOut such pairs of the validation part
 * @param wrong for each held-out pair the text of a product drawn at random
 * @param tuning queries of the training part
 * @param test queries to measure on
 * @param unseen for each of these whether the pairs to learn from have it not
 * @param named the study's pairs of query and product, as far as the data has them
 * @param spelling of the titles of all products
 * @param leaks what of the test occurs in training
 * @param counts of rows, and of what was left out and why, in the order of the work
 */
record RelevanceTask(
        Catalogue corpus,
        ExampleSet pairs,
        ExampleSet heldOut,
        List<String> wrong,
        List<JudgedQuery> test,
        boolean[] unseen,
        List<JudgedQuery> tuning,
        List<NamedPair> named,
        Misspelling.Spelling spelling,
        Leaks leaks,
        Map<String, String> counts) {
    RelevanceTask {
        wrong = List.copyOf(wrong);
        test = List.copyOf(test);
        tuning = List.copyOf(tuning);
        named = List.copyOf(named);
    }

    /**
     * How much of the test occurs in training.
     *
     * @param queries different test queries
     * @param inPairs those of them that a pair to learn from has
     * @param inRows those that occur in the rows of the training part, whatever their relevance
     * @param products relevant products of these queries
     * @param productsInPairs those of them that a pair to learn from has
     * @param drawnByRow share of the queries that the pairs with relevance 3 to learn from would have, were all judgements
     *     drawn row by row
     * @param inAnyDrawnRow share of them that would occur in any row of that training part, whatever its relevance
     */
    record Leaks(
            int queries,
            int inPairs,
            int inRows,
            int products,
            int productsInPairs,
            double drawnByRow,
            double inAnyDrawnRow) {}

    /**
     * A pair that the study names.
     *
     * @param place what is in the data and where
     */
    record NamedPair(StudyPair pair, String text, double relevance, String place) {}
}
