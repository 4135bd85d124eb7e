package pellucid.eval.experiment.products;

import pellucid.eval.data.Vectors;

/**
 * The products as vectors made in one way.
 *
 * @param label for tables, short
 * @param vectors one for each product
 * @param parameters how many numbers were learned to make them
 * @param reads the most tokens of a text that are read; 0 for all
 * @param truncated how many texts are longer
 * @param seconds that making the vectors took
 */
record Representation(String label, Vectors vectors, long parameters, int reads, int truncated, double seconds) {}
