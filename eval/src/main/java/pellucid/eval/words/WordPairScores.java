package pellucid.eval.words;

/**
 * How the cosines of word pairs go with what people said of them.
 *
 * @param asked pairs whose words are both known
 * @param unknown pairs that were left out because a word is not known
 * @param pearson NaN where fewer than two pairs were asked, or all of them are equally alike
 * @param spearman the same by ranks
 */
public record WordPairScores(int asked, int unknown, double pearson, double spearman) {
    /** The share of pairs that were left out, 0 to 1. */
    public double unknownShare() {
        return (double) unknown / (asked + unknown);
    }
}
