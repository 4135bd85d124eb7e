package pellucid.eval.experiment.word2vec;

/**
 * A file that was read, or WordNet.
 *
 * @param name of the file
 * @param role what it served for
 * @param documents how many it has, or questions, or pairs
 * @param note what else is to be known, may be empty
 */
record Source(String name, String role, long documents, String note) {}
