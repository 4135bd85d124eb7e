// Memory: allocations, copies, fills.
#include <algorithm>

#include "driver_entries.h"

API cuMemGetInfo_v2(size_t* free, size_t* total) {
    REFUSE_WHEN_BROKEN
    *total = choices.memory;
    *free = choices.memory > allocated ? choices.memory - allocated : 0;
    return SUCCESS;
}

static bool fits(size_t bytes) {
    return bytes <= choices.memory && allocated <= choices.memory - bytes;
}

// Where there is no room, memory that is about to be freed is waited for.
API cuMemAlloc_v2(CUdeviceptr* address, size_t bytes) {
    REFUSE_WHEN_BROKEN
    if (bytes == 0) {
        return INVALID_VALUE;
    }
    if (!fits(bytes)) {
        CUresult code = catch_up();
        if (code != SUCCESS || !fits(bytes)) {
            return code != SUCCESS ? code : CUresult(OUT_OF_MEMORY);
        }
    }
    // 256 bytes is the alignment that CUDA promises, and the guard's size.
    size_t rounded = (bytes + GUARD - 1) / GUARD * GUARD;
    auto* block = static_cast<unsigned char*>(std::aligned_alloc(GUARD, GUARD + rounded + GUARD));
    if (block == nullptr) {
        return OUT_OF_MEMORY;
    }
    std::memset(block, CANARY, GUARD + rounded + GUARD);
    std::memset(block + GUARD, UNDEFINED, bytes);
    *address = reinterpret_cast<CUdeviceptr>(block + GUARD);
    allocations[*address] = bytes;
    allocated += bytes;
    return SUCCESS;
}

// The memory goes when the work given before is done; nothing is hurried on for it, since nobody may look at the result.
API cuMemFree_v2(CUdeviceptr address) {
    REFUSE_WHEN_BROKEN
    if (allocations.find(address) == allocations.end()) {
        return refuse(INVALID_VALUE, "the address to free is not the start of an allocation");
    }
    return enqueue([address] {
        auto found = allocations.find(address);
        if (found == allocations.end()) {
            return fail(ILLEGAL_ADDRESS, "memory was freed twice");
        }
        std::string wrong = trespass(address, found->second);
        allocated -= found->second;
        allocations.erase(found);
        std::free(reinterpret_cast<void*>(address - GUARD));
        return wrong.empty() ? sticky : fail(ILLEGAL_ADDRESS, wrong);
    });
}

API cuMemHostAlloc(void** address, size_t bytes, unsigned) {
    REFUSE_WHEN_BROKEN
    *address = std::malloc(bytes == 0 ? 1 : bytes);
    if (*address == nullptr) {
        return OUT_OF_MEMORY;
    }
    std::memset(*address, UNDEFINED, bytes);
    pinned[static_cast<char*>(*address)] = bytes;
    return SUCCESS;
}

API cuMemAllocHost_v2(void** address, size_t bytes) {
    return cuMemHostAlloc(address, bytes, 0);
}

API cuMemFreeHost(void* address) {
    LOCKED;
    catch_up();
    if (pinned.erase(static_cast<char*>(address)) == 0) {
        return INVALID_VALUE;
    }
    std::free(address);
    return sticky;
}

// A copy from memory that is not pinned reads it before the call returns, also when asked not to wait.
API cuMemcpyHtoDAsync_v2(CUdeviceptr target, const void* source, size_t bytes, Handle) {
    REFUSE_WHEN_BROKEN
    if (!inside(target, bytes)) {
        return out_of_range("a copy to the device", bytes);
    }
    if (!is_pinned(source) && catch_up() != SUCCESS) {
        return sticky;
    }
    auto work = [=] {
        std::memcpy(reinterpret_cast<void*>(target), source, bytes);
        return sticky;
    };
    return is_pinned(source) ? enqueue(work) : work();
}

API cuMemcpyDtoHAsync_v2(void* target, CUdeviceptr source, size_t bytes, Handle) {
    REFUSE_WHEN_BROKEN
    if (!inside(source, bytes)) {
        return out_of_range("a copy from the device", bytes);
    }
    if (!is_pinned(target) && catch_up() != SUCCESS) {
        return sticky;
    }
    auto work = [=] {
        std::memcpy(target, reinterpret_cast<void*>(source), bytes);
        return sticky;
    };
    return is_pinned(target) ? enqueue(work) : work();
}

API cuMemcpyDtoDAsync_v2(CUdeviceptr target, CUdeviceptr source, size_t bytes, Handle) {
    REFUSE_WHEN_BROKEN
    if (!inside(source, bytes) || !inside(target, bytes)) {
        return out_of_range("a copy on the device", bytes);
    }
    return enqueue([=] {
        std::memmove(reinterpret_cast<void*>(target), reinterpret_cast<void*>(source), bytes);
        return sticky;
    });
}

API cuMemcpyHtoD_v2(CUdeviceptr target, const void* source, size_t bytes) {
    LOCKED;
    CUresult code = cuMemcpyHtoDAsync_v2(target, source, bytes, nullptr);
    return code == SUCCESS ? catch_up() : code;
}

API cuMemcpyDtoH_v2(void* target, CUdeviceptr source, size_t bytes) {
    LOCKED;
    CUresult code = cuMemcpyDtoHAsync_v2(target, source, bytes, nullptr);
    return code == SUCCESS ? catch_up() : code;
}

API cuMemcpyDtoD_v2(CUdeviceptr target, CUdeviceptr source, size_t bytes) {
    return cuMemcpyDtoDAsync_v2(target, source, bytes, nullptr);
}

API cuMemsetD8Async(CUdeviceptr target, unsigned char value, size_t count, Handle) {
    REFUSE_WHEN_BROKEN
    return set_bytes(target, count, [=] { std::memset(reinterpret_cast<void*>(target), value, count); });
}

API cuMemsetD32Async(CUdeviceptr target, unsigned value, size_t count, Handle) {
    REFUSE_WHEN_BROKEN
    return set_bytes(target, 4 * count, [=] { std::fill_n(reinterpret_cast<unsigned*>(target), count, value); });
}

API cuMemsetD8_v2(CUdeviceptr target, unsigned char value, size_t count) {
    return cuMemsetD8Async(target, value, count, nullptr);
}

API cuMemsetD32_v2(CUdeviceptr target, unsigned value, size_t count) {
    return cuMemsetD32Async(target, value, count, nullptr);
}
