/**
 * The CUDA backend: kernels of our own ({@code src/main/cuda}, a family a file, explained step by step), launched through
 * the CUDA driver API by JCuda.
 *
 * <p>{@link pellucid.cuda.CudaBackend} is built up chapter by chapter as the {@link pellucid.tensor.Backend} contract is:
 * memory, element by element, matrices, rows, sequences, training. Each chapter says which kernel does what with which
 * grid; the arithmetic is in the kernels.
 *
 * <p>All work is queued on one stream and nothing waits for it but reading a result: a forward or a backward pass is one
 * run of launches.
 */
package pellucid.cuda;
