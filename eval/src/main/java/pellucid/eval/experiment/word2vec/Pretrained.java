package pellucid.eval.experiment.word2vec;

import java.util.Map;

/**
 * What vectors that the user has from elsewhere came to.
 *
 * @param name of their file
 * @param words how many
 * @param width of a vector
 * @param scores by each measure that could be taken
 * @param semantic share of the semantic analogies that are right
 * @param syntactic the same of the syntactic ones
 * @param queen rank of queen as the answer to king - man + woman; 0 where a word is unknown
 */
record Pretrained(
        String name, int words, int width, Map<Measure, Scores> scores, double semantic, double syntactic, int queen) {}
