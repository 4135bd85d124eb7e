/** Training data: examples, the files they are read from, and the batches they are put into. */
package pellucid.training.data;
