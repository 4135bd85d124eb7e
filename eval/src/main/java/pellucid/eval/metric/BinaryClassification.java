package pellucid.eval.metric;

import java.util.Comparator;
import java.util.stream.IntStream;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

/**
 * How well a score tells positives from negatives, at the thresholds that are best for the very data it is measured on.
 *
 * <p>A threshold lies halfway between two neighbours in the order of the scores, the positives above it. As in
 * sentence-transformers there is none below the last score, and by {@link Ties#SPLIT} one may fall among equal scores:
 * then the order of the data decides, and the threshold does not attain what is reported for it. {@link Ties#KEEP}
 * leaves such places out and has the one below the last score.
 *
 * @param accuracy the best share of right answers
 * @param accuracyThreshold where it is reached
 * @param f1 the best 2 · precision · recall / (precision + recall)
 * @param f1Threshold where it is reached
 * @param precision at that threshold
 * @param recall at that threshold
 * @param averagePrecision Σ (recall - recall before) · precision, going down the different scores; needs no threshold
 * @param matthews Matthews' correlation of the labels with being at or above the F1 threshold
 */
public record BinaryClassification(
        double accuracy,
        double accuracyThreshold,
        double f1,
        double f1Threshold,
        double precision,
        double recall,
        double averagePrecision,
        double matthews) {

    /** Whether a threshold may fall among equal scores. */
    public enum Ties {
        /** It may, as in sentence-transformers. */
        SPLIT,
        /** It may not: every figure is what its threshold attains. */
        KEEP
    }

    /**
     * Measures.
     *
     * @param scores larger for what is more likely positive; take the negative of a distance
     * @param positive the label of each
     * @throws InputException if one of the two labels does not occur
     */
    public static BinaryClassification of(double[] scores, boolean[] positive, Ties ties) {
        if (scores.length != positive.length) {
            throw new ShapeException("binary classification: there are " + scores.length + " scores and "
                    + positive.length + " labels; give one of each for every pair");
        }
        int positives = (int)
                IntStream.range(0, positive.length).filter(i -> positive[i]).count();
        if (positives == 0 || positives == positive.length) {
            throw new InputException("binary classification: " + positives + " of " + positive.length
                    + " labels are positive; there must be some of both kinds");
        }
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        return sweep(scores, positive, positives, order, ties);
    }

    /** Goes down the scores once; the first of equally good thresholds is kept. */
    private static BinaryClassification sweep(
            double[] scores, boolean[] positive, int positives, int[] order, Ties ties) {
        int count = order.length;
        double accuracy = 0;
        double accuracyThreshold = -1;
        double f1 = 0;
        double f1Threshold = 0;
        double precisionAtBest = 0;
        double recallAtBest = 0;
        double averagePrecision = 0;
        double recallBefore = 0;
        int hits = 0;
        for (int i = 0; i < count; i++) {
            hits += positive[order[i]] ? 1 : 0;
            double precision = (double) hits / (i + 1);
            double recall = (double) hits / positives;
            boolean last = i == count - 1;
            boolean betweenDifferent = last || scores[order[i]] != scores[order[i + 1]];
            if (betweenDifferent) {
                averagePrecision += (recall - recallBefore) * precision;
                recallBefore = recall;
            }
            if (ties == Ties.KEEP ? !betweenDifferent : last) {
                continue;
            }
            double threshold = last ? scores[order[i]] : (scores[order[i]] + scores[order[i + 1]]) / 2;
            int rejectedNegatives = count - positives - (i + 1 - hits);
            double right = (double) (hits + rejectedNegatives) / count;
            if (right > accuracy) {
                accuracy = right;
                accuracyThreshold = threshold;
            }
            double both = hits == 0 ? 0 : 2 * precision * recall / (precision + recall);
            if (both > f1) {
                f1 = both;
                f1Threshold = threshold;
                precisionAtBest = precision;
                recallAtBest = recall;
            }
        }
        return new BinaryClassification(
                accuracy,
                accuracyThreshold,
                f1,
                f1Threshold,
                precisionAtBest,
                recallAtBest,
                averagePrecision,
                matthews(scores, positive, f1Threshold));
    }

    private static double matthews(double[] scores, boolean[] positive, double threshold) {
        double truePositives = 0;
        double trueNegatives = 0;
        double falsePositives = 0;
        double falseNegatives = 0;
        for (int i = 0; i < scores.length; i++) {
            boolean taken = scores[i] >= threshold;
            truePositives += taken && positive[i] ? 1 : 0;
            trueNegatives += !taken && !positive[i] ? 1 : 0;
            falsePositives += taken && !positive[i] ? 1 : 0;
            falseNegatives += !taken && positive[i] ? 1 : 0;
        }
        double product = (truePositives + falsePositives)
                * (truePositives + falseNegatives)
                * (trueNegatives + falsePositives)
                * (trueNegatives + falseNegatives);
        return product == 0
                ? 0
                : (truePositives * trueNegatives - falsePositives * falseNegatives) / Math.sqrt(product);
    }
}
