/** Tensors and the contract that every backend fulfils. */
package pellucid.tensor;
