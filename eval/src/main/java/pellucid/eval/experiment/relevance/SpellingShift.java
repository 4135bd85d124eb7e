package pellucid.eval.experiment.relevance;

import java.util.ArrayList;
import java.util.List;
import pellucid.models.sentence.Embeddings;
import pellucid.models.sentence.SentenceEncoder;

/**
 * A misspelt query and a product that fits it, before and after fine-tuning. What the misspelling costs is how much nearer
 * to the product the query would be, were it spelt right; a model that has learned what the misspelt word means loses
 * less.
 *
 * @param query both spellings
 * @param product its text
 * @param base the cosine of query and product before, as typed
 * @param baseMeant spelt right
 * @param tuned after, as typed
 * @param tunedMeant spelt right
 */
record SpellingShift(
        Misspelling query, String product, double base, double baseMeant, double tuned, double tunedMeant) {
    /** What the misspelling costs before. */
    double baseCost() {
        return baseMeant - base;
    }

    /** And after. */
    double tunedCost() {
        return tunedMeant - tuned;
    }

    /**
     * Of some queries.
     *
     * @param products one for each
     */
    static List<SpellingShift> of(
            List<Misspelling> queries, List<String> products, SentenceEncoder base, SentenceEncoder tuned) {
        double[][] before = cosines(queries, products, base);
        double[][] after = cosines(queries, products, tuned);
        List<SpellingShift> shifts = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            shifts.add(new SpellingShift(
                    queries.get(i), products.get(i), before[0][i], before[1][i], after[0][i], after[1][i]));
        }
        return shifts;
    }

    /** With the product, first as typed, then spelt right. */
    private static double[][] cosines(List<Misspelling> queries, List<String> products, SentenceEncoder encoder) {
        Embeddings found = encoder.encode(products, ProductSearch.UNIT);
        Embeddings typed =
                encoder.encode(queries.stream().map(Misspelling::typed).toList(), ProductSearch.UNIT);
        Embeddings meant =
                encoder.encode(queries.stream().map(Misspelling::meant).toList(), ProductSearch.UNIT);
        return new double[][] {Vectors.cosines(typed, found), Vectors.cosines(meant, found)};
    }
}
