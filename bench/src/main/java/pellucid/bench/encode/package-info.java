/**
 * The whole way from texts to unit vectors with all-MiniLM-L6-v2: tokenising, encoding, mean pooling, scaling to length 1.
 *
 * <p>Each number of threads is measured in a JVM of its own, which an engine's threads are fixed in: the parent
 * ({@link pellucid.bench.encode.EncodeBenchmark}) makes tables of what the children
 * ({@link pellucid.bench.encode.EncodeContest}, {@link pellucid.bench.encode.LoadTime}) print as JSON. The texts are
 * glosses of WordNet 3.1 (Princeton University, 2011).
 */
package pellucid.bench.encode;
