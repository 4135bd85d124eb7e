// Modules, kernels and their launches.
#include "driver_entries.h"
#include "ptx_entries.h"

namespace {

struct Function {
    const Kernel* kernel;
    unsigned dynamic_limit = DEFAULT_SHARED_BYTES;
};

struct Module {
    std::map<std::string, std::vector<size_t>> entries;
    std::map<std::string, Function> functions;
};

}  // namespace

API cuModuleLoadDataEx(Handle* module, const void* image, unsigned, int*, void**) {
    REFUSE_WHEN_BROKEN
    Ptx ptx(static_cast<const char*>(image));
    if (ptx.version == 0 || ptx.target == 0) {
        return refuse(INVALID_PTX, "the image has no .version or no .target");
    }
    if (ptx.version > newest_ptx(choices.driver_version)) {
        return UNSUPPORTED_PTX_VERSION;
    }
    if (ptx.target > choices.capability) {
        return NO_BINARY_FOR_GPU;
    }
    *module = new Module{std::move(ptx.entries), {}};
    return SUCCESS;
}

API cuModuleLoadData(Handle* module, const void* image) {
    return cuModuleLoadDataEx(module, image, 0, nullptr, nullptr);
}

API cuModuleUnload(Handle module) {
    LOCKED;
    catch_up();
    delete static_cast<Module*>(module);
    return sticky;
}

API cuModuleGetFunction(Handle* function, Handle module, const char* name) {
    REFUSE_WHEN_BROKEN
    auto& of = *static_cast<Module*>(module);
    auto entry = of.entries.find(name);
    if (entry == of.entries.end()) {
        return NOT_FOUND;
    }
    const Kernel* kernel = Kernel::named(name);
    if (kernel == nullptr) {
        return refuse(NOT_FOUND, std::string("the PTX has ") + name + ", the compiled sources have not: it is stale");
    }
    if (kernel->parameter_sizes != entry->second) {
        return refuse(INVALID_PTX, std::string("the parameters of ") + name + " in the PTX are not those in the sources: "
                                           + "it is stale");
    }
    *function = &(of.functions[name] = Function{kernel});
    return SUCCESS;
}

// Attributes of a function: 0 threads a block, 1 bytes of static shared memory, 4 registers, 8 the limit of dynamic shared
// memory.
API cuFuncGetAttribute(int* value, int attribute, Handle function) {
    REFUSE_WHEN_BROKEN
    switch (attribute) {
        case 0:
            *value = MAX_THREADS;
            break;
        case 4:
            *value = 32;
            break;
        case 8:
            *value = static_cast<Function*>(function)->dynamic_limit;
            break;
        default:
            *value = 0;
    }
    return SUCCESS;
}

API cuFuncSetAttribute(Handle function, int attribute, int value) {
    REFUSE_WHEN_BROKEN
    if (attribute == 8) {
        if (value < 0 || unsigned(value) > choices.shared_limit()) {
            return INVALID_VALUE;
        }
        static_cast<Function*>(function)->dynamic_limit = value;
    }
    return SUCCESS;
}

API cuFuncSetCacheConfig(Handle, int) {
    return SUCCESS;
}

API cuLaunchKernel(
        Handle handle,
        unsigned grid_x,
        unsigned grid_y,
        unsigned grid_z,
        unsigned block_x,
        unsigned block_y,
        unsigned block_z,
        unsigned dynamic_bytes,
        Handle,
        void** parameters,
        void**) {
    REFUSE_WHEN_BROKEN
    auto& function = *static_cast<Function*>(handle);
    const Kernel& kernel = *function.kernel;
    unsigned long long threads = 1ull * block_x * block_y * block_z;
    if (grid_x == 0 || grid_y == 0 || grid_z == 0 || threads == 0 || threads > MAX_THREADS || block_z > 64
        || grid_x > 0x7fffffffu || grid_y > MAX_GRID_YZ || grid_z > MAX_GRID_YZ || dynamic_bytes > function.dynamic_limit) {
        return refuse(INVALID_VALUE, "kernel " + kernel.name + ": a grid, a block or shared memory outside of the limits");
    }
    std::shared_ptr<Launch> launch = kernel.bind(parameters);
    dim3 grid(grid_x, grid_y, grid_z);
    dim3 block(block_x, block_y, block_z);
    return enqueue([=, &kernel] { return run(kernel, grid, block, dynamic_bytes, *launch); });
}
