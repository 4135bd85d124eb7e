/**
 * Fine-tuning: the {@link pellucid.training.Trainer}, its options, what it reports and what it keeps.
 *
 * <p>The trainer goes through batches of examples ({@link pellucid.training.data}), has an objective compute gradients
 * ({@link pellucid.training.loss}) and an optimiser change the parameters ({@link pellucid.training.optim}). Between the
 * steps an {@link pellucid.training.Evaluator} says how good the model is, listeners write down what happens
 * ({@link pellucid.training.monitor}), and a checkpoint now and then lets a run that was killed go on as if nothing had
 * happened, to the last bit.
 *
 * <p>A run is determined by its options: the same seed gives the same bits on the same backend, whatever the number of
 * threads. The defaults are those of sentence-transformers' trainer.
 */
package pellucid.training;
