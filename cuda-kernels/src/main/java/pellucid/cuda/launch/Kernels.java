package pellucid.cuda.launch;

import static jcuda.driver.JCudaDriver.cuModuleGetFunction;
import static jcuda.driver.JCudaDriver.cuModuleLoadData;
import static jcuda.driver.JCudaDriver.cuModuleUnload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.CUresult;
import pellucid.cuda.driver.CudaError;
import pellucid.cuda.driver.Device;
import pellucid.tensor.BackendException;

/**
 * All kernels of this module by name. A family (one source file) is loaded when its first kernel is asked for: from the
 * PTX built ahead of time, or compiled from source by NVRTC where {@code -Dpellucid.cuda.jit=true} asks for it.
 */
public final class Kernels implements AutoCloseable {
    /** The property that has the sources compiled at run time: for whoever edits a kernel. */
    public static final String JIT_PROPERTY = "pellucid.cuda.jit";

    private final Device device;
    private final Map<String, Family> familyOf = new HashMap<>();
    private final Map<String, Kernel> kernels = new ConcurrentHashMap<>();
    private final List<CUmodule> modules = new ArrayList<>();
    private final Map<String, CUmodule> loaded = new HashMap<>();

    public Kernels(Device device) {
        this(device, Family.all());
    }

    Kernels(Device device, List<Family> families) {
        this.device = device;
        for (Family family : families) {
            for (String kernel : family.signatures().keySet()) {
                Family other = familyOf.put(kernel, family);
                if (other != null) {
                    throw new BackendException("kernel '" + kernel + "' is defined in both " + other.file() + " and "
                            + family.file() + "; give one of them another name");
                }
            }
        }
    }

    /** The kernel of this name, loaded if it was not yet. */
    public Kernel get(String name) {
        Kernel kernel = kernels.get(name);
        return kernel != null ? kernel : load(name);
    }

    private synchronized Kernel load(String name) {
        Kernel present = kernels.get(name);
        if (present != null) {
            return present;
        }
        Family family = familyOf.get(name);
        if (family == null) {
            throw new BackendException("there is no kernel '" + name + "' in the CUDA sources");
        }
        CUmodule module = loaded.computeIfAbsent(family.name(), n -> loadModule(family));
        CUfunction function = new CUfunction();
        int result = cuModuleGetFunction(function, module, name);
        if (result != CUresult.CUDA_SUCCESS) {
            throw new BackendException("kernel '" + name + "' cannot be taken from " + family.name() + ".ptx: "
                    + CudaError.sentence(result));
        }
        Kernel kernel = new Kernel(device, function, family.signatures().get(name));
        kernels.put(name, kernel);
        return kernel;
    }

    private CUmodule loadModule(Family family) {
        String ptx = Boolean.getBoolean(JIT_PROPERTY)
                ? Nvrtc.compile(family, device.computeCapability())
                : family.checkedPtx();
        if (family.target() > device.computeCapability()) {
            throw new BackendException("the kernels of " + family.file() + " need a device of compute capability "
                    + family.target() / 10 + "." + family.target() % 10 + ", " + device.name() + " has "
                    + device.computeCapability() / 10 + "." + device.computeCapability() % 10);
        }
        device.enter();
        CUmodule module = new CUmodule();
        byte[] text = (ptx + "\0").getBytes(StandardCharsets.US_ASCII);
        CudaError.check(cuModuleLoadData(module, text), "loading the kernels of " + family.file());
        modules.add(module);
        return module;
    }

    /** Unloads everything. */
    @Override
    public synchronized void close() {
        device.enter();
        modules.forEach(module -> cuModuleUnload(module));
        modules.clear();
        loaded.clear();
        kernels.clear();
    }
}
