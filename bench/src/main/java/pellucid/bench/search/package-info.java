/**
 * Exact search among a million vectors of 384 numbers, in a JVM of its own: queries one by one, which is bound by the
 * memory's bandwidth, and in batches, which is bound by the processor's peak.
 */
package pellucid.bench.search;
