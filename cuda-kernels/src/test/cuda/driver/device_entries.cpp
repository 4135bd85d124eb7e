// The driver, the device, its context.
#include "driver_entries.h"

API cuInit(unsigned flags) {
    LOCKED;
    if (flags != 0) {
        return INVALID_VALUE;
    }
    if (choices.no_device) {
        return NO_DEVICE;
    }
    if (!initialized) {
        choices.choose_order();
    }
    initialized = true;
    return SUCCESS;
}

API cuDriverGetVersion(int* version) {
    *version = choices.driver_version;
    return SUCCESS;
}

API cuDeviceGetCount(int* count) {
    REFUSE_BEFORE_INIT
    *count = 1;
    return SUCCESS;
}

API cuDeviceGet(CUdevice* device, int ordinal) {
    REFUSE_BEFORE_INIT
    *device = ordinal;
    return ordinal == 0 ? SUCCESS : INVALID_DEVICE;
}

API cuDeviceGetName(char* name, int size, CUdevice) {
    REFUSE_BEFORE_INIT
    std::snprintf(name, size, "CUDA emulated on the CPU");
    return SUCCESS;
}

API cuDeviceTotalMem_v2(size_t* bytes, CUdevice) {
    REFUSE_BEFORE_INIT
    *bytes = choices.memory;
    return SUCCESS;
}

API cuDeviceGetAttribute(int* value, int attribute, CUdevice) {
    REFUSE_BEFORE_INIT
    switch (attribute) {
        case 1:  // threads a block
            *value = MAX_THREADS;
            break;
        case 2:  // block sizes in x and y
        case 3:
            *value = 1024;
            break;
        case 4:
            *value = 64;
            break;
        case 5:  // grid size in x
            *value = 0x7fffffff;
            break;
        case 6:  // and in y and z
        case 7:
            *value = MAX_GRID_YZ;
            break;
        case 8:  // bytes of shared memory a block
            *value = DEFAULT_SHARED_BYTES;
            break;
        case 10:
            *value = WARP;
            break;
        case 13:  // clock, in kHz
        case 36:  // memory clock, in kHz
            *value = 1000000;
            break;
        case 16:  // multiprocessors
            *value = 1;
            break;
        case 37:  // width of the memory bus, in bits
            *value = 64;
            break;
        case 38:  // bytes of L2 cache
            *value = 4 << 20;
            break;
        case 39:  // threads a multiprocessor
            *value = 2048;
            break;
        case 75:
            *value = choices.capability / 10;
            break;
        case 76:
            *value = choices.capability % 10;
            break;
        case 81:  // shared memory a multiprocessor
        case 97:  // shared memory a block, for a kernel that asks for it
            *value = choices.shared_limit();
            break;
        default:
            *value = 0;
    }
    return SUCCESS;
}

API cuGetErrorName(CUresult code, const char** name) {
    auto known = NAMES.find(code);
    *name = known == NAMES.end() ? nullptr : known->second.name;
    return known == NAMES.end() ? INVALID_VALUE : SUCCESS;
}

API cuGetErrorString(CUresult code, const char** text) {
    LOCKED;
    static std::map<std::string, int> said;  // keeps every text alive
    auto known = NAMES.find(code);
    if (known == NAMES.end()) {
        *text = nullptr;
        return INVALID_VALUE;
    }
    std::string whole = known->second.text;
    if (code != SUCCESS && !fault.empty()) {
        whole += " (" + fault + ")";
    }
    *text = said.emplace(whole, 0).first->first.c_str();
    return SUCCESS;
}

API cuDevicePrimaryCtxRetain(Handle* context, CUdevice device) {
    REFUSE_BEFORE_INIT
    *context = &allocations;
    return device == 0 ? SUCCESS : INVALID_DEVICE;
}

API cuDevicePrimaryCtxRelease_v2(CUdevice) {
    LOCKED;
    return catch_up();
}

API cuDevicePrimaryCtxReset_v2(CUdevice) {
    LOCKED;
    free_everything();
    sticky = SUCCESS;
    fault.clear();
    return SUCCESS;
}

API cuCtxSetCurrent(Handle context) {
    REFUSE_BEFORE_INIT
    return context == nullptr || context == &allocations ? SUCCESS : INVALID_CONTEXT;
}

API cuCtxGetCurrent(Handle* context) {
    REFUSE_BEFORE_INIT
    *context = &allocations;
    return SUCCESS;
}

API cuCtxSynchronize() {
    REFUSE_WHEN_BROKEN
    return catch_up();
}
