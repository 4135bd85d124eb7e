/**
 * The experiment on shortened vectors: does training with {@link pellucid.training.loss.Matryoshka} let a search keep its
 * quality when only the first numbers of each vector are kept?
 *
 * <p>A study fine-tunes a small encoder on Home Depot's search relevance with {@link pellucid.training.loss.Mnrl}, alone
 * and under Matryoshka, and measures
 *
 * <pre>
 *   recall@10 = relevant products among the first 10 / relevant products
 *   MRR@10    = 1 / rank of the first relevant product, 0 beyond 10
 * </pre>
 *
 * at 384, 192, 96 and 48 numbers. It says that nothing of its test set was learned from; its program splits rows, not
 * queries. Here both splits are made ({@link pellucid.eval.experiment.matryoshka.SplitKind}), every arm is trained on the
 * same rows, the losses that the study gave up ({@link pellucid.training.loss.CosineSimilarity}) or did not try ({@link
 * pellucid.training.loss.CoSent}) included, and each claim is judged by the bootstrap over queries. {@link
 * pellucid.eval.experiment.matryoshka.MatryoshkaStudy} is where to begin. Source of the loss: Kusupati et al.,
 * "Matryoshka Representation Learning", 2022.
 */
package pellucid.eval.experiment.matryoshka;
