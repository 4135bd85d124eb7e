/**
 * Telling classes apart by the vectors of things: how much of a class can be read off an embedding.
 *
 * <p>{@link pellucid.eval.classification.LogisticRegression} is the usual probe: linear, convex, with one right answer,
 * which {@link pellucid.eval.classification.Lbfgs} finds (Nocedal, "Updating Quasi-Newton Matrices with Limited
 * Storage", 1980). {@link pellucid.eval.classification.StratifiedSplit} divides labelled things into those to learn from
 * and those to be measured on, each class in the same proportion.
 */
package pellucid.eval.classification;
