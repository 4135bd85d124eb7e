package pellucid.eval.metric;

/**
 * A measured value and the range in which it would fall, were it measured on other data of the same kind.
 *
 * @param estimate on all data
 * @param low the lower end
 * @param high the upper end
 * @param level the share of resamples inside, for example 0.95
 */
public record Interval(double estimate, double low, double high, double level) {}
