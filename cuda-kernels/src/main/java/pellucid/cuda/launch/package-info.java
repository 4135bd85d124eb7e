/**
 * From a kernel's source text to a launch that cannot go wrong silently.
 *
 * <p>A CUDA driver takes a launch's arguments as bare addresses: too few of them, a float where an int is wanted, two
 * swapped pointers of different types, and the kernel computes nonsense. Here the parameters are read from the source
 * ({@link pellucid.cuda.launch.Signature}), compared with the compiled PTX when it is loaded
 * ({@link pellucid.cuda.launch.Kernels}), and each launch's arguments are compared with them
 * ({@link pellucid.cuda.launch.Kernel}).
 */
package pellucid.cuda.launch;
