/**
 * The check of the CUDA backend on a machine with a GPU; {@code cuda-kernels/gpu-check.sh} runs it, {@link
 * pellucid.bench.gpu.GpuCheck} is its program.
 *
 * <p>Each {@link pellucid.bench.gpu.Part} runs in a process of its own with a limit of time, so that a device lost in one
 * does not spoil the next. A part says what it finds in lines of its output ({@link pellucid.bench.gpu.Finding}), all else
 * that it prints is for the log. Times are the device's own, between two events in its stream; bytes and FLOPs are those
 * that the task needs, whatever the kernel does.
 */
package pellucid.bench.gpu;
