/** The CUDA backend: kernels of our own, launched through the CUDA driver API. */
package pellucid.cuda;
