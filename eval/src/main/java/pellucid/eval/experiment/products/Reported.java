package pellucid.eval.experiment.products;

import java.util.List;
import pellucid.eval.classification.StratifiedSplit;

/** The figures of the study, from its one split of 1,050 products. */
final class Reported {
    /** Of its split: with it, and the products in the order of the file, each category has as many tested as reported. */
    static final int SEED = 42;

    static final double ACCURACY = 0.9476;
    static final int TESTED = 210;
    static final double INDEX = 0.7119;
    static final double BERT_ACCURACY = 0.93;
    static final double BERT_INDEX = 0.3095;

    static final String BABY = "Baby Care";
    static final String BEAUTY = "Beauty and Personal Care";
    static final String COMPUTERS = "Computers";
    static final String DECOR = "Home Decor & Festive Needs";
    static final String FURNISHING = "Home Furnishing";
    static final String KITCHEN = "Kitchen & Dining";
    static final String WATCHES = "Watches";

    /** A row of its classification report. */
    record Row(String category, double precision, double recall, double f1, int support) {}

    /** For all-MiniLM-L6-v2. */
    static final List<Row> MINILM = List.of(
            new Row(BABY, 1.00, 0.70, 0.83, 27),
            new Row(BEAUTY, 0.88, 1.00, 0.93, 21),
            new Row(COMPUTERS, 0.97, 1.00, 0.99, 38),
            new Row(DECOR, 0.85, 0.97, 0.91, 30),
            new Row(FURNISHING, 0.94, 0.97, 0.96, 35),
            new Row(KITCHEN, 1.00, 0.96, 0.98, 26),
            new Row(WATCHES, 1.00, 1.00, 1.00, 33));

    /** For bert-base-uncased. */
    static final List<Row> BERT = List.of(
            new Row(BABY, 0.88, 0.78, 0.82, 27),
            new Row(BEAUTY, 1.00, 1.00, 1.00, 21),
            new Row(COMPUTERS, 0.97, 0.97, 0.97, 38),
            new Row(DECOR, 0.85, 0.93, 0.89, 30),
            new Row(FURNISHING, 0.91, 0.89, 0.90, 35),
            new Row(KITCHEN, 0.93, 0.96, 0.94, 26),
            new Row(WATCHES, 1.00, 1.00, 1.00, 33));

    private Reported() {}

    /** The row of a category, or null. */
    static Row of(List<Row> rows, String category) {
        return rows.stream()
                .filter(row -> row.category().equals(category))
                .findFirst()
                .orElse(null);
    }

    /** Whether a split tests as many products of each category as the study. */
    static boolean isTestedOn(StratifiedSplit split, List<String> labels) {
        if (split.test().length != TESTED || labels.stream().distinct().count() != MINILM.size()) {
            return false;
        }
        for (Row row : MINILM) {
            int tested = 0;
            for (int product : split.test()) {
                tested += labels.get(product).equals(row.category()) ? 1 : 0;
            }
            if (tested != row.support()) {
                return false;
            }
        }
        return true;
    }
}
