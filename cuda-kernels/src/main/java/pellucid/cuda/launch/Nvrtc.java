package pellucid.cuda.launch;

import static jcuda.nvrtc.JNvrtc.nvrtcCompileProgram;
import static jcuda.nvrtc.JNvrtc.nvrtcCreateProgram;
import static jcuda.nvrtc.JNvrtc.nvrtcDestroyProgram;
import static jcuda.nvrtc.JNvrtc.nvrtcGetPTX;
import static jcuda.nvrtc.JNvrtc.nvrtcGetProgramLog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jcuda.nvrtc.nvrtcProgram;
import jcuda.nvrtc.nvrtcResult;
import pellucid.cuda.driver.CudaLibraries;
import pellucid.tensor.BackendException;

/** Compiles kernels at run time with NVIDIA's library NVRTC, where it is installed. */
final class Nvrtc {
    private Nvrtc() {}

    /** The PTX of a family for a device of this compute capability. */
    static String compile(Family family, int computeCapability) {
        String missing = CudaLibraries.load("nvrtc", "12");
        if (missing != null) {
            throw new BackendException("-D" + Kernels.JIT_PROPERTY + "=true needs NVRTC: " + missing
                    + "; without the property the kernels built ahead of time are used");
        }
        nvrtcProgram program = new nvrtcProgram();
        check(
                nvrtcCreateProgram(
                        program,
                        family.source(),
                        family.file(),
                        family.headers().size(),
                        family.headers().values().toArray(String[]::new),
                        family.headers().keySet().toArray(String[]::new)),
                family);
        try {
            String[] options = options(computeCapability);
            int result = nvrtcCompileProgram(program, options.length, options);
            if (result != nvrtcResult.NVRTC_SUCCESS) {
                String[] log = {""};
                nvrtcGetProgramLog(program, log);
                throw new BackendException(family.file() + " does not compile: " + log[0].strip());
            }
            String[] ptx = {""};
            check(nvrtcGetPTX(program, ptx), family);
            return ptx[0];
        } finally {
            nvrtcDestroyProgram(program);
        }
    }

    private static String[] options(int computeCapability) {
        List<String> options = new ArrayList<>(
                List.of("--gpu-architecture=compute_" + computeCapability, "-default-device", "--std=c++17"));
        // The tensor cores' mma.h is in the toolkit, not in NVRTC itself; all other kernels do without.
        Path headers = CudaLibraries.toolkitHeaders();
        if (headers != null) {
            options.add("--include-path=" + headers);
        }
        return options.toArray(String[]::new);
    }

    private static void check(int result, Family family) {
        if (result != nvrtcResult.NVRTC_SUCCESS) {
            throw new BackendException("NVRTC fails on " + family.file() + ": " + nvrtcResult.stringFor(result));
        }
    }
}
