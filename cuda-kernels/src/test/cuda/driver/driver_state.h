// The state behind the emulated driver: what tests chose, what is allocated, what waits in streams, the error that stays.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "../kernel_registry.h"
#include "driver_errors.h"
#include "recorded_launches.h"

namespace emulator {

using CUdeviceptr = unsigned long long;

constexpr size_t GUARD = 256;
constexpr unsigned char CANARY = 0xa5;
constexpr unsigned DEFAULT_SHARED_BYTES = 48 * 1024;
constexpr long long LAUNCHES_BETWEEN_LOOKS = 500;  // at all guards
constexpr unsigned MAX_GRID_YZ = 65535;

inline long long number_from_environment(const char* name, long long otherwise) {
    const char* text = std::getenv(name);
    return text ? std::atoll(text) : otherwise;
}

// They come from the environment when the library is loaded, or later from java_choices.cpp:
//   PELLUCID_EMULATOR_ORDER           forward, reverse, random:SEED, in-turn: the order of threads
//   PELLUCID_EMULATOR_DEFERRED        1                                work waits until somebody waits for it
//   PELLUCID_EMULATOR_NO_DEVICE       1                                cuInit finds no device
//   PELLUCID_EMULATOR_DRIVER_VERSION  11080, 12000, …                  decides which PTX is accepted
//   PELLUCID_EMULATOR_CAPABILITY      75, 80, …                        decides which PTX is accepted
//   PELLUCID_EMULATOR_MEMORY          bytes of device memory
//   PELLUCID_EMULATOR_RECORD          file that gets some launches of every kernel (recorded_launches.h)
//   PELLUCID_EMULATOR_LOSE_AFTER      launches after which the device is lost
struct Choices {
    bool no_device = number_from_environment("PELLUCID_EMULATOR_NO_DEVICE", 0) != 0;
    bool deferred = number_from_environment("PELLUCID_EMULATOR_DEFERRED", 0) != 0;
    int driver_version = number_from_environment("PELLUCID_EMULATOR_DRIVER_VERSION", 12060);
    int capability = number_from_environment("PELLUCID_EMULATOR_CAPABILITY", 80);
    size_t memory = number_from_environment("PELLUCID_EMULATOR_MEMORY", 2ll << 30);
    long long launches_left = number_from_environment("PELLUCID_EMULATOR_LOSE_AFTER", -1);

    // Called by cuInit: only then is the block surely there.
    void choose_order() const {
        std::string order = std::getenv("PELLUCID_EMULATOR_ORDER") ? std::getenv("PELLUCID_EMULATOR_ORDER") : "";
        if (order == "in-turn") {
            running_block.choose(Order::IN_TURN, 1);
        } else if (order == "reverse") {
            running_block.choose(Order::REVERSE, 0);
        } else if (order.rfind("random", 0) == 0) {
            unsigned seed = order.size() > 7 ? unsigned(std::atoi(order.c_str() + 7)) : 1;
            running_block.choose(Order::RANDOM, seed);
        }
    }

