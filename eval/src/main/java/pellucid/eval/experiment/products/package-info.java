/**
 * The experiment on sorting products into categories by their descriptions: sentence vectors and a logistic regression.
 *
 * <p>A study reports an accuracy and an adjusted Rand index of all-MiniLM-L6-v2 from one split of 1,050 products, and calls
 * it better than bert-base-uncased. Here {@link pellucid.eval.experiment.products.ProductStudy} makes the same vectors, and
 * others, tests each on many splits, groups each by k-means on the vectors and on the t-SNE plane, and judges every claim
 * by fixed rules. The study's own split can be made again ({@code NumpyPermutation}); it is one of many that might have
 * been drawn.
 *
 * <pre>
 *   accuracy      mean over the products of how often each is right over the splits that test it; the interval by the
 *                 bootstrap over the products; single splits: mean ± 2 standard deviations
 *   differences   product by product, over the same splits
 *   clusters      adjusted Rand index (Hubert and Arabie, 1985), the interval by the bootstrap over the products
 * </pre>
 */
package pellucid.eval.experiment.products;
