/**
 * How good a model is, in numbers.
 *
 * <p>The measures stand on their own and know no model: {@link pellucid.eval.metric.Correlation} (Pearson, Spearman),
 * {@link pellucid.eval.metric.JudgedRanking} and {@link pellucid.eval.metric.RankingScores} (accuracy, precision,
 * recall, MRR, MAP and NDCG of a search; Manning, Raghavan and Schütze, "Introduction to Information Retrieval", chapter
 * 8), {@link pellucid.eval.metric.BinaryClassification}, {@link pellucid.eval.metric.ConfusionMatrix} and {@link
 * pellucid.eval.metric.ClassificationReport}, {@link pellucid.eval.metric.ClusterAgreement} (ARI, NMI) and {@link
 * pellucid.eval.metric.Silhouette}. {@link pellucid.eval.metric.Bootstrap} says how far a measured value can
 * be trusted, {@link pellucid.eval.metric.Significance} whether one system is better than another.
 *
 * <p>The classes whose names end in {@code Evaluator} encode texts with a model and measure: one for each way of asking
 * how good vectors are, with the names and the values of sentence-transformers.
 */
package pellucid.eval.metric;
