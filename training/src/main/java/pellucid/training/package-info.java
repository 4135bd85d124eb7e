/** Fine-tuning: losses, optimisers, data and the trainer. */
package pellucid.training;
