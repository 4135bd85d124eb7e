package pellucid.bench.encode;

import pellucid.bench.versus.Timing;

/**
 * What was measured with one set of texts.
 *
 * @param name the case
 * @param texts how many
 * @param tokens how many they have together, special tokens included, padding not
 * @param difference the largest difference of an element between the two engines' vectors; 0 without a peer
 * @param bytesPerText what our encoder allocated on the Java heap for a text
 * @param ours our timing, for all texts
 * @param peer the peer's; null without one
 * @param peerName the peer; null without one
 * @param peerWay in which way the peer was fastest; null without one
 */
record EncodeCase(
        String name,
        int texts,
        long tokens,
        double difference,
        double bytesPerText,
        Timing ours,
        Timing peer,
        String peerName,
        String peerWay) {}
