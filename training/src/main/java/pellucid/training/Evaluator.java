package pellucid.training;

import java.util.Map;
import pellucid.models.sentence.SentenceEncoder;

/** Says how good a model is. */
public interface Evaluator {
    /** A short name for tables and files, such as {@code sts-dev}. */
    String name();

    /** The metrics by name, always the same names in the same order. */
    Map<String, Double> evaluate(SentenceEncoder encoder);

    /** The metric that models are compared by; larger is better. */
    String primaryMetric();
}
