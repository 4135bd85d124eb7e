package pellucid.bench.search;

/**
 * What the child measured, in seconds.
 *
 * @param first the first search, which packs the vectors
 * @param alone each a search for one query
 * @param batched each a search for a batch of queries
 */
record SearchCase(double first, double[] alone, double[] batched) {}
