package pellucid.eval.experiment.word2vec;

import java.util.List;

/**
 * What a prediction costs, measured over the size of the vocabulary and over the number of negatives, one thing varied at
 * a time and on one thread. The full softmax is the simple version on autograd, the other two are the fast trainer: what is
 * compared is how each grows, not one with the other.
 *
 * @param softmax over the vocabulary, by the full softmax
 * @param hierarchical over the vocabulary, by hierarchical softmax
 * @param negative over the vocabulary, by negative sampling
 * @param byNegatives over the number of negatives, by negative sampling on the largest of the vocabularies
 */
record Costs(List<Cost> softmax, List<Cost> hierarchical, List<Cost> negative, List<Cost> byNegatives) {
    /**
     * One measurement.
     *
     * @param size words of the vocabulary, or negatives
     * @param outputs vectors of the output table that a prediction reads and changes, on the average
     * @param seconds of a prediction
     */
    record Cost(int size, double outputs, double seconds) {}

    /**
     * How many times as much a prediction costs at the largest size as at the smallest, as a power of how many times as
     * large that is: 1 for O(V), 0 where the size does not matter.
     */
    static double power(List<Cost> costs) {
        Cost first = costs.get(0);
        Cost last = costs.get(costs.size() - 1);
        return Math.log(last.seconds() / first.seconds()) / Math.log((double) last.size() / first.size());
    }
}
