package pellucid.bench.finetune;

/**
 * What was measured.
 *
 * @param pairs pairs in a step
 * @param tokens tokens of all steps together, special tokens included
 * @param paddedTokens how many tokens an engine that pads would have computed
 * @param longestAnchor mean over the steps of the longest anchor's tokens
 * @param longestPositive the same for the positives
 * @param seconds of each step, by {@link Phase}
 * @param bytesPerStep what a step allocated on the Java heap
 * @param peakBytes the most memory that the process had at any time; 0 where the system does not tell
 * @param firstLoss the loss of the first step
 * @param lastLoss the loss of the same pairs when they came last
 */
record FinetuneCase(
        int pairs,
        long tokens,
        long paddedTokens,
        double longestAnchor,
        double longestPositive,
        double[][] seconds,
        long bytesPerStep,
        long peakBytes,
        double firstLoss,
        double lastLoss) {}
