package pellucid.eval.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import pellucid.tensor.InputException;
import pellucid.tensor.ShapeException;

/**
 * What a search found for one query, the best first, held against the documents that are relevant. A grade is how
 * relevant a document is, 0 for not at all; R is the number of relevant documents, found or not.
 *
 * <pre>
 *   precision@k = relevant among the first k / k
 *   recall@k    = relevant among the first k / R
 *   MRR@k       = 1 / rank of the first relevant one, 0 if it is beyond k
 *   AP@k        = Σ precision@i over the ranks i ≤ k that hold a relevant one / min(k, R)   (or / R)
 *   NDCG@k      = DCG@k / DCG@k of the best order,   DCG@k = Σ gain(i) / log2(i + 1)
 * </pre>
 */
public final class JudgedRanking {
    private final double[] ranked;
    private final double[] relevant;

    /**
     * @param ranked the grade of the document at each rank, the best first, as deep as the search went
     * @param relevant the grades of all relevant documents of the query, in any order
     * @throws InputException if no document is relevant, since most measures then divide by zero
     */
    public JudgedRanking(double[] ranked, double[] relevant) {
        this.ranked = ranked.clone();
        this.relevant = IntStream.range(0, relevant.length)
                .mapToDouble(i -> relevant[i])
                .filter(grade -> grade > 0)
                .boxed()
                .sorted(Comparator.reverseOrder())
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (this.relevant.length == 0) {
            throw new InputException(
                    "a ranking is judged for a query that has no relevant document; leave such queries out");
        }
    }

    /**
     * The ranking of documents that were all scored and judged; among equal scores the earlier document is first.
     *
     * @param grades one for each document
     * @param scores one for each document, larger for better
     */
    public static JudgedRanking of(double[] grades, double[] scores) {
        if (grades.length != scores.length) {
            throw new ShapeException("ranking: there are " + grades.length + " grades and " + scores.length
                    + " scores; give one of each for every document");
        }
        double[] ranked = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .mapToDouble(i -> grades[i])
                .toArray();
        return new JudgedRanking(ranked, grades);
    }

    /** 1 if there is a relevant document among the first k, else 0. */
    public double accuracy(int k) {
        return found(k) > 0 ? 1 : 0;
    }

    /** The share of relevant ones among the first k; ranks beyond the end of the list count as not relevant. */
    public double precision(int k) {
        return (double) found(k) / k;
    }

    /** The share of the relevant documents that is among the first k. */
    public double recall(int k) {
        return (double) found(k) / relevant.length;
    }

    /** 1 / rank of the first relevant document, 0 if it is not among the first k. */
    public double reciprocalRank(int k) {
        for (int i = 0; i < depth(k); i++) {
            if (ranked[i] > 0) {
                return 1.0 / (i + 1);
            }
        }
        return 0;
    }

    /** Average precision divided by min(k, R): 1 when the first k are as good as can be (sentence-transformers). */
    public double averagePrecision(int k) {
        return sumOfPrecisions(k) / Math.min(k, relevant.length);
    }

    /** Average precision divided by R: what is missed beyond k counts, too (trec_eval). */
    public double averagePrecisionOverAll(int k) {
        return sumOfPrecisions(k) / relevant.length;
    }

    /** The discounted gain of the first k as a share of that of the best order. */
    public double ndcg(int k, Gain gain) {
        return discountedGain(ranked, depth(k), gain) / discountedGain(relevant, Math.min(k, relevant.length), gain);
    }

    private static double discountedGain(double[] grades, int depth, Gain gain) {
        double sum = 0;
        for (int i = 0; i < depth; i++) {
            sum += gain.of(grades[i]) * Math.log(2) / Math.log(i + 2);
        }
        return sum;
    }

    private double sumOfPrecisions(int k) {
        int found = 0;
        double sum = 0;
        for (int i = 0; i < depth(k); i++) {
            if (ranked[i] > 0) {
                found++;
                sum += (double) found / (i + 1);
            }
        }
        return sum;
    }

    private int found(int k) {
        return (int)
                Arrays.stream(ranked, 0, depth(k)).filter(grade -> grade > 0).count();
    }

    private int depth(int k) {
        if (k < 1) {
            throw new InputException("k is " + k + "; a ranking is judged on its first k places, at least 1");
        }
        return Math.min(k, ranked.length);
    }
}
