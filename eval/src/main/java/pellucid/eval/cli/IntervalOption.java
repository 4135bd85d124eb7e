package pellucid.eval.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import pellucid.eval.metric.Bootstrap;
import pellucid.eval.metric.Interval;
import picocli.CommandLine.Option;

/** The option that says how the resamples of confidence intervals are drawn, and how these are written. */
final class IntervalOption {
    static final double LEVEL = 0.95;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of the resamples for the 95%% intervals (default: ${DEFAULT-VALUE})")
    private long seed;

    long seed() {
        return seed;
    }

    /** For example {@code 0.8672  95% in 0.8513 ... 0.8812}. */
    String text(Interval interval) {
        return String.format(
                Locale.ROOT, "%.4f   95%% in %.4f ... %.4f", interval.estimate(), interval.low(), interval.high());
    }

    /** The intervals and how they were made. */
    void write(ObjectNode node, Map<String, Interval> intervals) {
        node.put("level", LEVEL).put("resamples", Bootstrap.RESAMPLES).put("seed", seed);
        intervals.forEach((metric, interval) ->
                node.putObject(metric).put("low", interval.low()).put("high", interval.high()));
    }
}
