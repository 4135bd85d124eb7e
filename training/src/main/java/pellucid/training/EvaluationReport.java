package pellucid.training;

import java.util.Map;

/**
 * One evaluation.
 *
 * @param step how many steps were done
 * @param epoch how many epochs
 * @param metrics of all evaluators, each under {@code evaluator.metric}
 * @param primary the metric that models are compared by
 * @param best whether it is the best so far
 */
public record EvaluationReport(int step, double epoch, Map<String, Double> metrics, String primary, boolean best) {
    /** The value of the metric that models are compared by. */
    public double primaryValue() {
        return metrics.get(primary);
    }
}
