/**
 * A classifier of feature vectors: the small neural network that tells what kind of thing a vector stands for.
 *
 * <p>{@link pellucid.training.classifier.MultiLayerPerceptron} is the network (Rumelhart, Hinton and Williams, 1986, with
 * rectified linear units, Glorot et al., 2011): a chain of linear layers, of which the last gives one number for each class.
 * Softmax makes probabilities of them, and what is made small is the cross-entropy,
 *
 * <pre>  L = -1/n Σ_i log softmax(logits_i)[y_i]  </pre>
 *
 * <p>{@link pellucid.training.classifier.ClassifierTrainer} does so by Adam in mini-batches, with dropout, and stops when a
 * part that it keeps back gets no better. All that is drawn comes from one seed: the same bits on the same backend whatever
 * the number of threads. {@link pellucid.training.classifier.Classifier} is the result.
 */
package pellucid.training.classifier;
