package pellucid.training.data;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the batches of a loss that takes every other candidate of a batch for a negative, such as
 * MultipleNegativesRanking. Column 0 has the anchors, the others the candidates. Where a text occurs twice, a right
 * answer counts as a wrong one: a false negative. The first batch with one is warned of, the others are counted.
 */
public final class FalseNegatives {
    private static final Logger LOG = LoggerFactory.getLogger(FalseNegatives.class);

    private final Consumer<String> warning;
    private Count total = new Count(0, 0, 0, 0, 0);
    private long batches;
    private boolean warned;

    /** Warns in the log. */
    public FalseNegatives() {
        this(LOG::warn);
    }

    /** @param warning gets the one warning, where there is cause for it */
    public FalseNegatives(Consumer<String> warning) {
        this.warning = warning;
    }

    /**
     * What is found in one batch or in many.
     *
     * @param examples how many there are
     * @param candidates how many there are: examples · (columns − 1)
     * @param repeatedAnchors those that have occurred before in the same batch
     * @param repeatedCandidates those that have occurred before in the same batch
     * @param falseNegatives pairs of an anchor and a candidate of which the loss makes a negative, though the same
     *     anchor text has the same candidate text as its positive in the same batch
     */
    public record Count(
            long examples, long candidates, long repeatedAnchors, long repeatedCandidates, long falseNegatives) {
        private Count plus(Count other) {
            return new Count(
                    examples + other.examples,
                    candidates + other.candidates,
                    repeatedAnchors + other.repeatedAnchors,
                    repeatedCandidates + other.repeatedCandidates,
                    falseNegatives + other.falseNegatives);
        }
    }

    /** Looks at one batch; with a single column, everything is zero but the number of examples. */
    public static Count in(Batch batch) {
        int size = batch.size();
        int columns = batch.columns().size();
        if (columns < 2) {
            return new Count(size, 0, 0, 0, 0);
        }
        List<String> anchors = batch.columns().get(0);
        List<String> positives = batch.columns().get(1);
        Map<String, Integer> candidates = new HashMap<>();
        for (List<String> column : batch.columns().subList(1, columns)) {
            column.forEach(text -> candidates.merge(text, 1, Integer::sum));
        }
        Map<String, Set<String>> answers = new HashMap<>();
        for (int i = 0; i < size; i++) {
            answers.computeIfAbsent(anchors.get(i), first -> new HashSet<>()).add(positives.get(i));
        }
        long pairs = 0;
        for (String anchor : anchors) {
            long right = answers.get(anchor).stream().mapToLong(candidates::get).sum();
            pairs += right - 1; // the loss knows one of them
        }
        long slots = (long) size * (columns - 1);
        return new Count(size, slots, size - answers.size(), slots - candidates.size(), pairs);
    }

    /** Counts the false negatives of a batch and warns of the first. */
    public Count look(Batch batch) {
        Count count = in(batch);
        total = total.plus(count);
        batches++;
        if (!warned && count.falseNegatives() > 0) {
            warned = true;
            warning.accept("batch " + batches + ": " + count.repeatedAnchors() + " of " + count.examples()
                    + " anchors and " + count.repeatedCandidates() + " of " + count.candidates()
                    + " candidates repeat a text of the batch, which makes " + count.falseNegatives()
                    + " right answers count as wrong; sample with " + Sampling.NO_DUPLICATES
                    + ", or remove the duplicates from the data (said once)");
        }
        return count;
    }

    /** Everything counted so far. */
    public Count total() {
        return total;
    }
}
