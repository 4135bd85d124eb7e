package pellucid.eval.experiment.relevance;

import java.util.Map;
import java.util.stream.Stream;

/**
 * A query and the products that were judged for it.
 *
 * @param text what was searched for
 * @param grades by the product's place in the corpus its relevance, from 1 to 3
 */
record JudgedQuery(String text, Map<Integer, Double> grades) {
    /** What counts as relevant for MRR, MAP and training: everybody who was asked found it perfect. */
    static final double RELEVANT = 3;

    JudgedQuery {
        grades = Map.copyOf(grades);
    }

    /** The places of the relevant products, in order. */
    Stream<Integer> relevant() {
        return grades.keySet().stream()
                .filter(row -> grades.get(row) >= RELEVANT)
                .sorted();
    }
}