    unsigned shared_limit() const { return capability >= 90 ? 232448 : capability >= 80 ? 166912 : 65536; }
};

// All there is. The lock is taken by every entry: kernels run one at a time, in the order in which they were launched.
inline std::recursive_mutex lock;
inline Choices choices;
inline bool initialized = false;
inline std::map<CUdeviceptr, size_t> allocations;
inline std::map<char*, size_t> pinned;
inline size_t allocated = 0;
inline long long launches = 0;
inline CUresult sticky = SUCCESS;
inline std::string fault;
inline std::deque<std::function<CUresult()>> waiting;

inline CUresult fail(CUresult code, const std::string& why) {
    sticky = code;
    fault = why;
    return code;
}

inline CUresult refuse(CUresult code, const std::string& why) {
    fault = why;
    return code;
}

// The allocation in which (or at the end of which) this address lies, or end().
inline std::map<CUdeviceptr, size_t>::iterator allocation_of(CUdeviceptr address) {
    auto next = allocations.upper_bound(address);
    if (next == allocations.begin()) {
        return allocations.end();
    }
    auto found = std::prev(next);
    return address <= found->first + found->second ? found : allocations.end();
}

inline bool inside(CUdeviceptr address, size_t bytes) {
    auto found = allocation_of(address);
    return found != allocations.end() && address + bytes <= found->first + found->second;
}

inline bool is_pinned(const void* address) {
    auto next = pinned.upper_bound(static_cast<char*>(const_cast<void*>(address)));
    return next != pinned.begin() && address < std::prev(next)->first + std::prev(next)->second;
}

// Which side of an allocation was written to, or an empty text.
inline std::string trespass(CUdeviceptr start, size_t size) {
    static const std::vector<unsigned char> clean(GUARD, CANARY);
    const char* side = nullptr;
    if (std::memcmp(reinterpret_cast<void*>(start - GUARD), clean.data(), GUARD) != 0) {
        side = "before";
    } else if (std::memcmp(reinterpret_cast<void*>(start + size), clean.data(), GUARD) != 0) {
        side = "after";
    }
    return side ? "a write " + std::string(side) + " an allocation of " + std::to_string(size) + " bytes" : "";
}

inline std::string any_trespass() {
    for (auto [start, size] : allocations) {
        std::string found = trespass(start, size);
        if (!found.empty()) {
            return found;
        }
    }
    return "";
}

// Does the work that waits; what goes wrong is answered by this call and all later ones.
inline CUresult catch_up() {
    while (!waiting.empty()) {
        auto work = std::move(waiting.front());
        waiting.pop_front();
        work();
    }
    return sticky;
}

// Work given to a stream is done at once, or by choice when somebody waits for it. One queue serves all streams: the order
// in which work was given is one of the orders a device may take.
inline CUresult enqueue(std::function<CUresult()> work) {
    if (sticky != SUCCESS) {
        return sticky;
    }
    if (!choices.deferred) {
        return work();
    }
    waiting.push_back(std::move(work));
    return SUCCESS;
}

inline CUresult out_of_range(const char* what, size_t bytes) {
    return refuse(INVALID_VALUE, std::string(what) + " of " + std::to_string(bytes) + " bytes is not inside one allocation");
}

inline CUresult set_bytes(CUdeviceptr target, size_t bytes, std::function<void()> write) {
    if (!inside(target, bytes)) {
        return out_of_range("a memset", bytes);
    }
    return enqueue([write] {
        write();
        return sticky;
    });
}

// Pointers that point nowhere, before a launch; writes past what they point into, after it. Null is for the kernel to know.
inline std::string look_at_arguments(const Kernel& kernel, const Launch& launch, bool after) {
    for (size_t i = 0; i < launch.arguments.size(); i++) {
        if (!kernel.is_pointer[i] || Kernel::address(launch.arguments[i]) == nullptr) {
            continue;
        }
        auto found = allocation_of(reinterpret_cast<CUdeviceptr>(Kernel::address(launch.arguments[i])));
        if (found == allocations.end()) {
            return "argument " + std::to_string(i + 1) + " points at no allocation";
        }
        std::string wrong = after ? trespass(found->first, found->second) : "";
        if (!wrong.empty()) {
            return wrong;
        }
    }
    return "";
}

inline void record(
        const Kernel& kernel,
        dim3 grid,
        dim3 block,
        size_t dynamic_bytes,
        const Launch& launch) {
    static Recorder recorder(std::getenv("PELLUCID_EMULATOR_RECORD"));
    if (!recorder.wants(kernel, grid, block, dynamic_bytes, launch)) {
        return;
    }
    std::map<char*, size_t> buffers;
    for (size_t i = 0; i < launch.arguments.size(); i++) {
        if (kernel.is_pointer[i] && Kernel::address(launch.arguments[i]) != nullptr) {
            auto [start, size] = *allocation_of(CUdeviceptr(Kernel::address(launch.arguments[i])));
            buffers[reinterpret_cast<char*>(start)] = size;
        }
    }
    recorder.record(kernel, grid, block, dynamic_bytes, launch, buffers);
}

inline CUresult run(const Kernel& kernel, dim3 grid, dim3 block, size_t dynamic_bytes, const Launch& launch) {
    if (choices.launches_left == 0) {
        return fail(UNKNOWN, "the device was lost");
    }
    if (choices.launches_left > 0) {
        choices.launches_left--;
    }
    launches++;
    std::string wrong = look_at_arguments(kernel, launch, false);
    if (!wrong.empty()) {
        return fail(ILLEGAL_ADDRESS, "kernel " + kernel.name + ": " + wrong);
    }
    record(kernel, grid, block, dynamic_bytes, launch);
    wrong = kernel.run(grid, block, dynamic_bytes, launch);
    if (!wrong.empty()) {
        return fail(LAUNCH_FAILED, "kernel " + kernel.name + ", " + wrong);
    }
    wrong = look_at_arguments(kernel, launch, true);
    if (!wrong.empty()) {
        return fail(ILLEGAL_ADDRESS, "kernel " + kernel.name + ": " + wrong);
    }
    if (launches % LAUNCHES_BETWEEN_LOOKS == 0) {
        wrong = any_trespass();
        if (!wrong.empty()) {
            return fail(ILLEGAL_ADDRESS, wrong + ", by one of the last kernels; the last one was " + kernel.name);
        }
    }
    return SUCCESS;
}

inline void free_everything() {
    waiting.clear();
    for (auto [start, size] : allocations) {
        std::free(reinterpret_cast<void*>(start - GUARD));
    }
    allocations.clear();
    allocated = 0;
}

}  // namespace emulator
