package pellucid.eval.experiment.matryoshka;

import java.util.List;
import pellucid.eval.data.HomeDepot;
import pellucid.eval.data.HomeDepot.Judged;
import pellucid.training.data.Example;
import pellucid.training.data.Leakage;

/**
 * A product that was shown for a query.
 *
 * @param query what was searched for
 * @param product its id
 * @param text of the product, which is searched in
 * @param relevance from 1 to 3
 */
record Row(String query, String product, String text, double relevance) {
    /** Above it a row is a pair to learn from; from it on, a product is relevant for a query of the test set. */
    static final double THRESHOLD = 2.5;

    static Row of(Judged judged, HomeDepot data) {
        String description = data.descriptions().getOrDefault(judged.product(), "");
        String text = description.isBlank() ? judged.title() : description;
        return new Row(judged.query(), judged.product(), text, judged.relevance());
    }

    /** Whether it is learned from as a pair that fits. */
    boolean isPair() {
        return relevance > THRESHOLD;
    }

    /** Whether the product is relevant for the query in the test. */
    boolean isRelevant() {
        return relevance >= THRESHOLD;
    }

    /** The query for comparisons with others. */
    String queryKey() {
        return Leakage.key(query);
    }

    /** The text for comparisons with others. */
    String textKey() {
        return Leakage.key(text);
    }

    /** The same query with another product's text. */
    Row withText(String other) {
        return new Row(query, product, other, relevance);
    }

    /** Without a label. */
    Example pair() {
        return new Example(query, text);
    }

    /** With the relevance from 0 (worst) to 1 (best) for a label: (relevance - 1) / 2. */
    Example graded() {
        double label = (relevance - HomeDepot.WORST) / (HomeDepot.BEST - HomeDepot.WORST);
        return new Example(List.of(query, text), label);
    }
}
