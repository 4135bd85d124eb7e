package pellucid.eval.experiment.word2vec;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a setting came to.
 *
 * @param cell which
 * @param runs one for each seed, all asked the same
 * @param expectedKept the share of the tokens that subsampling should keep: Σ f · keep(f)
 */
record CellResult(Cell cell, List<Run> runs, double expectedKept) {
    CellResult {
        runs = List.copyOf(runs);
    }

    Run first() {
        return runs.get(0);
    }

    boolean has(Measure measure) {
        return first().scores().containsKey(measure);
    }

    /** One for each seed. */
    List<Scores> scores(Measure measure) {
        return runs.stream().map(run -> run.scores().get(measure)).toList();
    }

    /** The mean over the seeds; NaN where the measure was not taken. */
    double value(Measure measure) {
        return mean(run -> run.value(measure));
    }

    /** The fastest of the seeds, which is the least disturbed one. */
    double seconds() {
        return runs.stream().mapToDouble(Run::seconds).min().orElse(Double.NaN);
    }

    /** Of the fastest of the seeds. */
    double wordsPerSecond() {
        return runs.stream().mapToDouble(Run::wordsPerSecond).max().orElse(Double.NaN);
    }

    /** The mean of something over the seeds. */
    double mean(ToDoubleFunction<Run> what) {
        return runs.stream().mapToDouble(what).average().orElse(Double.NaN);
    }
}
